/**
 * Distinguished names (RFC 4514). A `Dn` is text in which every special character is a hex pair, the form slapd
 * gives out itself; whatever DN text came from elsewhere goes through `parseDn` once.
 */
import { ConsoleError } from '@/lib/errors'
import { parseRdns } from './dn-parser'

export type Dn = string
/** One `attribute=value` of a name, the value unescaped. */
export type Ava = { attribute: string; value: string }
/** One level of a name; almost always of one part, `cn=a+uid=b` has two. */
export type Rdn = Ava[]

/** The levels of a DN, the entry's own first; [] for the empty DN. Errors: invalid input.invalid. */
export function parseDn(text: string): Rdn[] {
  const rdns = parseRdns(text)
  if (!rdns) throw new ConsoleError('invalid', 'input.invalid')
  return rdns
}

/** Errors: invalid input.control for an unpaired surrogate, input.invalid for what is no attribute name. */
export function formatDn(rdns: Rdn[]): Dn {
  return rdns.map(formatRdn).join(',')
}

/** The DN of an entry below `parent`, named by one attribute. Errors: as formatDn. */
export function childDn(parent: Dn, attribute: string, value: string): Dn {
  const rdn = formatRdn([{ attribute, value }])
  return parent ? `${rdn},${parent}` : rdn
}

/** The DN one level up; '' for a name of one level. */
export function parentDn(dn: Dn): Dn {
  return formatDn(parseDn(dn).slice(1))
}

/** What the name of something at or below `from` is after that has become `to`; of several parts it keeps all. */
export function movedDn(dn: Dn, from: Dn, to: Dn): Dn {
  const levels = parseDn(dn)
  return formatDn([...levels.slice(0, levels.length - parseDn(from).length), ...parseDn(to)])
}

/** The DN with another value of an attribute: in its place where the name has several parts, else alone. */
export function renamedDn(dn: Dn, { attribute, value }: Ava): Dn {
  const [rdn = [], ...above] = parseDn(dn)
  const isIt = (part: Ava) => part.attribute.toLowerCase() === attribute.toLowerCase()
  const renamed = rdn.some(isIt)
    ? rdn.map((part) => (isIt(part) ? { ...part, value } : part))
    : [{ attribute, value }]
  return formatDn([renamed, ...above])
}

/** The unescaped value of an attribute that an entry is named by, alone or among others. */
export function namingValue(dn: Dn, attribute: string): string | undefined {
  const [rdn = []] = parseDn(dn)
  return rdn.find((part) => part.attribute.toLowerCase() === attribute.toLowerCase())?.value
}

/** The unescaped value that names the entry in its container; '' for the empty DN. */
export function rdnValue(dn: Dn): string {
  return parseDn(dn)[0]?.[0]?.value ?? ''
}

/** Whether a text that somebody gave is a DN (RFC 4514) at all; other functions throw input.invalid for what is none. */
export function isWellFormedDn(text: string): boolean {
  try {
    return keysOf(text).length > 0
  } catch {
    return false
  }
}

/** Whether `dn` is `ancestor` or anywhere below it. */
export function isWithin(dn: Dn, ancestor: Dn): boolean {
  const [levels, above] = [keysOf(dn), keysOf(ancestor)]
  return (
    above.length <= levels.length && above.every((key, i) => key === levels[levels.length - above.length + i])
  )
}

export function sameDn(a: Dn, b: Dn): boolean {
  return normaliseDn(a) === normaliseDn(b)
}

/** Text that is equal for equal names: a key for maps and comparisons, not for showing. */
export function normaliseDn(dn: Dn): Dn {
  return keysOf(dn).join(',')
}

/** Names that are kept with their keys: of each entry of a list it is asked several times whether it is within the same few. */
const MOST_KEPT = 1000
const kept = new Map<Dn, readonly string[]>()

/** What each level of a name is compared by, the entry's own first. */
function keysOf(dn: Dn): readonly string[] {
  const known = kept.get(dn)
  if (known) return known
  const keys = parseDn(dn).map(rdnKey)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(dn, keys)
  return keys
}

function rdnKey(rdn: Rdn): string {
  const folded = rdn.map(({ attribute, value }) => ({
    attribute: attribute.toLowerCase(),
    value: foldCase(value),
  }))
  return folded
    .map((ava) => formatRdn([ava]))
    .sort()
    .join('+')
}

// caseIgnoreMatch (RFC 4518) where slapd and JavaScript know the same letters. Names that slapd keeps apart must
// never be equal here, since rights follow from it; so no case beyond Latin, Greek and Cyrillic, no compatibility
// forms, and letter by letter: the whole text's lower case knows final sigma, slapd does not. Of ASCII the whole text
// is the same, and faster.
function foldCase(value: string): string {
  return oneSpace(isAscii(value) ? value.toLowerCase() : foldLetters(value))
}

function oneSpace(value: string): string {
  return value.includes(' ') ? value.replace(/ +/g, ' ').replace(/^ | $/g, '') : value
}

function isAscii(value: string): boolean {
  return /^[\0-\x7f]*$/.test(value)
}

function foldLetters(value: string): string {
  return Array.from(value, lowerCase).join('').normalize('NFC')
}

function lowerCase(letter: string): string {
  const same = letter.normalize('NFC')
  const lower = same.toLowerCase()
  return same < '\u0530' && Array.from(lower).length === 1 ? lower : same
}

function formatRdn(rdn: Rdn): string {
  return rdn.map(({ attribute, value }) => `${attributeType(attribute)}=${escapeValue(value)}`).join('+')
}

function attributeType(attribute: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(attribute) && !/^\d+(\.\d+)+$/.test(attribute))
    throw new ConsoleError('invalid', 'input.invalid')
  return attribute
}

// Hex pairs only: with `\,` a reader has to know whether the backslash before it is itself escaped.
function escapeValue(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new ConsoleError('invalid', 'input.control')
  return value.replace(/[\\,+="<>;#\p{Cc}]|^ | $/gu, hexPairs)
}

function hexPairs(character: string): string {
  return Array.from(
    Buffer.from(character),
    (byte) => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
