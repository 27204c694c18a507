import { linesOf, nameOf, notesOf, printable, runCyrusTool, toolFailure, toolName } from '../cyrus-tools'
import { log } from '../log'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

const CORRECTED = /^(.+): (STORAGE|MESSAGE|X-[A-Z-]+) usage was (\d+), now (\d+)$/

/** Counts anew what is used. A person's root is named by the login, because any other name stands for all that begin so. */
export const fixQuota: Verb<'quota.fix'> = (instance, { root }) =>
  inTurn('quota', async () => {
    const login = /^user\/([^/]+)/.exec(root ?? '')?.[1]
    const which = login ? ['-u', '--', toolName(login)] : root ? ['--', toolName(root)] : []
    const result = await runCyrusTool(instance, 'quota', ['-f', '-q', ...which], { timeout: 14 * 60_000 })
    if (result.code !== 0) throw toolFailure(result)
    const lines = [...linesOf(result.stderr), ...linesOf(result.stdout)]
    const corrected = lines.flatMap((line) => {
      const [, internal = '', resource = '', was, now] = CORRECTED.exec(line) ?? []
      return resource
        ? [{ root: printable(nameOf(internal), 250), resource, was: Number(was), now: Number(now) }]
        : []
    })
    log('quota', { corrected: corrected.length })
    const rest = lines.filter((line) => !CORRECTED.test(line))
    return { corrected: corrected.slice(0, 200), notes: notesOf(instance, rest) }
  })
