/**
 * Words that are looked for in names, logins and addresses: as parts of words, and in names as whole words whatever
 * their accents. slapd cannot compare without accents: it knows names that sound alike, and names with just what is
 * asked for. So names are read first that sound like the word or have it with the accents of some language, and how
 * the word is really spelled in them is looked for too: what is found has the word, and sounds do not count.
 */
import { filter, type Handles } from '@/lib/access'
import { isContainer, type Kind } from './kinds'
import { folded, hasPoints, signsOf, soundsOf, spelledIn, writingsOf } from './spelling'

/** Where people, things and aliases have them, and where places do. */
const anywhere = ['cn', 'displayName', 'uid', 'mail', 'mailLocalAddress']
const inPlaces = ['o', 'ou', 'associatedDomain']
const names = ['cn', 'displayName']
const placeNames = ['o', 'ou']

/** Attributes that begin with a first or a last name: for beginnings of one letter too slapd has an index. */
const begun = ['cn', 'displayName', 'givenName', 'sn']

/** So many names are read for a word: more sound alike only for the shortest words. */
const MOST_READ = 5000

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
  if (words.length === 0) return []
  const read = async (attributes: string[], wanted: filter.Filter) => {
    const options = { attributes, limit: MOST_READ }
    const found = base
      ? await directory.search(base, wanted, { ...options, scope: 'sub' })
      : await directory.searchAll(wanted, options)
    return found.flatMap((entry) => attributes.flatMap((name) => entry.values(name)))
  }
  // Places are few, and have no index for parts of names.
  const places = kind === 'any' || isPlace(kind) ? await read(placeNames, isContainer) : []
  return Promise.all(
    words.map(async (word) => {
      const searches = isPlace(kind) ? [] : searchesFor(word).map((wanted) => read(names, wanted))
      const seen = [places, ...(await Promise.all(searches))].flat()
      const spelled = new Set(seen.flatMap((name) => spelledIn(name, word)))
      spelled.delete(word.toLowerCase().normalize('NFC'))
      return wordIn(kind, word, [...spelled].sort().slice(0, 50))
    }),
  )
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

/** Names in which a word may be spelled otherwise: what sounds like it, and what does not but is written so. */
function searchesFor(word: string): filter.Filter[] {
  const inNames = (of: (attribute: string) => filter.Filter) => filter.or(...names.map(of))
  const others = filter.not(inNames((name) => filter.contains(name, word)))
  const sounds = soundsOf(word)
  const alike = inNames((name) => filter.or(...sounds.map((sound) => filter.soundsLike(name, sound))))
  const signed = signsOf(word).map((signs) =>
    inNames((name) => filter.or(...signs.map((sign) => filter.contains(name, sign)))),
  )
  const writings = writingsOf(word).flatMap((each) => names.map((name) => filter.contains(name, each)))
  const letters = hasPoints(word) ? begun.map((name) => filter.hasInOrder(name, folded(word))) : []
  const written = [...writings, ...letters]
  return [
    ...(sounds.length > 0 ? [filter.and(alike, ...signed, others)] : []),
    ...(written.length > 0
      ? [filter.and(filter.not(filter.and(alike, ...signed)), others, filter.or(...written))]
      : []),
  ]
}

function isPlace(kind: Kinds): boolean {
  return kind === 'domain' || kind === 'organization' || kind === 'group'
}
