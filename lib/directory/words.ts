/** Words that are looked for in names, logins and addresses. */
import { type Entry, filter } from '@/lib/access'
import { isContainer, type Kind } from './kinds'

/** Where people, things and aliases have them, and where places do. */
export const wordAttributes = ['cn', 'displayName', 'uid', 'mail', 'mailLocalAddress']
const placeAttributes = ['o', 'ou', 'associatedDomain']

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean).slice(0, 10)
}

/** A part of a word, and a whole word whatever its accents, in entries of a kind. */
export function wordIn(kind: Kind | 'any' | 'leaf', word: string): filter.Filter {
  const anywhere = () => wordAmong(wordAttributes, ['cn', 'displayName'], word)
  // People have organizations too, but are not found by them.
  const inPlaces = () => filter.and(isContainer, wordAmong(placeAttributes, ['o', 'ou'], word))
  if (kind === 'any') return filter.or(anywhere(), inPlaces())
  return kind === 'domain' || kind === 'organization' || kind === 'group' ? inPlaces() : anywhere()
}

/**
 * Whether an entry with its wordAttributes has all words of the text, whatever case and accents: what is found may
 * only sound so, which is good enough to look at but not to change.
 */
export function hasWords(entry: Entry, text: string): boolean {
  const values = wordAttributes.flatMap((name) => entry.values(name)).map(folded)
  return wordsOf(text).every((word) => values.some((value) => value.includes(folded(word))))
}

function wordAmong(attributes: string[], names: string[], word: string): filter.Filter {
  const parts = attributes.map((attribute) => filter.contains(attribute, word))
  // slapd compares how words sound, by their consonants: without some of those everything sounds alike.
  const isSpoken = /^[a-z]{3,}$/i.test(withoutMarks(word))
  const sounds = isSpoken ? names.map((name) => filter.soundsLike(name, word)) : []
  return filter.or(...parts, ...sounds)
}

function folded(text: string): string {
  return withoutMarks(text).toUpperCase()
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '')
}
