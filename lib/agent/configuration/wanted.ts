/** From the texts that somebody wants to the bytes that the files would have. */
import type { AgentArguments } from '@/lib/adapters/agent/protocol'
import { decoded, type Encoding, encoded } from '@/lib/configuration/documents/bytes'
import type { FormatName } from '@/lib/configuration/documents/document'
import { unmasked } from '@/lib/configuration/documents/secrets'
import { ConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { type ConfigurationFile, configurationFiles } from './files'
import { lookAt } from './outside'

export type WantedFile = ConfigurationFile & {
  /** What is there now, and its hash. */
  old: Buffer
  hash: string
  /** What it is to be. */
  bytes: Uint8Array
}

/**
 * The files that would become others, secrets put in. Errors: 'notFound' config.noFile; 'conflict' config.changed when
 * one is not what it was; 'invalid' config.noSecret, config.letters, and input.control for a byte 0.
 */
export async function wantedFiles(
  instance: Instance,
  wishes: AgentArguments<'configuration.check'>['files'],
): Promise<WantedFile[]> {
  const known = configurationFiles(instance)
  const found: WantedFile[] = []
  for (const { file: name, hash, text } of wishes) {
    const file = known.find((one) => one.file === name)
    if (!file) throw new ConsoleError('notFound', 'config.noFile', { file: name })
    if (found.some((one) => one.file === name)) throw changed(name)
    const { bytes: old, hash: present } = await lookAt(instance, file)
    if (present !== hash) throw changed(name)
    if (text.includes('\0')) throw new ConsoleError('invalid', 'input.control')
    found.push({ ...file, old, hash, bytes: written(file.format, old, text) })
  }
  return found.filter(({ old, bytes }) => !old.equals(bytes))
}

export function changed(file: string): ConsoleError {
  return new ConsoleError('conflict', 'config.changed', { file })
}

function written(format: FormatName, old: Buffer, text: string): Uint8Array {
  const present: { text: string; encoding: Encoding } = decoded(old)
  return encoded(unmasked(format, present.text, text), present.encoding)
}
