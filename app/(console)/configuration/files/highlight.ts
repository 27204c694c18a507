/** What in a configuration file is a name, a comment or a section, as its format reads it. */
import type { FormatName } from '@/lib/configuration'
import { parse } from '@/lib/configuration/documents/document'

export type TokenKind = 'comment' | 'off' | 'name' | 'section' | 'secret'
/** From one place in the text up to another. */
export type Token = { from: number; to: number; kind: TokenKind }

const PLACEHOLDER = '(kept secret)'

/** In the order of the text, none over another. */
export function tokensOf(format: FormatName, text: string): Token[] {
  const tokens: Token[] = []
  let place = 0
  for (const { kind, raw, name } of parse(format, text).statements) {
    const [from, to] = [place, place + raw.length]
    place = to
    if (kind === 'text') tokens.push({ from, to, kind: 'comment' })
    else if (kind === 'off') tokens.push({ from, to, kind: 'off' })
    else if (kind !== 'setting') tokens.push({ from, to, kind: 'section' })
    else tokens.push(...ofSetting(raw, name, from))
  }
  return tokens
}

function ofSetting(raw: string, name: string, from: number): Token[] {
  const at = raw.indexOf(name)
  const end = at < 0 ? 0 : at + name.length
  const found: Token[] = at < 0 ? [] : [{ from: from + at, to: from + end, kind: 'name' }]
  // Comments between the lines of one value, and values that are not shown.
  for (const match of raw.slice(end).matchAll(/(?<=\n)[\t ]*#.*|\(kept secret\)/g)) {
    const start = from + end + match.index
    const kind = match[0] === PLACEHOLDER ? 'secret' : 'comment'
    found.push({ from: start, to: start + match[0].length, kind })
  }
  return found
}

/** The pieces of the text from one place up to another, with what they are. */
export function pieces(
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
): { text: string; kind: TokenKind | null }[] {
  const found: { text: string; kind: TokenKind | null }[] = []
  let place = from
  for (let i = firstAfter(tokens, from); i < tokens.length; i++) {
    const token = tokens[i]
    if (!token || token.from >= to) break
    const [start, end] = [Math.max(token.from, from), Math.min(token.to, to)]
    if (start > place) found.push({ text: text.slice(place, start), kind: null })
    found.push({ text: text.slice(start, end), kind: token.kind })
    place = end
  }
  if (place < to) found.push({ text: text.slice(place, to), kind: null })
  return found
}

/** The first token that ends behind a place. */
function firstAfter(tokens: readonly Token[], place: number): number {
  let [low, high] = [0, tokens.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.to ?? 0) > place) high = middle
    else low = middle + 1
  }
  return low
}
