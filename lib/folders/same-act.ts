/**
 * Which of the deleted folders went together. Cyrus keeps of each when it was deleted and nothing of why; one act deletes
 * a folder and those below it one after the other, however many these are.
 */
export type Kept = { kept: string; name: string; at: Date }
type Range = { first: Date; last: Date }

/** From one folder to the next; a server has much to do at times, and a person's mail program may take its time. */
const NEXT_MS = 60_000

/** Those below that went in the same act, and how many names below went at other times only. */
export function wentWith<T extends Kept>(folder: T, all: T[]): { below: T[]; left: number } {
  const inside = all.filter(({ name }) => name.startsWith(`${folder.name}/`))
  const range = { first: folder.at, last: folder.at }
  const times = inside.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime())
  for (const at of times.filter((at) => at <= folder.at).reverse()) {
    if (range.first.getTime() - at.getTime() > NEXT_MS) break
    range.first = at
  }
  for (const at of times.filter((at) => at > folder.at)) {
    if (at.getTime() - range.last.getTime() > NEXT_MS) break
    range.last = at
  }
  const below = wentBetween(folder, inside, range)
  return { below, left: new Set(inside.map(({ name }) => name)).size - below.length }
}

/** Those below that went at these times; of each name the one nearest in time. Each comes before those below it. */
function wentBetween<T extends Kept>(
  folder: Pick<Kept, 'name' | 'at'>,
  all: T[],
  { first, last }: Range,
): T[] {
  const found = new Map<string, T>()
  const distance = ({ at }: T) => Math.abs(at.getTime() - folder.at.getTime())
  for (const one of all) {
    if (!one.name.startsWith(`${folder.name}/`) || one.at < first || one.at > last) continue
    const other = found.get(one.name)
    if (!other || distance(one) < distance(other)) found.set(one.name, one)
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
