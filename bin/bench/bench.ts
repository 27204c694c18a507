/** What the rows of the benchmark work with: people at the console, and a raw connection beside them. */
import { Client, type Control, PresenceFilter } from 'ldapts'
import { connectDirectory, type LdapDirectory } from '@/lib/adapters/ldap'
import { ProxiedAuthorization } from '@/lib/adapters/ldap/controls'
import { startConsoleProcess } from '@/lib/instance/console-processes'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { type Instance, readInstance, readSecret } from '@/lib/instance/instance'
import { saslauthd } from '@/lib/instance/saslauthd/saslauthd'
import { asCyrus, type Imap } from './imap'
import type { benchOptions } from './options'
import { PASSWORD, type Place, placeOf } from './place'
import { type Browser, startWeb, type Web } from './web'

export type Bench = {
  instance: Instance
  place: Place
  directory: LdapDirectory
  web: Web
  imap: Imap
  manager: Browser
  /** The administrators of the domain with the crowded container. */
  administrators: Browser[]
}

/** A bound connection of ldapts for one measurement. */
export type Raw = { client: Client; as(dn: string): Control[] }

/** Starts what is measured and signs everybody in. */
export async function openBench(options: ReturnType<typeof benchOptions>): Promise<Bench> {
  const { people } = options
  const instance = readInstance(options.directory)
  const place = placeOf(instance.suffix, options)
  for (const server of [saslauthd, cyrus]) await server.start(instance)
  startConsoleProcess(instance, 'worker').unref()
  const web = await startWeb(instance)
  const administrators: Browser[] = []
  for (let number = 0; number < people; number++) {
    administrators.push(await web.signIn(`admin.${number}`, PASSWORD))
  }
  return {
    ...{ instance, place, web, administrators, directory: connectDirectory(login(instance)) },
    manager: await web.signIn('admin', PASSWORD),
    imap: await asCyrus(instance),
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
