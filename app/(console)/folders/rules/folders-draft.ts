/** Folders as a form has them, and as rules do. */
import { ALL, knownWord } from './words'

/** What is ticked, `*` for all, and the other names, one a line. */
export type FoldersDraft = { ticked: string[]; names: string }

export function wordsOf({ ticked, names }: FoldersDraft): string[] {
  if (ticked.includes(ALL)) return [ALL]
  const lines = names.split('\n').map((line) => line.trim())
  return [...ticked, ...lines.filter(Boolean)]
}

export function draftOf(words: string[]): FoldersDraft {
  const others = words.filter((word) => word !== ALL && !knownWord(word))
  return {
    ticked: words.flatMap((word) => (word === ALL ? ALL : (knownWord(word) ?? []))),
    names: others.join('\n'),
  }
}
