/** The instance's servers as this process reaches them: one of each, made when first needed. */
import { type AgentArguments, type AgentResult, type AgentVerb, callAgent } from '@/lib/adapters/agent'
import { openDatabase, type PrismaClient } from '@/lib/adapters/database'
import { connectMailboxes, type Mailboxes } from '@/lib/adapters/imap'
import { checkPassword, connectDirectory, type LdapDirectory } from '@/lib/adapters/ldap'
import { onePerProcess } from '@/lib/adapters/one-per-process'
import { probeServices, type ServiceProbe } from '@/lib/adapters/probes'
import { followInstance, type Instance, locateInstance, readSecret } from '@/lib/instance/instance'

export type Connections = {
  instance: Instance
  database: PrismaClient
  directory: LdapDirectory
  mailboxes: Mailboxes
  /** True when slapd accepts the password for the DN. */
  checkPassword(dn: string, password: string): Promise<boolean>
  callAgent<V extends AgentVerb>(verb: V, args: AgentArguments<V>): Promise<AgentResult<V>>
  /** Asks every server in its own protocol whether it answers; takes two seconds at most. */
  probeServices(): Promise<ServiceProbe[]>
}

/** The connections of this process. Throws when there is no instance to manage. */
export function connections(): Connections {
  return onePerProcess('connections', () => connect(followInstance(locateInstance())))
}

/** A change of the configuration may move every server but slapd to other ports while this process runs. */
function connect(current: () => Instance): Connections {
  const instance = current()
  const { ports, paths, suffix } = instance
  const url = `ldap://127.0.0.1:${ports.ldap}`
  let cyrus: { port: number; mailboxes: Mailboxes } | undefined
  return {
    get instance() {
      return current()
    },
    get mailboxes() {
      const { imap } = current().ports
      if (cyrus?.port !== imap) {
        cyrus?.mailboxes.close()
        cyrus = { port: imap, mailboxes: mailboxesAt(current()) }
      }
      return cyrus.mailboxes
    },
    database: openDatabase(paths.database),
    directory: connectDirectory({
      url,
      bindDn: `cn=console,ou=services,${suffix}`,
      password: readSecret(instance, 'console'),
    }),
    checkPassword: (dn, password) => checkPassword(url, dn, password),
    callAgent: (verb, args) => callAgent(paths.agentSocket, verb, args),
    probeServices: () =>
      probeServices({
        ports: current().ports,
        ...{ suffix, hostname: instance.hostname, saslauthdMux: paths.saslauthdMux },
      }),
  }
}

function mailboxesAt(instance: Instance): Mailboxes {
  return connectMailboxes({
    ...{ host: '127.0.0.1', port: instance.ports.imap },
    ...{ adminLogin: 'cyrus', adminPassword: readSecret(instance, 'cyrus') },
  })
}
