import { ConsoleError } from '@/lib/errors'
import { linesOf, notesOf, runCyrusTool, toolFailure, toolName } from '../cyrus-tools'
import { log } from '../log'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

/** Builds a folder's index anew from its messages. Errors: 'notFound' when there is no such folder; service.refused. */
export const reconstructMailbox: Verb<'mailbox.reconstruct'> = (instance, { mailbox, recursive }) =>
  inTurn('reconstruct', async () => {
    const name = toolName(mailbox)
    const result = await runCyrusTool(instance, 'reconstruct', [...(recursive ? ['-r'] : []), '--', name], {
      timeout: 14 * 60_000,
    })
    const printed = linesOf(result.stdout).filter((line) => !line.startsWith('run reconstruct with'))
    const isFolder = (line: string) => line === name || (recursive && line.startsWith(`${name}/`))
    const found = printed.filter((line) => !isFolder(line))
    const troubles = linesOf(result.stderr)
    const folders = printed.length - found.length
    if (result.code !== 0 || (folders === 0 && troubles.length > 0)) throw toolFailure(result)
    if (folders === 0) throw new ConsoleError('notFound', 'access.notFound')
    const added = found.filter((line) => /^.* uid \d+ found - adding$/.test(line))
    const lost = found.filter((line) => /^.* uid \d+ not found$/.test(line))
    const rest = found.filter((line) => !added.includes(line) && !lost.includes(line))
    log('reconstruct', { folders, added: added.length, lost: lost.length })
    return {
      ...{ folders, added: added.length, lost: lost.length },
      notes: notesOf(instance, [...troubles, ...rest]),
    }
  })
