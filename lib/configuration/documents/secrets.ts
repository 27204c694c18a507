/**
 * What leaves the agent of a configuration file: the text with a placeholder for each secret, and the way back. Whoever
 * sends a text back keeps the secrets by leaving the placeholders where they are, and never learns them.
 */

import { ConsoleError } from '@/lib/errors'
import { type FormatName, parse } from './document'
import { KEPT, type Place, secretPlaces, withoutValues } from './secret-places'
import type { Statement } from './statement'

/** A secret in its statement; `place` is what the two have in common when the statement moves or changes. */
type Secret = { begin: number; end: number; shown: string; text: string; place: string; around: string }

/** The text with every secret replaced. */
export function masked(format: FormatName, text: string): string {
  return put(text, secretPlaces(format, parse(format, text).statements), ({ shown }) => shown)
}

/**
 * The text with the secrets of the present one where it has placeholders: those of the same statement, told by its
 * name, its sections and its order. Errors: 'invalid' config.noSecret {name} for a placeholder that cannot be one of
 * them, so that no secret ever stands where it would be shown.
 */
export function unmasked(format: FormatName, present: string, text: string): string {
  const [had, wanted] = [secretsOf(format, present), secretsOf(format, text)]
  const kept = keeper(had, wanted)
  const result = put(text, wanted, (secret) =>
    secret.text === secret.shown || secret.text === KEPT ? kept(secret) : secret.text,
  )
  const shown = masked(format, text)
  if (masked(format, result) !== shown || strays(shown, wanted) > strays(masked(format, present), had))
    throw noSecret(KEPT)
  return result
}

/** Those that have the same key, in their order. */
function grouped(secrets: readonly Secret[], keyOf: (secret: Secret) => string): Map<string, Secret[]> {
  const groups = new Map<string, Secret[]>()
  for (const secret of secrets) {
    const key = keyOf(secret)
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(secret)
  }
  return groups
}

/** Finds the present secret for a placeholder. */
function keeper(had: readonly Secret[], wanted: readonly Secret[]): (secret: Secret) => string {
  const same = (secret: Secret) => `${secret.place}\n${secret.around}`
  const alike = (secret: Secret) => secret.place
  const ways = [same, alike].map((keyOf) => {
    const order = new Map<Secret, number>()
    const now = grouped(wanted, keyOf)
    for (const group of now.values()) for (const [i, secret] of group.entries()) order.set(secret, i)
    const before = grouped(had, keyOf)
    // Which of them it is does not matter when they are all the same.
    const ones = [...before].flatMap(([key, [first, ...others]]) =>
      first && others.every(({ text }) => text === first.text) ? [[key, first.text] as const] : [],
    )
    return { keyOf, order, now, before, ones: new Map(ones) }
  })
  return (secret) => {
    for (const { keyOf, order, now, before, ones } of ways) {
      const one = ones.get(keyOf(secret))
      if (one !== undefined) return one
      const group = before.get(keyOf(secret)) ?? []
      if (group.length === now.get(keyOf(secret))?.length) return group[order.get(secret) ?? 0]?.text ?? ''
    }
    throw noSecret(secret.place.slice(secret.place.lastIndexOf('\n') + 1))
  }
}

function secretsOf(format: FormatName, text: string): Secret[] {
  const { statements } = parse(format, text)
  const places = secretPlaces(format, statements)
  const found: Secret[] = []
  let begin = 0
  let next = 0
  for (const statement of statements) {
    const end = begin + statement.raw.length
    const inside: Place[] = []
    for (let place = places[next]; place && place.begin < end; place = places[++next]) inside.push(place)
    const around = inside.length > 0 ? put(text.slice(begin, end), inside, ({ shown }) => shown, begin) : ''
    for (const place of inside) {
      const own = { text: text.slice(place.begin, place.end), place: placeOf(statement, place), around }
      found.push({ begin: place.begin, end: place.end, shown: place.shown, ...own })
    }
    begin = end
  }
  return found
}

function placeOf({ path, name }: Statement, place: Place): string {
  // What is no name may hold the secret itself.
  const own = name === place.name || /[^\w@.<>-]/.test(name) ? '' : name
  return [...path.map(withoutValues), own, place.name].join('\n').toLowerCase()
}

/** How many placeholders stand where no secret does. */
function strays(shown: string, secrets: Secret[]): number {
  return shown.split(KEPT).length - 1 - secrets.length
}

function put<P extends { begin: number; end: number }>(
  text: string,
  places: readonly P[],
  by: (place: P) => string,
  from = 0,
): string {
  let result = ''
  let at = 0
  for (const place of places) {
    result += text.slice(at, place.begin - from) + by(place)
    at = place.end - from
  }
  return result + text.slice(at)
}

function noSecret(name: string): ConsoleError {
  return new ConsoleError('invalid', 'config.noSecret', { name })
}
