/** Looking at the files, which finds what others did to them: it becomes a part of the history. */
import { isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { type ConfigurationFile, configurationFiles } from './files'
import { addRevision, keepVersion, lastVersions, type Revision } from './history'
import { readJournal } from './journal'
import { keyedHash } from './keyed-hash'
import { readStored, type Stored } from './store'

export type Seen = ConfigurationFile & Stored & { hash: string }

const looks = new Map<string, Promise<unknown>>()

/** Every file as it is now; slapd's is left out while it does not run. */
export async function lookAtAll(instance: Instance): Promise<Seen[]> {
  const seen = await Promise.all(
    configurationFiles(instance).map((file) =>
      look(instance, file).catch((error) => {
        if (isConsoleError(error, 'unavailable')) return undefined
        throw error
      }),
    ),
  )
  const found = seen.filter((one) => one !== undefined)
  await record(instance, found)
  return found
}

/** A file as it is now. Errors: service.unreachable for slapd's while it does not run. */
export async function lookAt(instance: Instance, file: ConfigurationFile): Promise<Seen> {
  const seen = await look(instance, file)
  // What was there at first is recorded as a whole.
  if (lastVersions(instance).size === 0) await lookAtAll(instance)
  else await record(instance, [seen])
  return seen
}

async function look(instance: Instance, file: ConfigurationFile): Promise<Seen> {
  const stored = await readStored(instance, file)
  return { ...file, ...stored, hash: await keyedHash(instance, stored.bytes) }
}

/** Records what is not as it was seen last, but what a change is making of its files. One look at a time. */
function record(instance: Instance, seen: readonly Seen[]): Promise<void> {
  const last = looks.get(instance.directory) ?? Promise.resolve()
  const next = last.then(() => recordNow(instance, seen))
  looks.set(
    instance.directory,
    next.catch(() => {}),
  )
  return next
}

async function recordNow(instance: Instance, seen: readonly Seen[]): Promise<void> {
  const known = lastVersions(instance)
  const files: Revision['files'] = {}
  for (const file of seen.filter((one) => known.get(one.file)?.hash !== one.hash)) {
    // A change may have come and gone since it was read.
    const { bytes, hash } = await look(instance, file)
    const before = lastVersions(instance).get(file.file) ?? null
    const isBusy = readJournal(instance)?.files.some((one) => one.file === file.file)
    if (before?.hash === hash || isBusy) continue
    files[file.file] = { before, after: await keepVersion(instance, file, bytes) }
  }
  if (Object.keys(files).length === 0) return
  await addRevision(instance, {
    ...{ at: new Date().toISOString(), who: '', note: '', outcome: 'kept', reason: null, change: null },
    ...{ origin: known.size === 0 ? 'installed' : 'outside', files },
  })
}
