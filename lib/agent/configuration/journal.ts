/**
 * The change that is under way, on the disk before each of its steps: an agent that was killed finds there what it was
 * doing, and the bytes to put back. Secrets are in it as long as it is there, for root only, and go with it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { AgentResult } from '@/lib/adapters/agent/protocol'
import { ensureDirectory } from '@/lib/instance/files'
import type { Instance } from '@/lib/instance/instance'
import type { ConfigurationFile, ConfiguredService } from './files'
import type { Place } from './moved-ports'

type State = NonNullable<AgentResult<'configuration.state'>['change']>
export type Reason = NonNullable<State['reason']>
export type Cost = 'none' | 'reload' | 'restart'

export type Change = {
  id: string
  phase: State['phase']
  /** Hashes of what was there, and of what is there after it; `isTaken`: as slapd wrote it down in its own way. */
  files: (ConfigurationFile & { before: string; after: string; isTaken?: true })[]
  costs: Partial<Record<ConfiguredService, Cost>>
  /** Where everything is before and after it, when servers listen elsewhere then. */
  place: { before: Place; after: Place } | null
  /** Servers that ran before, and why some of them did not answer even then. */
  running: ConfiguredService[]
  troubled: Partial<Record<ConfiguredService, Reason>>
  /** Services of Postfix where people could send mail after a sign-in; of an earlier version nothing says so. */
  submissions?: string[]
  who: string
  note: string
  origin: 'console' | 'restored'
  /** Seconds. */
  countdown: number
  deadline: string | null
  reason: Reason | null
  /** What others wrote into its files, found when these were put back. */
  meanwhile: State['meanwhile']
  /** What is to be said of it in the end. */
  outcome: 'kept' | 'reverted' | 'interrupted'
}

/** Writes down a change with the bytes before and after it; both are on the disk when this resolves. */
export async function beginJournal(
  instance: Instance,
  change: Change,
  files: readonly { old: Uint8Array; bytes: Uint8Array }[],
): Promise<void> {
  const { home, pending } = places(instance)
  await ensureDirectory(home, { uid: 0, gid: 0, mode: 0o700 })
  await rm(`${pending}.new`, { recursive: true, force: true })
  await mkdir(`${pending}.new`, { mode: 0o700 })
  for (const [i, { old, bytes }] of files.entries()) {
    await write(`${pending}.new/${i}.before`, old)
    await write(`${pending}.new/${i}.after`, bytes)
  }
  await write(`${pending}.new/state.json`, JSON.stringify(change))
  await sync(`${pending}.new`)
  await rename(`${pending}.new`, pending)
  await sync(home)
}

/** The next step of a change is on the disk when this resolves. */
export async function saveJournal(instance: Instance, change: Change): Promise<void> {
  await replace(`${places(instance).pending}/state.json`, JSON.stringify(change))
}

export function readJournal(instance: Instance): Change | undefined {
  const file = `${places(instance).pending}/state.json`
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** The bytes of the file at that place of the change. */
export function journaled(instance: Instance, place: number, which: 'before' | 'after'): Promise<Buffer> {
  return readFile(`${places(instance).pending}/${place}.${which}`)
}

/** What became of the bytes at that place, for servers that write in their own way. */
export async function journalAfter(instance: Instance, place: number, bytes: Uint8Array): Promise<void> {
  await replace(`${places(instance).pending}/${place}.after`, bytes)
}

/** Ends a change: nothing of it is left but what was to be seen of it. */
export async function endJournal(instance: Instance, state: State | undefined): Promise<void> {
  const { home, pending, last } = places(instance)
  if (state) await replace(last, JSON.stringify(state))
  for (const rest of [pending, `${pending}.new`]) await rm(rest, { recursive: true, force: true })
  if (existsSync(home)) await sync(home)
}

/** The last change that ended. */
export function lastState(instance: Instance): State | null {
  const { last } = places(instance)
  // One of an earlier version does not say what others did.
  return existsSync(last) ? { meanwhile: [], ...JSON.parse(readFileSync(last, 'utf8')) } : null
}

/** What there is to see of a change. */
export function stateOf(change: Change, revision: number | null): State {
  const { id, phase, files, who, note, deadline, reason, meanwhile = [] } = change
  const services = [...new Set(files.map(({ service }) => service))]
  return {
    ...{ id, phase, services, who, note, deadline, reason, revision, meanwhile },
    files: files.map(({ file }) => file),
  }
}

async function replace(file: string, text: string | Uint8Array): Promise<void> {
  await rm(`${file}.new`, { force: true })
  await write(`${file}.new`, text)
  await rename(`${file}.new`, file)
  await sync(path.dirname(file))
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sync(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}

function places({ paths }: Instance) {
  const home = paths.configurationData
  return { home, pending: `${home}/pending`, last: `${home}/last.json` }
}
