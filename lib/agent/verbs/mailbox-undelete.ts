import { runCyrusTool, toolFailure, toolName } from '../cyrus-tools'
import { log } from '../log'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

/** Brings deleted messages back, not marked as deleted any more. Errors: 'notFound' when there is no such folder. */
export const undeleteMessages: Verb<'mailbox.undelete'> = (instance, { mailbox, uids }) =>
  inTurn('undelete', async () => {
    const name = toolName(mailbox)
    const argv = uids === 'all' ? ['-a', '-d', '--', name] : ['-u', '-d', '--', name, ...uids.map(String)]
    const result = await runCyrusTool(instance, 'unexpunge', argv, { timeout: 4 * 60_000 })
    const restored = /^restored (\d+) expunged messages$/m.exec(result.stdout)?.[1]
    if (result.code !== 0 || restored === undefined) throw toolFailure(result)
    log('undelete', { restored })
    return { restored: Number(restored) }
  })
