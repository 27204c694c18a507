/**
 * Long lists that the agent tells in parts. Each reader has one of its own, which is kept until it is told to the end,
 * and makes way for others only when many are read at once.
 */
import { randomUUID } from 'node:crypto'

/** Listings that are kept at a time. */
const MOST = 16
const KEPT_MS = 60_000

export type Part<Row> = { list: string; rows: Row[]; next: number; total: number }

/** `page` is how much of `sizeOf` goes into one part, which has one row at least. */
export function listings<Row>({ page, sizeOf }: { page: number; sizeOf: (row: Row) => number }) {
  const kept = new Map<string, { rows: Row[]; expiry: number }>()

  /** The next part of a list; of another one, from its beginning, where that is gone meanwhile. */
  return async (
    { list, skip }: { list?: string | undefined; skip: number },
    make: () => Promise<Row[]>,
  ): Promise<Part<Row>> => {
    const known = list === undefined ? undefined : kept.get(list)
    const name = known && list ? list : randomUUID()
    const all = known?.rows ?? (await make())
    const from = known || list === undefined ? skip : 0
    const rows: Row[] = []
    let size = 0
    for (const row of all.slice(from)) {
      size += sizeOf(row)
      if (size > page && rows.length > 0) break
      rows.push(row)
    }
    const next = from + rows.length
    kept.delete(name)
    if (next < all.length) kept.set(name, { rows: all, expiry: Date.now() + KEPT_MS })
    makeRoom(kept)
    return { list: name, rows, next, total: all.length }
  }
}

/** Those that nobody has asked for longest go first. */
function makeRoom(kept: Map<string, { expiry: number }>): void {
  for (const [name, { expiry }] of kept) if (kept.size > MOST || expiry < Date.now()) kept.delete(name)
}
