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
  const result = put(text, wanted, (secret) =>
    secret.text === secret.shown || secret.text === KEPT ? keptFor(secret, wanted, had) : secret.text,
  )
  const shown = masked(format, text)
  if (masked(format, result) !== shown || strays(shown, wanted) > strays(masked(format, present), had))
    throw noSecret(KEPT)
  return result
}

function keptFor(secret: Secret, wanted: Secret[], had: Secret[]): string {
  const alike = (one: Secret) => one.place === secret.place
  const same = (one: Secret) => alike(one) && one.around === secret.around
  for (const is of [same, alike]) {
    const [before, now] = [had.filter(is), wanted.filter(is)]
    const [first] = before
    if (first && before.every(({ text }) => text === first.text)) return first.text
    if (before.length === now.length) return before[now.indexOf(secret)]?.text ?? ''
  }
  throw noSecret(secret.place.slice(secret.place.lastIndexOf('\n') + 1))
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
