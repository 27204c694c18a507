/** Words that are looked for in names, logins and addresses. */
import { filter } from '@/lib/access'
import { isContainer, type Kind } from './kinds'

/** Where people, things and aliases have them, and where places do. */
const wordAttributes = ['cn', 'displayName', 'uid', 'mail', 'mailLocalAddress']
const placeAttributes = ['o', 'ou', 'associatedDomain']

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean).slice(0, 10)
}

/** A part of a word, and a whole word whatever its accents, in entries of a kind. */
export function wordIn(kind: Kind | 'any' | 'leaf', word: string): filter.Filter {
  const anywhere = () => wordAmong(wordAttributes, ['cn'], word)
  // People have organizations too, but are not found by them.
  const inPlaces = () => filter.and(isContainer, wordAmong(placeAttributes, ['o', 'ou'], word))
  if (kind === 'any') return filter.or(anywhere(), inPlaces())
  return kind === 'domain' || kind === 'organization' || kind === 'group' ? inPlaces() : anywhere()
}

function wordAmong(attributes: string[], names: string[], word: string): filter.Filter {
  const parts = attributes.map((attribute) => filter.contains(attribute, word))
  // slapd compares how words sound, by their consonants: without some of those everything sounds alike.
  const isSpoken = /^[a-z]{3,}$/i.test(withoutMarks(word))
  const sounds = isSpoken ? names.map((name) => filter.soundsLike(name, word)) : []
  return filter.or(...parts, ...sounds)
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '')
}
