/** How many columns of a terminal a text takes: two for a wide character (UAX #11) or an emoji, none for marks. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** One picture, however many characters it is made of: skin tones, families, flags, keycaps. */
const picture = /^\p{Emoji_Presentation}|\ufe0f|^\p{Regional_Indicator}/u
const nothing = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u
/** East Asian Wide and Fullwidth; JavaScript has no property for them. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u

/** Columns of a text without control characters. */
export function displayWidth(text: string): number {
  let columns = 0
  for (const { segment } of graphemes.segment(text)) columns += picture.test(segment) ? 2 : widthOf(segment)
  return columns
}

/** The text with spaces behind it up to a width in columns; a longer one stays as it is. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
}

function widthOf(grapheme: string): number {
  let columns = 0
  for (const character of grapheme) {
    if (!nothing.test(character)) columns += wide.test(character) ? 2 : 1
  }
  return columns
}
