/** Texts on their way to a terminal, which obeys control characters wherever they come from. */

/** Control characters, line separators, marks of the direction of writing (UAX #9), halves of characters. */
const obeyed = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu
/** The same without FSI and PDI, in which translated sentences wrap their values. */
const obeyedInSentences = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066\u2067]/gu
const obeyedInJson = /[\u007f-\u009f\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** Data as it may be shown: what a terminal would obey is written out, such as `\x1b` or `\u202e`. */
export function printable(text: string): string {
  return text.replace(obeyed, written)
}

/** The same for a translated sentence with data in it. */
export function printableSentence(text: string): string {
  return text.replace(obeyedInSentences, written)
}

/** Either of them: a translated sentence closes each isolate that it opens, and what does so changes no other text. */
export function printableCell(text: string): string {
  return isClosed(text) ? printableSentence(text) : printable(text)
}

function isClosed(text: string): boolean {
  let open = 0
  for (const mark of text.match(/[\u2068\u2069]/g) ?? []) {
    open += mark === '\u2068' ? 1 : -1
    if (open < 0) return false
  }
  return open === 0
}

/** JSON (RFC 8259) that means the same and holds nothing a terminal would obey but line feeds. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value ?? null, null, 2).replace(obeyedInJson, (character) => unicode(character))
}

function written(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : unicode(character)
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
