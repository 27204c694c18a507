/**
 * Copies of the servers' files with others in their midst, for the servers' own checks: what a file names below etc/
 * is looked for in the copies. They hold passwords, so that each is only for those who read the real one, and go as
 * soon as the check is over.
 */
import { randomBytes } from 'node:crypto'
import { chmod, chown, cp, lchown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureDirectory } from '@/lib/instance/files'
import type { Instance } from '@/lib/instance/instance'
import { launch } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { printable } from '../cyrus-tools'

export type Stage = {
  /** Where the copy of a file is, by its path below etc/. */
  at(file: string): string
  /** What a program said, with the names of the real files. */
  said(text: string): string
}

export type StagedFile = { file: string; bytes: Uint8Array }

/** What the files of the servers are in; keys, passwords and slapd's own directory are not copied. */
const COPIED = ['postfix', 'cyrus', 'apache', 'proftpd', 'proftpd.conf']
const MOST_BYTES = 4 * 1024 * 1024

/** Runs the work with the copies and removes them. */
export async function withStage<T>(
  instance: Instance,
  files: readonly StagedFile[],
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const { etc, configurationStage } = instance.paths
  const passable = { uid: 0, gid: 0, mode: 0o711 }
  const place = path.join(configurationStage, randomBytes(6).toString('hex'))
  for (const directory of [configurationStage, place]) await ensureDirectory(directory, passable)
  try {
    for (const name of COPIED)
      await cp(path.join(etc, name), path.join(place, name), {
        recursive: true,
        verbatimSymlinks: true,
      }).catch(ignoreMissing)
    for (const { file, bytes } of files) {
      await mkdir(path.dirname(path.join(place, file)), { recursive: true, mode: 0o700 })
      await rm(path.join(place, file), { force: true })
      await writeFile(path.join(place, file), bytes, { mode: 0o600 })
    }
    await pointInside(place, etc)
    await restrict(place)
    return await work({
      at: (file) => path.join(place, file),
      said: (text) => text.replaceAll(`${place}/`, '').replaceAll(`${etc}/`, ''),
    })
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/** What an agent left behind that was killed. */
export async function clearStages({ paths }: Instance): Promise<void> {
  await rm(paths.configurationStage, { recursive: true, force: true })
}

/** Runs a program that says nothing to a socket, which Node's pipes are. */
export async function runStaged(
  stage: Stage,
  program: string,
  argv: string[],
): Promise<{ code: number | null; output: string }> {
  const { code, stderr } = await launch(program, argv, { output: stage.at('output'), timeout: 20_000 })
  return { code, output: stderr.slice(0, 65_536) }
}

/** Lines of a program's output that say something, short enough for an answer. */
export function linesSaid(stage: Stage, output: string): string[] {
  const lines = stage.said(output).split('\n')
  return [...new Set(lines.map((line) => printable(line, 500)).filter((line) => line !== ''))].slice(0, 50)
}

/** Cyrus's tools are Cyrus already when they read some of its files. */
async function restrict(place: string): Promise<void> {
  const { uid, gid } = systemUser('cyrus')
  for (const name of await readdir(place)) {
    const isDirectory = (await stat(path.join(place, name))).isDirectory()
    await chmod(path.join(place, name), isDirectory ? 0o700 : 0o600)
    if (name !== 'cyrus') continue
    await chown(path.join(place, name), uid, gid)
    for (const file of await readdir(path.join(place, name)))
      await lchown(path.join(place, name, file), uid, gid)
  }
}

async function pointInside(place: string, etc: string): Promise<void> {
  for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    if (bytes.length > MOST_BYTES) continue
    const text = bytes.toString('latin1')
    const inside = COPIED.reduce((said, name) => said.replaceAll(`${etc}/${name}`, `${place}/${name}`), text)
    if (inside !== text) await writeFile(file, inside, 'latin1')
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
