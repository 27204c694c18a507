/**
 * Makes an instance. Its description, instance.json, is written last: a directory that has only the mark of a
 * creation under way was left by a crash, holds nothing of anybody's, and is made anew.
 */
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { ConsoleError } from '@/lib/errors'
import { ensureAllowed } from './configuration-allowed'
import { configurationSteps } from './configuration-steps'
import { writeDescription } from './description'
import { ensureDirectories } from './directories'
import { ensureDirectory, ensureParents, readableByAll, replaceFile, rootOnly } from './files'
import { type Instance, instanceFile, instancePaths, type Ports, readInstance } from './instance'
import { managedServers, stopAll } from './run'
import { ensureSecrets } from './secrets'
import { writeBaseTree } from './slapd/base-tree'
import { slapd } from './slapd/slapd'
import { slapdSteps } from './slapd/steps'
import { syslog } from './syslog/syslog'
import { ensureConsoleUser } from './system-users'
import { latest } from './upgrade'

export type NewInstance = {
  directory: string
  name: string
  /** Fully qualified. */
  hostname: string
  /** The first domain. */
  domain: string
  ports: Ports
  /** The program that runs the console's processes; it must be reachable for an unprivileged user. */
  node: string
}

/**
 * Makes the instance, or returns the one that is there. slapd runs afterwards; the others are not started.
 * Errors: 'conflict' instance.foreign when the directory is not empty and not ours; what a server refused.
 */
export async function createInstance(wish: NewInstance): Promise<Instance> {
  const { directory } = wish
  if (existsSync(path.join(directory, 'instance.json'))) return readInstance(directory)
  const instance = planned(wish)
  await clearLeftovers(instance)
  await ensureConsoleUser()
  await ensureParents(directory)
  await ensureDirectory(directory, { uid: 0, gid: 0, mode: 0o755 })
  await replaceFile(creationMark(directory), '', readableByAll)
  await ensureDirectories(instance)
  await ensureSecrets(instance)
  for (const server of managedServers) await server.configure(instance)
  await ensureAllowed(instance)
  const managerPassword = newPassword()
  await replaceFile(instance.paths.firstPassword, managerPassword, rootOnly)
  await syslog.start(instance)
  await slapd.start(instance)
  await writeBaseTree(instance, { managerPassword })
  await writeDescription(instance)
  await rm(creationMark(directory))
  return instance
}

function planned({ directory, name, hostname, domain, ports, node }: NewInstance): Instance {
  const suffix = domain
    .split('.')
    .map((label) => `dc=${label}`)
    .join(',')
  const origins = [hostname, 'localhost', '127.0.0.1'].map((host) => origin(host, ports.https))
  // The web process stays reachable on loopback when Apache is down.
  origins.push(`http://localhost:${ports.web}`, `http://127.0.0.1:${ports.web}`)
  const upgraded = { slapd: latest(slapdSteps), configuration: latest(configurationSteps) }
  const file = instanceFile.parse({
    ...{ version: 1, name, hostname, domain, suffix, ports, origins, upgraded, programs: { node } },
  })
  return { ...file, directory, paths: instancePaths(directory) }
}

async function clearLeftovers(instance: Instance): Promise<void> {
  const { directory } = instance
  if (!existsSync(directory) || (await readdir(directory)).length === 0) return
  if (!existsSync(creationMark(directory)))
    throw new ConsoleError('conflict', 'instance.foreign', { directory })
  await stopAll(instance)
  await rm(directory, { recursive: true, force: true })
}

function creationMark(directory: string): string {
  return path.join(directory, '.being-created')
}

function origin(host: string, port: number): string {
  return new URL(`https://${host}:${port}`).origin
}

/** Sixteen letters and digits that are not taken for one another; 79 bits. */
function newPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
