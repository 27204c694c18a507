import { decodeName } from '@/lib/adapters/imap/names'
import type { Instance } from '@/lib/instance/instance'
import { linesOf, nameOf, runCyrusTool, toolFailure } from '../cyrus-tools'
import { listings } from '../listings'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

/** What quota(8) prints of one root: limit, percent and used in KiB; no limit is a blank, and one of nothing has no percent. */
const STORAGE = /^ *(?:(\d+) +(?:\d+ +)?)?(\d+) +STORAGE (.+)$/
const MAILBOX = /^user\/([^/\s]+)$/
const INSIDE = /^user\/([^/\s]+)\/./
const ATTEMPTS = 4

/** Characters of one answer, whose frame holds somewhat more. */
const partOf = listings<string>({ page: 50_000, sizeOf: (line) => line.length + 1 })

/** One run of quota(8) tells of everybody in a moment, where as many GETQUOTAs take seconds. */
export const listQuotaUsage: Verb<'quota.usage'> = async (instance, { list, skip }) => {
  const { rows, ...part } = await partOf({ list, skip }, () => inTurn('quota', () => listed(instance)))
  return { ...part, lines: rows.join('\n') }
}

async function listed(instance: Instance): Promise<string[]> {
  const run = () => runCyrusTool(instance, 'quota', [], { timeout: 15_000 })
  let result = await run()
  // It gives up when a mailbox goes while it is being listed.
  for (let again = 0; result.code !== 0 && again < ATTEMPTS - 1; again++) result = await run()
  if (result.code !== 0) throw toolFailure(result)
  return linesOf(result.stdout).flatMap((line) => {
    const [, limit = '-', used = '', root = ''] = STORAGE.exec(line) ?? []
    const login = MAILBOX.exec(root)?.[1] ?? MAILBOX.exec(nameOf(root))?.[1]
    if (login !== undefined) return [`${login} ${used} ${limit}`]
    const name = decodeName(root)
    const owner = INSIDE.exec(name)?.[1]
    return owner === undefined ? [] : [`${owner} ${used} ${limit} ${name}`]
  })
}
