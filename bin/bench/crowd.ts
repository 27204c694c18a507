/** People, each with rights of their own, who page through the crowded container at the same time. */
import type { ListRows } from '@/lib/directory'
import type { Bench } from './bench'
import { median, percentile } from './statistics'
import { listAddress } from './web'

const ROWS = 100
/** Milliseconds somebody looks at a page of a hundred rows, at most: half of it on average. */
const LOOK_MS = 2000

export type Crowd = { single: number; p95: number; pages: number }

/** Errors when somebody does not see each account exactly once. */
export async function pageAtOnce(bench: Bench): Promise<Crowd> {
  const single = await pageThrough(bench, 0, LOOK_MS / 10)
  const together = Array.from({ length: bench.place.people }, (_, number) =>
    pageThrough(bench, number, LOOK_MS),
  )
  const times = (await Promise.all(together)).flat()
  return { single: median(single), p95: percentile(times, 0.95), pages: times.length }
}

/** The milliseconds of each page, the first one with its sorting. */
async function pageThrough(
  { administrators, place }: Bench,
  reader: number,
  lookMs: number,
): Promise<number[]> {
  const browser = administrators[reader]
  if (!browser) throw new Error(`There is no administrator ${reader}`)
  // A byte each: this process is not to be slow for having much to keep.
  const seen = new Uint8Array(place.inCrowd)
  const times: number[] = []
  let list: string | null = null
  let rows = 0
  for (let offset = 0, total = 1; offset < total; offset += ROWS) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * lookMs))
    const began = performance.now()
    const page: ListRows = await browser.ask(
      listAddress({ at: place.crowded, offset, count: ROWS, ...(list && { list }) }),
    )
    times.push(performance.now() - began)
    for (const row of page.rows) {
      const number = Number(row.login?.split('.').at(-1))
      seen[number] = (seen[number] ?? 0) + 1
      rows++
    }
    total = page.total
    list = page.list
  }
  if (rows !== place.inCrowd || seen.some((times) => times !== 1))
    throw new Error(`Somebody saw ${rows} rows for ${place.inCrowd} accounts, or one of them twice`)
  return times
}
