/**
 * Levels as they were listed and sorted a moment ago, for those who scroll through them: Cyrus looks through all its
 * mailboxes for each list. Whoever looks at a level anew gives no name and gets it as it is then.
 */
import { randomUUID } from 'node:crypto'

const KEPT_MS = 60_000
/** Folders of all levels together, and levels of one question; those that were listed first give way. */
const MOST_FOLDERS = 100_000
const MOST_ALIKE = 2

type Listed = { name: string; exists: boolean; hasChildren: boolean }
type Level = { key: string; folders: Listed[]; expiry: number }

const levels = new Map<string, Level>()

/** Keeps a level under a name, for questions with the same key. */
export function keepLevel(key: string, folders: Listed[]): string {
  const list = randomUUID()
  levels.set(list, { key, folders, expiry: Date.now() + KEPT_MS })
  let [sum, alike] = [0, 0]
  for (const [name, level] of [...levels].reverse()) {
    sum += level.folders.length
    if (level.key === key) alike++
    const isTooMuch = sum > MOST_FOLDERS || (level.key === key && alike > MOST_ALIKE)
    if (name !== list && (isTooMuch || level.expiry < Date.now())) levels.delete(name)
  }
  return list
}

/** Undefined when it is gone, or belongs to another question. */
export function keptLevel(list: string, key: string): Listed[] | undefined {
  const level = levels.get(list)
  return level?.key === key && level.expiry >= Date.now() ? level.folders : undefined
}
