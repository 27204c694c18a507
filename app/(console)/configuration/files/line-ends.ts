/** A text area has line feeds only; files keep the line ends they have. */

/** As a text area shows it. */
export function shown(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** The text with what was changed in a text area: untouched lines end as they did, new ones as the file's first. */
export function edited(before: string, now: string): string {
  if (!before.includes('\r\n')) return now
  const old = shown(before)
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail++
  const feed = before.indexOf('\n')
  const eol = before[feed - 1] === '\r' ? '\r\n' : '\n'
  const middle = now.slice(head, now.length - tail).replaceAll('\n', eol)
  return before.slice(0, placeOf(before, head)) + middle + before.slice(placeOf(before, old.length - tail))
}

/** Where the character that is number `count` of the shown text stands in the file. */
function placeOf(text: string, count: number): number {
  let place = 0
  for (let i = 0; i < count; i++) place += text[place] === '\r' && text[place + 1] === '\n' ? 2 : 1
  return place
}
