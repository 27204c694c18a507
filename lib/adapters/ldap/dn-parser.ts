import type { Rdn } from './dn'

// attribute, "=", then everything up to an unescaped separator. No two neighbouring parts can begin with the same
// character, so a hostile text is refused in linear time.
const PART = / *([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*) *=((?:[^\\,+;"<>\0]|\\[^\0])*)([,+]|$)/y
const TOKEN = /\\([0-9A-Fa-f]{2})|\\([ "#+,;<=>\\])|([^\\])/suy

/** The levels of a DN's text (RFC 4514; spaces around separators as slapd takes them), null when it is none. */
export function parseRdns(text: string): Rdn[] | null {
  if (/^ *$/.test(text)) return []
  const rdns: Rdn[] = []
  let separator = ','
  let position = 0
  while (separator) {
    PART.lastIndex = position
    const part = PART.exec(text)
    if (!part) return null
    const [, attribute = '', raw = '', next = ''] = part
    const value = unescapeValue(raw)
    if (value === null) return null
    if (separator === '+') rdns.at(-1)?.push({ attribute, value })
    else rdns.push([{ attribute, value }])
    separator = next
    position = PART.lastIndex
  }
  return rdns
}

// A value that begins with "#" is BER in hexadecimal: none of the console's attributes needs it, so it is refused.
function unescapeValue(text: string): string | null {
  const raw = text.replace(/^ +/, '')
  if (raw.startsWith('#')) return null
  // Almost all values, and a list compares the names of all its entries.
  if (!raw.includes('\\') && raw.isWellFormed()) return raw.replace(/ +$/, '')
  const bytes: Buffer[] = []
  let upToLastCharacter = 0
  for (let position = 0; position < raw.length; position = TOKEN.lastIndex) {
    TOKEN.lastIndex = position
    const token = TOKEN.exec(raw)
    if (!token) return null
    const [, pair, escaped, plain] = token
    bytes.push(pair ? Buffer.from(pair, 'hex') : Buffer.from(escaped ?? plain ?? ''))
    if (plain !== ' ') upToLastCharacter = bytes.length
  }
  return decodeUtf8(Buffer.concat(bytes.slice(0, upToLastCharacter)))
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
