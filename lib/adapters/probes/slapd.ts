import { Client } from 'ldapts'
import type { Probe } from './probe'

/** Asks the root DSE (RFC 4512, section 5.1), which is for everybody, for the suffix. */
export const probeSlapd: Probe = async ({ ports, suffix }, signal) => {
  const client = new Client({ url: `ldap://127.0.0.1:${ports.ldap}` })
  const leave = () => void client.unbind().catch(() => {})
  const given = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  try {
    const search = client.search('', { scope: 'base', attributes: ['namingContexts'] })
    const { searchEntries } = await Promise.race([search, given])
    return searchEntries
      .flatMap((entry) => entry.namingContexts ?? [])
      .some((name) => String(name) === suffix)
  } finally {
    leave()
  }
}
