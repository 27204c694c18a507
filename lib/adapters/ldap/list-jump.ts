/** The last character there is: no name has it. */
const END = '\u{10FFFF}'

/**
 * The value to ask slapd for so that a list sorted by names begins with the first entry whose name begins with
 * `value`, or else comes after it; null for the beginning of the list. slapd goes to any one of several equal
 * names, and past all of them when there is a second key, so it is asked for what no entry has: the end of what
 * comes before.
 */
export function jumpValue(value: string, reverse: boolean): string | null {
  const letters = Array.from(folded(value.replace(/ +/g, ' ').replace(/^ | $/g, '')))
  const last = letters.pop()
  if (last === undefined) return null
  const beginning = letters.join('')
  if (reverse) return beginning + last + END
  const before = letterBefore(last)
  return before === null ? null : beginning + before + END
}

/** As slapd compares: letters that it turns into others are in no name. */
function folded(text: string): string {
  return text.toLowerCase().normalize('NFKC')
}

function letterBefore(letter: string): string | null {
  for (let code = (letter.codePointAt(0) ?? 0) - 1; code > 0; code--) {
    const candidate = String.fromCodePoint(code)
    if (candidate.isWellFormed() && folded(candidate) === candidate) return candidate
  }
  return null
}
