/** Whether the instances that tests made are gone. Each notes its place when it is made (lib/instance/testing-place.ts). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What there still is of them: their directories, those made beside them, and lock files. */
export function placesLeft(notes) {
  if (!existsSync(notes)) return []
  const places = readFileSync(notes, 'utf8').split('\n').filter(Boolean)
  const left = places.flatMap((place) => {
    const [root, name] = [path.dirname(place), path.basename(place)]
    const isOf = (found) => found === name || found.startsWith(`${name}-`) || found.startsWith(`${name}.`)
    return existsSync(root)
      ? readdirSync(root)
          .filter(isOf)
          .map((found) => path.join(root, found))
      : []
  })
  return [...new Set(left)]
}
