/** A mail server of its own for one test file, with the agent and a worker's rounds, that may be killed and damaged. */
import path from 'node:path'
import { perform } from '@/lib/access'
import { closeDatabase, migrate } from '@/lib/adapters/database'
import { bundle, guard, startAgent, type TestProcess, testDirectory } from '@/lib/agent/testing'
import { createDomain, createUser, showUser } from '@/lib/directory'
import { createInstance } from '@/lib/instance/create'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { mustRun } from '@/lib/instance/program'
import { saslauthd } from '@/lib/instance/saslauthd/saslauthd'
import { slapd } from '@/lib/instance/slapd/slapd'
import { systemUser } from '@/lib/instance/system-users'
import { imapTalk, runLdapTool } from '@/lib/instance/testing'

const root = { kind: 'root' } as const
const password = 'to be repaired 1'

export type OwnInstance = {
  instance: Instance
  agent: TestProcess
  /** Answers to IMAP commands of a person, or of Cyrus's administrator. */
  talk(login: string, ...commands: string[]): Promise<string[]>
  asCyrus(...commands: string[]): Promise<string[]>
  /** A person with a mailbox, in a domain that is made when it is not there. */
  addUser(login: string, domain: string): Promise<void>
  /** The person as a caller; with `domain` an administrator of it. */
  caller(
    login: string,
    domain?: string,
  ): Promise<{ kind: 'person'; id: string; face: 'web'; address: string }>
  /** Where a folder's files are. */
  directoryOf(folder: string): Promise<string>
  remove(): Promise<void>
}

/** Becomes what this process manages. */
export async function ownInstance(): Promise<OwnInstance> {
  const directory = testDirectory()
  const remove = await guard(directory)
  const [name, hostname] = [path.basename(directory), 'mail.example.com']
  const instance = await createInstance({
    ...{ directory, name, hostname, domain: 'example.com', ports: freePorts(), node: process.execPath },
  })
  migrate(instance.paths.database, path.resolve('prisma/migrations'))
  for (const server of [slapd, saslauthd, cyrus]) await server.start(instance)
  process.env.SERVER_MANAGER_INSTANCE = directory
  const agent = await startAgent(await bundle('lib/agent/main.ts', directory), directory)
  const domains = new Set<string>()
  const asCyrus = async (...commands: string[]) =>
    (await imapTalk({ login: 'cyrus', password: readSecret(instance, 'cyrus') }, commands, instance)).slice(1)
  return {
    ...{ instance, agent, asCyrus },
    talk: async (login, ...commands) => (await imapTalk({ login, password }, commands, instance)).slice(1),
    async addUser(login, domain) {
      if (!domains.has(domain)) await perform(root, createDomain, { name: domain })
      domains.add(domain)
      const draft = { container: domain, login, password, lastName: login, mustChangePassword: false }
      await perform(root, createUser, draft)
    },
    async caller(login, domain) {
      const { id, dn } = await perform(root, showUser, { login })
      const manages = `smRole: domainAdministrator\n-\nadd: smManages\nsmManages: o=${domain},${instance.suffix}`
      if (domain) await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\nadd: smRole\n${manages}\n`)
      return { kind: 'person', id, face: 'web', address: '192.0.2.12' }
    },
    async directoryOf(folder) {
      const argv = ['-C', instance.paths.imapdConf, folder]
      return (await mustRun('cyrus', '/usr/lib/cyrus/bin/mbpath', argv, { user: systemUser('cyrus') })).trim()
    },
    async remove() {
      agent.child.kill('SIGTERM')
      await agent.ended
      await closeDatabase(instance.paths.database)
      await remove()
    },
  }
}

export async function code(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => undefined,
    (reason: { code?: unknown }) => reason,
  )
  return error?.code
}
