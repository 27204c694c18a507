import { decoded } from '@/lib/configuration/documents/bytes'
import { masked } from '@/lib/configuration/documents/secrets'
import { configurationFile } from '../configuration/files'
import { keyedHash } from '../configuration/keyed-hash'
import { readStored } from '../configuration/store'
import type { Verb } from '../verb'

/** One file, with its secrets kept back. */
export const readConfigurationFile: Verb<'configuration.read'> = async (instance, { file: name }) => {
  const file = configurationFile(instance, name)
  const { bytes } = await readStored(instance, file)
  const { text, encoding } = decoded(bytes)
  return { ...file, encoding, text: masked(file.format, text), hash: await keyedHash(instance, bytes) }
}
