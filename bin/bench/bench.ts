/** What the rows of the benchmark work with: the console's ways to slapd, and a raw connection beside them. */
import { Client, type Control, PresenceFilter } from 'ldapts'
import { type Caller, perform } from '@/lib/access'
import { connectDirectory, type LdapDirectory } from '@/lib/adapters/ldap'
import { ProxiedAuthorization } from '@/lib/adapters/ldap/controls'
import { type Instance, readInstance, readSecret } from '@/lib/instance/instance'
import { type Place, placeOf } from './place'

export type Bench = {
  instance: Instance
  place: Place
  directory: LdapDirectory
  /** The person who asks perform(). */
  caller(dn: string): Promise<Caller>
  perform: typeof perform
}

/** A bound connection of ldapts for one measurement. */
export type Raw = { client: Client; as(dn: string): Control[] }

export function openBench(directory: string, accounts: number, people: number): Bench {
  const instance = readInstance(directory)
  const console = connectDirectory(login(instance))
  return {
    instance,
    place: placeOf(instance.suffix, accounts, people),
    directory: console,
    perform,
    async caller(dn) {
      const id = (await console.as(null).read(dn, ['entryUUID']))?.first('entryUUID')
      if (!id) throw new Error(`There is no ${dn}`)
      return { kind: 'person', id, face: 'web', address: '127.0.0.1' }
    },
  }
}

/** Runs with a connection that is bound and has answered once. */
export async function withRaw<T>(instance: Instance, work: (raw: Raw) => Promise<T>): Promise<T> {
  const { url, bindDn, password } = login(instance)
  const client = new Client({ url, timeout: 60_000, connectTimeout: 60_000 })
  try {
    await client.bind(bindDn, password)
    await client.search(instance.suffix, { scope: 'base', filter: new PresenceFilter({ attribute: 'o' }) })
    return await work({ client, as: (dn) => [new ProxiedAuthorization(dn)] })
  } finally {
    await client.unbind()
  }
}

function login(instance: Instance) {
  return {
    url: `ldap://127.0.0.1:${instance.ports.ldap}`,
    bindDn: `cn=console,ou=services,${instance.suffix}`,
    password: readSecret(instance, 'console'),
  }
}
