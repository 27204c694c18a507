/**
 * What became of the configuration files: revisions, a small file each, and the texts that they name by their hash,
 * with placeholders for secrets. What the last revision of a file says is what the console knows of it.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { AgentResult } from '@/lib/adapters/agent/protocol'
import { decoded } from '@/lib/configuration/documents/bytes'
import { masked } from '@/lib/configuration/documents/secrets'
import { ConsoleError } from '@/lib/errors'
import { ensureDirectory, replaceFile, rootOnly } from '@/lib/instance/files'
import type { Instance } from '@/lib/instance/instance'
import type { ConfigurationFile } from './files'
import { keyedHash } from './keyed-hash'

type Row = AgentResult<'configuration.history'>['revisions'][number]
/** The keyed hash of the bytes, and the name of the text. */
export type Version = { hash: string; text: string }
export type Revision = Omit<Row, 'files' | 'number'> & {
  /** The change that it is of; null for what the console only saw. */
  change: string | null
  files: Record<string, { before: Version | null; after: Version }>
}

const known = new Map<string, Map<number, Revision>>()

/** Newest first, those of one file only if it is given. */
export function history(
  instance: Instance,
  { skip, most, file }: { skip: number; most: number; file?: string | undefined },
): AgentResult<'configuration.history'> {
  const rows = [...revisions(instance)]
    .filter(([, { files }]) => file === undefined || Object.hasOwn(files, file))
    .reverse()
  return {
    revisions: rows.slice(skip, skip + most).map(([number, { change: _change, files, ...row }]) => ({
      ...{ number, ...row, files: Object.keys(files) },
    })),
    total: rows.length,
  }
}

/** Errors: 'notFound' config.noRevision. */
export function revisionTexts(
  instance: Instance,
  number: number,
  file: string,
): AgentResult<'configuration.revision'> {
  const revision = revisions(instance).get(number)
  const own = revision && Object.hasOwn(revision.files, file) ? revision.files[file] : undefined
  if (!own) throw new ConsoleError('notFound', 'config.noRevision', { number, file })
  const text = (version: Version) => readFileSync(`${places(instance).texts}/${version.text}`, 'utf8')
  return { before: own.before && text(own.before), after: text(own.after) }
}

/** The revision of a change, if it has been written. */
export function revisionOf(instance: Instance, change: string): number | undefined {
  return [...revisions(instance)].findLast(([, revision]) => revision.change === change)?.[0]
}

/** What each file was when the console saw it last. */
export function lastVersions(instance: Instance): Map<string, Version> {
  const versions = new Map<string, Version>()
  for (const { files, outcome } of revisions(instance).values()) {
    if (outcome !== 'kept') continue
    for (const [file, { after }] of Object.entries(files)) versions.set(file, after)
  }
  return versions
}

/** Keeps what a file says, without its secrets. */
export async function keepVersion(
  instance: Instance,
  { format }: Pick<ConfigurationFile, 'format'>,
  bytes: Uint8Array,
): Promise<Version> {
  const { texts } = places(instance)
  const text = masked(format, decoded(bytes).text)
  const name = createHash('sha256').update(text).digest('hex')
  await ensureDirectories(instance)
  if (!existsSync(`${texts}/${name}`)) await replaceFile(`${texts}/${name}`, text, rootOnly)
  return { hash: await keyedHash(instance, bytes), text: name }
}

/** Writes a revision and gives its number. */
export async function addRevision(instance: Instance, revision: Revision): Promise<number> {
  const rows = revisions(instance)
  const number = Math.max(0, ...rows.keys()) + 1
  // Whoever adds one meanwhile gets the next number.
  rows.set(number, revision)
  await ensureDirectories(instance)
  await replaceFile(`${places(instance).rows}/${number}.json`, JSON.stringify(revision), rootOnly)
  return number
}

function revisions(instance: Instance): Map<number, Revision> {
  const { rows } = places(instance)
  const read = known.get(rows) ?? readRevisions(rows)
  known.set(rows, read)
  return read
}

function readRevisions(directory: string): Map<number, Revision> {
  const names = existsSync(directory) ? readdirSync(directory) : []
  const numbers = names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
  return new Map(
    numbers
      .sort((a, b) => a - b)
      .map((number) => [number, JSON.parse(readFileSync(`${directory}/${number}.json`, 'utf8'))]),
  )
}

async function ensureDirectories(instance: Instance): Promise<void> {
  const { rows, texts } = places(instance)
  for (const directory of [instance.paths.configurationData, rows, texts])
    await ensureDirectory(directory, { uid: 0, gid: 0, mode: 0o700 })
}

function places({ paths }: Instance) {
  return { rows: `${paths.configurationData}/revisions`, texts: `${paths.configurationData}/texts` }
}
