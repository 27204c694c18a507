/** Where the bytes of configuration files are: in a file, or of slapd's in slapd itself. */
import { constants } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Instance } from '@/lib/instance/instance'
import { type ConfigurationFile, placeOf } from './files'
import * as slapdOffline from './slapd-offline'
import * as slapdStore from './slapd-store'

export type Stored = { bytes: Buffer; modifiedAt: Date }

/** A way to the bytes of a file. */
export type Store = {
  read(instance: Instance, file: ConfigurationFile): Promise<{ bytes: Uint8Array }>
  replace(instance: Instance, file: ConfigurationFile, bytes: Uint8Array): Promise<void>
}

export const stored: Store = { read: readStored, replace: replaceStored }

/** The way around slapd, when it does not let the console in any more. */
export const lastResort: Store = {
  read: async (instance) => ({ bytes: await slapdOffline.read(instance) }),
  replace: (instance, _file, bytes) => slapdOffline.replace(instance, bytes),
}

/** What is there now. Errors: service.unreachable for slapd's while it does not run. */
export async function readStored(instance: Instance, file: ConfigurationFile): Promise<Stored> {
  if (file.format === 'cn=config') {
    const { slapdConfig } = instance.paths
    const times = await Promise.all([slapdConfig, `${slapdConfig}/cn=config`].map((place) => stat(place)))
    const modifiedAt = new Date(Math.max(...times.map(({ mtimeMs }) => mtimeMs)))
    return { bytes: Buffer.from(await slapdStore.read(instance)), modifiedAt }
  }
  const handle = await open(placeOf(instance, file), constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const { mtime } = await handle.stat()
    return { bytes: await handle.readFile(), modifiedAt: mtime }
  } finally {
    await handle.close()
  }
}

/** Replaces it as one step that is on the disk when this resolves; owner and mode stay. */
export async function replaceStored(
  instance: Instance,
  file: ConfigurationFile,
  bytes: Uint8Array,
): Promise<void> {
  if (file.format === 'cn=config') return slapdStore.replace(instance, bytes)
  const place = placeOf(instance, file)
  const fresh = freshPlace(instance, file)
  await rm(fresh, { force: true })
  const old = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW)
  const { uid, gid, mode } = await old.stat().finally(() => old.close())
  if ((mode & constants.S_IFMT) !== constants.S_IFREG) throw new Error(`${place} is not a file`)
  try {
    const handle = await open(fresh, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.chown(uid, gid)
      await handle.chmod(mode & 0o7777)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, place)
    await synced(path.dirname(place))
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}

/** Removes what is left of a replacing that was interrupted: secrets may be in it. */
export async function clearStored(instance: Instance, file: ConfigurationFile): Promise<void> {
  if (file.format !== 'cn=config') await rm(freshPlace(instance, file), { force: true })
}

function freshPlace(instance: Instance, file: ConfigurationFile): string {
  const place = placeOf(instance, file)
  return path.join(path.dirname(place), `.${path.basename(place)}.new`)
}

async function synced(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
