/** Tells whether a file is what it was, without telling anybody what could be in it. */
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { ensureDirectory, replaceFile, rootOnly } from '@/lib/instance/files'
import type { Instance } from '@/lib/instance/instance'

const keys = new Map<string, Promise<Buffer>>()

/** HMAC-SHA256 with a key that only root reads, in hexadecimal. */
export async function keyedHash(instance: Instance, bytes: Uint8Array): Promise<string> {
  const { configurationData } = instance.paths
  const key = keys.get(configurationData) ?? keyOf(configurationData)
  keys.set(configurationData, key)
  return createHmac('sha256', await key)
    .update(bytes)
    .digest('hex')
}

async function keyOf(directory: string): Promise<Buffer> {
  const file = `${directory}/key`
  await ensureDirectory(directory, { uid: 0, gid: 0, mode: 0o700 })
  if (!existsSync(file)) await replaceFile(file, randomBytes(32).toString('hex'), rootOnly)
  return Buffer.from(readFileSync(file, 'utf8'), 'hex')
}
