import { knownAs } from '../configuration/known-names'
import { lookAtAll } from '../configuration/outside'
import type { Verb } from '../verb'

/** Every configuration file with what tells one version from another; slapd's is left out while it does not run. */
export const listConfigurationFiles: Verb<'configuration.files'> = async (instance, { named }) => ({
  known: named === undefined ? [] : await knownAs(instance, named),
  files: (await lookAtAll(instance)).map(({ file, service, format, hash, bytes, modifiedAt }) => ({
    ...{ file, service, format, hash, size: bytes.length, modifiedAt: modifiedAt.toISOString() },
  })),
})
