/** What servers say of their files may quote them: secrets stay in them all the same. */
import { decoded } from '@/lib/configuration/documents/bytes'
import { parse } from '@/lib/configuration/documents/document'
import { KEPT, secretPlaces } from '@/lib/configuration/documents/secret-places'
import type { Instance } from '@/lib/instance/instance'
import { presentBytes } from './check-values'
import { type ConfigurationFile, configurationFiles } from './files'
import type { WantedFile } from './wanted'

/** Characters of the shortest word that is looked for; a shorter one is in too many others. */
const SHORTEST = 4

/** As withoutSecrets, with the other files of the servers concerned, which their checks read and may quote as well. */
export function withoutSecretsOf(
  instance: Instance,
  files: readonly Pick<WantedFile, 'file' | 'service' | 'format' | 'old' | 'bytes'>[],
): (text: string) => string {
  const others = presentFiles(
    instance,
    ({ file, service }) =>
      files.some((one) => one.service === service) && !files.some((one) => one.file === file),
  )
  return withoutSecrets([...files, ...others])
}

/** As withoutSecrets, of the files that a server has now. */
export function withoutSecretsNow(instance: Instance, service: string): (text: string) => string {
  return withoutSecrets(presentFiles(instance, (one) => one.service === service))
}

function presentFiles(instance: Instance, isMeant: (file: ConfigurationFile) => boolean) {
  return configurationFiles(instance)
    .filter((one) => one.format !== 'cn=config' && isMeant(one))
    .map(({ file, format }) => {
      const bytes = Buffer.from(presentBytes(instance, file))
      return { format, old: bytes, bytes }
    })
}

/** Replaces what is a secret in the files, as they are or as they would be. */
export function withoutSecrets(
  files: readonly Pick<WantedFile, 'format' | 'old' | 'bytes'>[],
): (text: string) => string {
  const secrets = new Set<string>()
  for (const { format, old, bytes } of files) {
    for (const version of [old, bytes]) {
      const { text } = decoded(version)
      for (const { begin, end } of secretPlaces(format, parse(format, text).statements)) {
        const secret = text.slice(begin, end)
        for (const one of forms(secret)) secrets.add(one)
      }
    }
  }
  const known = [...secrets].filter((secret) => secret.length >= SHORTEST && secret !== KEPT)
  const longestFirst = known.sort((one, other) => other.length - one.length)
  return (text) => longestFirst.reduce((said, secret) => said.replaceAll(secret, KEPT), text)
}

/** As it stands in its file, and as it is said: without its quotes, and of several lines as one. */
function forms(secret: string): string[] {
  const plain = secret.trim().replace(/^["']|["']$/g, '')
  return [
    secret,
    secret.trim(),
    plain,
    plain.replace(/\\?\r?\n[ \t]?/g, ''),
    plain.replace(/\s*\\?\r?\n\s*/g, ' '),
  ]
}
