/** Lines of a file that say something, as grep -i finds them. */
export type LineFound = { file: string; line: number; text: string }

/** Nobody reads more of one file. */
const MOST = 100

export function linesWith({ file, text }: { file: string; text: string }, find: string): LineFound[] {
  const wanted = find.toLowerCase()
  return text
    .split('\n')
    .flatMap((line, at) => (line.toLowerCase().includes(wanted) ? [{ file, line: at + 1, text: line }] : []))
    .slice(0, MOST)
}
