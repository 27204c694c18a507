/**
 * Words that are looked for in names, logins and addresses: as parts of words, and in names as whole words whatever
 * their accents. slapd cannot compare without accents; it only knows names that sound alike. So those are read first,
 * and how the word is really spelled in them is looked for too: what is found has the word, and sounds do not count.
 */
import { filter, type Handles } from '@/lib/access'
import { isContainer, type Kind } from './kinds'

/** Where people, things and aliases have them, and where places do. */
const anywhere = ['cn', 'displayName', 'uid', 'mail', 'mailLocalAddress']
const inPlaces = ['o', 'ou', 'associatedDomain']
const names = ['cn', 'displayName']
const placeNames = ['o', 'ou']

/** Ways to write a word that are looked for. */
const MOST_WRITTEN = 16

/** Names that sound like a word, so many are read; more there are only for the shortest words. */
const MOST_ALIKE = 5000

/** Letters that no accent can be taken from, and what people type for them. */
const letters = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ħ: 'h', ı: 'i', ß: 'ss' },
}

/** Where names are read. */
export type Names = Pick<Handles['directory'], 'search' | 'searchAll'>
type Kinds = Kind | 'any' | 'leaf'

/** A filter for entries of a kind that have all words of a text. `base` is where they are looked for, null the scope. */
export async function wordsIn(
  directory: Names,
  base: string | null,
  kind: Kinds,
  text: string,
): Promise<filter.Filter[]> {
  const words = text.split(/\s+/).filter(Boolean).slice(0, 10)
  return Promise.all(
    words.map(async (word) => wordIn(kind, word, await spellings(directory, base, kind, word))),
  )
}

/** What slapd may keep of a word, in each way in which it may be written: it hears no letters beyond ASCII. */
export function soundsOf(word: string): string[] {
  const plain = folded(word)
  if (!/^[a-z]{2,}$/.test(plain)) return []
  let written = [plain]
  for (const [letter, typed] of Object.entries(letters))
    written = written
      .flatMap((each) => [each, each.replace(typed, letter), each.replaceAll(typed, letter)])
      .filter((each, i, all) => all.indexOf(each) === i)
      .slice(0, MOST_WRITTEN)
  const heard = written.map((each) => each.replace(/[^a-z]/g, '')).filter((each) => each.length >= 2)
  return [...new Set(heard)]
}

/** A word without case and accents. */
export function folded(text: string): string {
  const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.replace(/[łøđðþæœħıß]/g, (letter) => letters[letter as keyof typeof letters])
}

function wordIn(kind: Kinds, word: string, others: string[]): filter.Filter {
  const ofLeaves = () => wordAmong(anywhere, names, word, others)
  // People have organizations too, but are not found by them.
  const ofPlaces = () => filter.and(isContainer, wordAmong(inPlaces, placeNames, word, others))
  if (kind === 'any') return filter.or(ofLeaves(), ofPlaces())
  return isPlace(kind) ? ofPlaces() : ofLeaves()
}

function wordAmong(all: string[], named: string[], word: string, others: string[]): filter.Filter {
  const parts = all.map((attribute) => filter.contains(attribute, word))
  const spelled = others.flatMap((other) => named.map((attribute) => filter.contains(attribute, other)))
  return filter.or(...parts, ...spelled)
}

/** How a word is spelled otherwise in the names that there are. */
async function spellings(
  directory: Names,
  base: string | null,
  kind: Kinds,
  word: string,
): Promise<string[]> {
  const sounds = soundsOf(word)
  if (sounds.length === 0) return []
  const named = kind === 'any' ? [...names, ...placeNames] : isPlace(kind) ? placeNames : names
  const alike = named.flatMap((name) => sounds.map((sound) => filter.soundsLike(name, sound)))
  const plain = named.map((name) => filter.contains(name, word))
  const wanted = filter.and(filter.or(...alike), filter.not(filter.or(...plain)))
  const options = { attributes: named, limit: MOST_ALIKE }
  const found = base
    ? await directory.search(base, wanted, { ...options, scope: 'sub' })
    : await directory.searchAll(wanted, options)
  const wholes = found.flatMap((entry) => named.flatMap((name) => entry.values(name)).flatMap(wholesOf))
  const same = wholes.filter((whole) => folded(whole) === folded(word))
  return [...new Set(same.map((whole) => whole.toLowerCase().normalize('NFC')))].sort().slice(0, 50)
}

/** The words of a name, with what is between spaces and with what is between other signs too. */
function wholesOf(name: string): string[] {
  return [...name.split(/\s+/), ...name.split(/[^\p{L}\p{M}]+/u)]
}

function isPlace(kind: Kinds): boolean {
  return kind === 'domain' || kind === 'organization' || kind === 'group'
}
