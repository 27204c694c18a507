/**
 * Files are bytes and statements are text: UTF-8 where the file is that, and Latin-1 otherwise, which has a character
 * for every byte. Both give back what was read, byte for byte, a byte order mark included.
 */
import { ConsoleError } from '@/lib/errors'

export type Encoding = 'utf8' | 'latin1'

export function decoded(bytes: Uint8Array): { text: string; encoding: Encoding } {
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      encoding: 'utf8',
    }
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'latin1' }
  }
}

/** Errors: ConsoleError 'invalid' config.letters for what the file's encoding cannot say. */
export function encoded(text: string, encoding: Encoding): Uint8Array {
  const bytes = Buffer.from(text, encoding)
  if (bytes.toString(encoding) !== text) throw new ConsoleError('invalid', 'config.letters')
  return bytes
}
