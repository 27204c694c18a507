/**
 * Passwords that the console keeps in etc/secrets and writes into what it sets up anew: whoever changes one in a
 * server's file has to change it there too.
 */
import { decoded } from '@/lib/configuration/documents/bytes'
import { type Instance, readSecret, type SecretName } from '@/lib/instance/instance'
import type { CheckedService, Message } from './check'
import type { WantedFile } from './wanted'

const KEPT: readonly SecretName[] = ['mta', 'cyrus', 'console', 'proxy']

type Changed = Pick<WantedFile, 'file' | 'service' | 'old' | 'bytes'>

/** A warning for each file that would no longer have the password which etc/secrets still has. */
export function keptSecrets(
  instance: Instance,
  files: readonly Changed[],
): (Message & { service: CheckedService })[] {
  return KEPT.flatMap((name) => {
    const secret = present(instance, name)
    if (secret === '') return []
    const has = (bytes: Uint8Array) => decoded(bytes).text.includes(secret)
    const text = `etc/secrets/${name} keeps the old password: write the new one there too, or the next upgrade brings it back`
    return files
      .filter(({ old, bytes }) => has(old) && !has(bytes))
      .map(({ file, service }) => ({ file, service, severity: 'warning' as const, text }))
  })
}

function present(instance: Instance, name: SecretName): string {
  try {
    return readSecret(instance, name)
  } catch {
    return ''
  }
}
