import type { Connections } from './connections'

const KIBIBYTE = 1024
/** Answers for one listing; more is a listing that never ends. */
const MOST_PAGES = 1000

/** What everybody uses, in bytes, by login: one run of Cyrus's own tool, fetched in parts. */
export async function quotaUsage({
  callAgent,
}: Pick<Connections, 'callAgent'>): Promise<Map<string, { usedBytes: number; limitBytes: number | null }>> {
  const usage = new Map<string, { usedBytes: number; limitBytes: number | null }>()
  let page = await callAgent('quota.usage', { skip: 0 })
  for (let pages = 1; ; pages++) {
    for (const line of page.lines.split('\n')) {
      const [login = '', used, limit] = line.split(' ')
      if (login === '') continue
      const limitBytes = limit === '-' ? null : Number(limit) * KIBIBYTE
      usage.set(login, { usedBytes: Number(used) * KIBIBYTE, limitBytes })
    }
    if (page.next >= page.total || page.lines === '' || pages === MOST_PAGES) return usage
    page = await callAgent('quota.usage', { list: page.list, skip: page.next })
  }
}
