/** The order of names in lists. */

/** Text whose UTF-16 order is the order of names: case and width do not count, letters go by their place in Unicode. */
export function orderOf(name: string): string {
  const plain = isAscii(name) ? name : name.normalize('NFKC')
  const folded = plain.replace(/\s+/g, ' ').trim().toLowerCase()
  // Beyond ASCII, UTF-16 puts some letters elsewhere than Unicode does; the octets of UTF-8 do not.
  return isAscii(folded) ? folded : Buffer.from(folded).toString('latin1')
}

export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
