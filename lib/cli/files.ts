/** Files that commands take and give, read and written as the system user who runs them. */
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { T } from '@/lib/locales/translate'
import { refusal } from './refusal'

/** A file in base64; of a larger one a byte more than the limit, which the operation then refuses. */
export async function fileContent(path: string, limit: number, t: T): Promise<string> {
  try {
    const chunks: Buffer[] = []
    // `end` is the last byte that is read, not the one after it.
    for await (const chunk of createReadStream(path, { end: limit })) chunks.push(chunk)
    return Buffer.concat(chunks).toString('base64')
  } catch (error) {
    const reason = reasonOf(error)
    throw refusal('usage', 'file', t('{file} cannot be read: {reason}', { file: path, reason }))
  }
}

export async function writeContent(path: string, content: string, t: T): Promise<void> {
  try {
    await writeFile(path, Buffer.from(content, 'base64'))
  } catch (error) {
    const reason = reasonOf(error)
    throw refusal('refused', 'file', t('{file} cannot be written: {reason}', { file: path, reason }))
  }
}

/** The system's name of what is wrong, such as ENOENT (errno(3)). */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
