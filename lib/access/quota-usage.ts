import type { Connections } from './connections'

export type Usage = { usedBytes: number; limitBytes: number | null }
/** A folder of a mailbox that has a limit of its own and so does not count for the mailbox's. */
export type LimitInside = { folder: string; limitBytes: number | null }

const KIBIBYTE = 1024
/** Answers for one listing; more is a listing that never ends. */
const MOST_PAGES = 1000

/** What everybody uses and may use, in bytes, by login: one run of Cyrus's own tool, fetched in parts. */
export async function quotaUsage({ callAgent }: Pick<Connections, 'callAgent'>): Promise<{
  mailboxes: Map<string, Usage>
  /** Also those of folders that are gone: Cyrus keeps a limit for the next folder of the name. */
  inside: Map<string, LimitInside[]>
}> {
  const mailboxes = new Map<string, Usage>()
  const inside = new Map<string, LimitInside[]>()
  let page = await callAgent('quota.usage', { skip: 0 })
  for (let pages = 1; ; pages++) {
    for (const line of page.lines.split('\n')) {
      const [login = '', used, limit, ...words] = line.split(' ')
      if (login === '') continue
      const limitBytes = limit === '-' ? null : Number(limit) * KIBIBYTE
      if (words.length === 0) mailboxes.set(login, { usedBytes: Number(used) * KIBIBYTE, limitBytes })
      else inside.set(login, [...(inside.get(login) ?? []), { folder: words.join(' '), limitBytes }])
    }
    if (page.next >= page.total || page.lines === '' || pages === MOST_PAGES) return { mailboxes, inside }
    page = await callAgent('quota.usage', { list: page.list, skip: page.next })
  }
}
