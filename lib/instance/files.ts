/** Files of an instance: each has an owner and a mode from the moment it exists, and is whole or not there. */
import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import path from 'node:path'

export type Ownership = { uid: number; gid: number; mode: number }

export const rootOnly: Ownership = { uid: 0, gid: 0, mode: 0o600 }
export const readableByAll: Ownership = { uid: 0, gid: 0, mode: 0o644 }

/** Replaces a file as one step: a reader, or a crash, sees the old text or the new one. Throws where no file is. */
export async function replaceFile(file: string, text: string, owner: Ownership): Promise<void> {
  if (!(await isFileOrNothing(file))) throw new Error(`${file} is not a file`)
  const fresh = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`)
  try {
    const handle = await open(fresh, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.chown(owner.uid, owner.gid)
      await handle.chmod(owner.mode)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, file)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}

/** Makes the directories above a place that are missing, so that everybody can pass through them. */
export async function ensureParents(place: string): Promise<void> {
  const first = await mkdir(path.dirname(place), { recursive: true, mode: 0o755 })
  // The umask may have taken rights away; what existed before keeps its own.
  for (let made = path.dirname(place); first && made.startsWith(first); made = path.dirname(made)) {
    await chmod(made, 0o755)
  }
}

/** Makes a directory below an existing one if it is not there; owner and mode hold in either case. */
export async function ensureDirectory(directory: string, owner: Ownership): Promise<void> {
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await chown(directory, owner.uid, owner.gid)
  await chmod(directory, owner.mode)
}

/**
 * Makes an empty file if it is not there, for a server that may write but not create it. A log that leads to a device or
 * a pipe is left to whoever made it so.
 */
export async function ensureFile(file: string, owner: Ownership): Promise<void> {
  if (!(await isFileOrNothing(await realpath(file).catch(() => file)))) return
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.chown(owner.uid, owner.gid)
    await handle.chmod(owner.mode)
  } finally {
    await handle.close()
  }
}

/** A device such as /dev/null would become a file, or get another mode, for everybody on the machine. */
async function isFileOrNothing(place: string): Promise<boolean> {
  const info = await lstat(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return !info || info.isFile() || info.isSymbolicLink()
}
