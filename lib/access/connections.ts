/** The instance's servers as this process reaches them: one of each, made when first needed. */
import { type AgentArguments, type AgentResult, type AgentVerb, callAgent } from '@/lib/adapters/agent'
import { openDatabase, type PrismaClient } from '@/lib/adapters/database'
import { connectMailboxes, type Mailboxes } from '@/lib/adapters/imap'
import { checkPassword, connectDirectory, type LdapDirectory } from '@/lib/adapters/ldap'
import { probeServices, type ServiceProbe } from '@/lib/adapters/probes'
import { type Instance, locateInstance, readInstance, readSecret } from '@/lib/instance/instance'

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

const held = globalThis as { serverManagerConnections?: Connections }

/** The connections of this process. Throws when there is no instance to manage. */
export function connections(): Connections {
  held.serverManagerConnections ??= connect(readInstance(locateInstance()))
  return held.serverManagerConnections
}

function connect(instance: Instance): Connections {
  const { ports, paths, suffix } = instance
  const url = `ldap://127.0.0.1:${ports.ldap}`
  return {
    instance,
    database: openDatabase(paths.database),
    directory: connectDirectory({
      url,
      bindDn: `cn=console,ou=services,${suffix}`,
      password: readSecret(instance, 'console'),
    }),
    mailboxes: connectMailboxes({
      host: '127.0.0.1',
      port: ports.imap,
      adminLogin: 'cyrus',
      adminPassword: readSecret(instance, 'cyrus'),
    }),
    checkPassword: (dn, password) => checkPassword(url, dn, password),
    callAgent: (verb, args) => callAgent(paths.agentSocket, verb, args),
    probeServices: () =>
      probeServices({ ports, suffix, hostname: instance.hostname, saslauthdMux: paths.saslauthdMux }),
  }
}
