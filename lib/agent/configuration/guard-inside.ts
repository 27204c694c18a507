/** Whether a path is where it says, wherever it leads. */
import { realpathSync } from 'node:fs'
import path from 'node:path'

/** Bytes of the longest path that a system takes, PATH_MAX. */
const LONGEST_PATH = 4096

/** Whether a path is one of the places or in one, also when it leads elsewhere on the disk. */
export function isInside(wish: string, places: readonly string[]): boolean {
  if (
    !wish.startsWith('/') ||
    isTooLong(wish) ||
    path.normalize(wish).replace(/\/$/, '') !== wish.replace(/\/$/, '')
  )
    return false
  const fits = (place: string, all: readonly string[]) =>
    all.some((one) => place === one || (one.endsWith('/') && (place.startsWith(one) || `${place}/` === one)))
  if (!fits(wish, places)) return false
  return fits(resolved(wish), [
    ...places,
    ...places.map((one) => resolved(one) + (one.endsWith('/') ? '/' : '')),
  ])
}

export function isTooLong(wish: string): boolean {
  return Buffer.byteLength(wish) > LONGEST_PATH
}

const known = new Map<string, string>()

/** What is on the disk now counts for the next judgement. */
export function forgetPlaces(): void {
  known.clear()
}

/** Where a path leads, as far as it is there. */
export function resolved(place: string): string {
  // It leads nowhere.
  if (isTooLong(place)) return place
  const name = place.replace(/\/$/, '')
  const found = known.get(name) ?? lookedUp(name)
  known.set(name, found)
  return found
}

function lookedUp(name: string): string {
  try {
    return realpathSync(name)
  } catch {
    const above = path.dirname(name)
    return above === name ? name : path.join(resolved(above), path.basename(name))
  }
}
