import { decoded } from '@/lib/configuration/documents/bytes'
import { masked } from '@/lib/configuration/documents/secrets'
import { configurationFile } from '../configuration/files'
import { lookAt } from '../configuration/outside'
import { accessRules } from '../configuration/slapd-store'
import type { Verb } from '../verb'

/** One file, with its secrets kept back. */
export const readConfigurationFile: Verb<'configuration.read'> = async (instance, { file: name }) => {
  const { file, service, format, bytes, hash } = await lookAt(instance, configurationFile(instance, name))
  const { text, encoding } = decoded(bytes)
  const fixed = format === 'cn=config' ? await accessRules(instance) : ''
  return { file, service, format, encoding, text: masked(format, text), fixed, hash }
}
