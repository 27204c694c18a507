/** slapd of an instance: OpenLDAP with the accounts, aliases and domains. */
import { Client } from 'ldapts'
import { managedServer } from '../daemon'
import type { Instance } from '../instance'
import { configure } from './configuration'
import { launchSlapd, PROGRAM } from './launch'

export const slapd = managedServer({
  name: 'slapd',
  isProgram: (executable) => executable === PROGRAM,
  configure,
  launch: (instance) => launchSlapd(instance, holdsSuffix),
  answers: holdsSuffix,
  // cn=config counts as soon as it is changed; a new start is for what only the program itself reads again.
  reload: async (instance) => {
    await slapd.stop(instance)
    await slapd.start(instance)
  },
  stopSignal: 'SIGTERM',
  log: 'slapd.log',
})

/** Asks the root DSE, which is for everybody, for the suffix: another server on the port does not count. */
async function holdsSuffix({ ports, suffix }: Instance): Promise<boolean> {
  const client = new Client({ url: `ldap://127.0.0.1:${ports.ldap}`, timeout: 2000, connectTimeout: 2000 })
  try {
    const { searchEntries } = await client.search('', { scope: 'base', attributes: ['namingContexts'] })
    const contexts = searchEntries.flatMap((entry) => entry.namingContexts ?? [])
    return contexts.map(String).includes(suffix)
  } catch {
    return false
  } finally {
    client.unbind().catch(() => {})
  }
}
