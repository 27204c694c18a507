import { randomUUID } from 'node:crypto'
import { decodeName } from '@/lib/adapters/imap/names'
import type { Instance } from '@/lib/instance/instance'
import { linesOf, nameOf, runCyrusTool, toolFailure } from '../cyrus-tools'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

/** What quota(8) prints of one root: limit, percent and used in KiB; no limit is a blank, and one of nothing has no percent. */
const STORAGE = /^ *(?:(\d+) +(?:\d+ +)?)?(\d+) +STORAGE (.+)$/
const MAILBOX = /^user\/([^/\s]+)$/
const INSIDE = /^user\/([^/\s]+)\/./
/** Characters of one answer, whose frame holds somewhat more. */
const PAGE = 50_000
const ATTEMPTS = 4

/** The last listing, for those who are not done with it; a new one takes its place. */
let last: { list: string; lines: string[] } = { list: '', lines: [] }

/** One run of quota(8) tells of everybody in a moment, where as many GETQUOTAs take seconds. */
export const listQuotaUsage: Verb<'quota.usage'> = async (instance, { list, skip }) => {
  const listing =
    list !== undefined && list === last.list ? last : await inTurn('quota', () => listed(instance))
  const lines: string[] = []
  let size = 0
  for (const line of listing.lines.slice(skip)) {
    size += line.length + 1
    if (size > PAGE) break
    lines.push(line)
  }
  return {
    list: listing.list,
    lines: lines.join('\n'),
    next: skip + lines.length,
    total: listing.lines.length,
  }
}

async function listed(instance: Instance): Promise<typeof last> {
  const run = () => runCyrusTool(instance, 'quota', [], { timeout: 15_000 })
  let result = await run()
  // It gives up when a mailbox goes while it is being listed.
  for (let again = 0; result.code !== 0 && again < ATTEMPTS - 1; again++) result = await run()
  if (result.code !== 0) throw toolFailure(result)
  const lines = linesOf(result.stdout).flatMap((line) => {
    const [, limit = '-', used = '', root = ''] = STORAGE.exec(line) ?? []
    const login = MAILBOX.exec(root)?.[1] ?? MAILBOX.exec(nameOf(root))?.[1]
    if (login !== undefined) return [`${login} ${used} ${limit}`]
    const name = decodeName(root)
    const owner = INSIDE.exec(name)?.[1]
    return owner === undefined ? [] : [`${owner} ${used} ${limit} ${name}`]
  })
  last = { list: randomUUID(), lines }
  return last
}
