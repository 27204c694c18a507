import { isConsoleError } from '@/lib/errors'
import { configurationFiles } from '../configuration/files'
import { keyedHash } from '../configuration/keyed-hash'
import { readStored } from '../configuration/store'
import type { Verb } from '../verb'

/** Every configuration file with what tells one version from another; slapd's is left out while it does not run. */
export const listConfigurationFiles: Verb<'configuration.files'> = async (instance) => {
  const rows = configurationFiles(instance).map(async (file) => {
    try {
      const { bytes, modifiedAt } = await readStored(instance, file)
      const hash = await keyedHash(instance, bytes)
      return [{ ...file, hash, size: bytes.length, modifiedAt: modifiedAt.toISOString() }]
    } catch (error) {
      if (isConsoleError(error, 'unavailable')) return []
      throw error
    }
  })
  return { files: (await Promise.all(rows)).flat() }
}
