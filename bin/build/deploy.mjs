/** Copies the built console into an instance, whose users cannot look into a clone that is private. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'
import { project, sourceHash } from './sources.mjs'

export const built = path.join(project, 'build/console')

/** The source hash that a console was built from; undefined when there is none. */
export function stampOf(directory) {
  const file = path.join(directory, 'stamp.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).hash : undefined
}

/** The hash of sources that are not those of the built console; undefined when there is nothing to build. */
export function changedSources(root = project, directory = built) {
  const hash = sourceHash(root)
  return stampOf(directory) === hash ? undefined : hash
}

/**
 * Puts the built console in place of `directory` unless it is there already; true when it did. What runs from
 * the old one should have been stopped. A copy cut short leaves the old console, or none, never half of one.
 */
export function deployTo(directory, source = built) {
  const hash = stampOf(source)
  if (!hash) throw new Error('The console has not been built.')
  if (stampOf(directory) === hash) return false
  const incoming = `${directory}.new`
  const outgoing = `${directory}.old`
  for (const left of [incoming, outgoing]) rmSync(left, { recursive: true, force: true })
  cpSync(source, incoming, { recursive: true, verbatimSymlinks: true })
  letEverybodyRead(incoming)
  if (existsSync(directory)) renameSync(directory, outgoing)
  renameSync(incoming, directory)
  rmSync(outgoing, { recursive: true, force: true })
  return true
}

/** The clone may have been made with a umask of 077; the web process runs as another user. */
function letEverybodyRead(place) {
  const status = lstatSync(place)
  if (status.isSymbolicLink()) return
  if (!status.isDirectory()) return chmodSync(place, 0o644)
  chmodSync(place, 0o755)
  for (const name of readdirSync(place)) letEverybodyRead(path.join(place, name))
}
