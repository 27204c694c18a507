/** slapd as its own administrator, who is bound by no access rule: for the base tree and for upgrades. */
import { Client, type Entry, NoSuchObjectError, ResultCodeError } from 'ldapts'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { type Instance, readSecret } from '../instance'
import { CONFIG_ADMIN } from './database'

/** Attributes by the names slapd uses for them. */
export type Attributes = Record<string, string[]>

/** Runs with a bound connection. Errors: 'failed' service.refused with what slapd said; 'unavailable' when it is not there. */
export async function asSlapdAdministrator<T>(
  instance: Instance,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ url: ldapUrl(instance), timeout: 30_000, connectTimeout: 5000 })
  try {
    await client.bind(CONFIG_ADMIN, readSecret(instance, 'slapd-config'))
    return await work(client)
  } catch (error) {
    if (isConsoleError(error) || error instanceof TypeError) throw error
    const service = 'slapd'
    if (error instanceof ResultCodeError) {
      throw new ConsoleError('failed', 'service.refused', { service, detail: error.message })
    }
    throw new ConsoleError('unavailable', 'service.unreachable', { service })
  } finally {
    client.unbind().catch(() => {})
  }
}

/** True when slapd takes the password for the DN. */
export async function accepts(instance: Instance, dn: string, password: string): Promise<boolean> {
  const client = new Client({ url: ldapUrl(instance), timeout: 10_000, connectTimeout: 5000 })
  try {
    await client.bind(dn, password)
    return true
  } catch {
    return false
  } finally {
    client.unbind().catch(() => {})
  }
}

/** The entry's attributes, or undefined when it is not there. */
export async function readEntry(
  client: Client,
  dn: string,
  names: string[] = ['*'],
): Promise<Attributes | undefined> {
  try {
    const { searchEntries } = await client.search(dn, { scope: 'base', attributes: names })
    return searchEntries[0] && attributesOf(searchEntries[0])
  } catch (error) {
    if (error instanceof NoSuchObjectError) return undefined
    throw error
  }
}

/** The entries directly below a DN. */
export async function readChildren(
  client: Client,
  dn: string,
): Promise<{ dn: string; attributes: Attributes }[]> {
  const { searchEntries } = await client.search(dn, { scope: 'one' })
  return searchEntries.map((entry) => ({ dn: entry.dn, attributes: attributesOf(entry) }))
}

function attributesOf({ dn: _dn, ...attributes }: Entry): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, [value].flat().map(String)]),
  )
}

function ldapUrl({ ports }: Instance): string {
  return `ldap://127.0.0.1:${ports.ldap}`
}
