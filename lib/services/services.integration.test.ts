/** Mail Services on an instance of its own: other tests need their servers to stay up. */
import { execFile } from 'node:child_process'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { callAgent, type ServiceName, serviceNames } from '@/lib/adapters/agent'
import { closeDatabase, migrate } from '@/lib/adapters/database'
import { bundle, guard, startAgent, type TestProcess, testDirectory } from '@/lib/agent/testing'
import { createInstance } from '@/lib/instance/create'
import { CONSOLE_USER, type Instance, readSecret } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { startTime } from '@/lib/instance/processes'
import { startAll } from '@/lib/instance/run'
import { systemUser } from '@/lib/instance/system-users'
import { holdProcesses } from '@/lib/instance/testing-hold'
import { until } from '@/lib/instance/until'
import { listServices, reloadService, restartService, showService, startService, stopService } from '.'
import { type ServiceState, serviceStates } from './states'

const directory = testDirectory()
const root = { kind: 'root' } as const
const held = new Set<number>()
let instance: Instance
let remove: () => Promise<void>
let agentFile: string
let agent: TestProcess

beforeAll(async () => {
  remove = await guard(directory)
  const [name, hostname, domain] = [path.basename(directory), 'mail.example.com', 'example.com']
  instance = await createInstance({
    ...{ directory, name, hostname, domain, ports: freePorts(), node: process.execPath },
  })
  migrate(instance.paths.database, path.resolve('prisma/migrations'))
  await startAll(instance)
  agentFile = await bundle('lib/agent/main.ts', instance.paths.console)
  agent = await startAgent(agentFile, directory)
  process.env.SERVER_MANAGER_INSTANCE = directory
})

afterEach(() => {
  for (const pid of held) process.kill(pid, 'SIGCONT')
  held.clear()
})

afterAll(async () => {
  agent.child.kill('SIGKILL')
  await closeDatabase(instance.paths.database)
  await remove()
})

describe('a look at the servers', () => {
  it('finds all of them up', async () => {
    const states = await look()
    expect(states.map(({ service }) => service)).toEqual([...serviceNames, 'agent'])
    for (const state of states) expect(state).toMatchObject({ state: 'up', detail: 'answers' })
    for (const { processes } of states) expect(processes).toBeGreaterThan(0)
    const needed = states.map(({ service, neededBy }) => `${service}: ${neededBy.join()}`)
    expect(needed).toContain('slapd: saslauthd,cyrus,postfix,proftpd')
    expect(needed).toContain('apache: ')
  })

  it('finds the same as the user that the console runs as', async () => {
    const file = await bundle('lib/adapters/probes/index.ts', instance.paths.console)
    const { ports, suffix, hostname, paths } = instance
    const targets = { ports, suffix, hostname, saslauthdMux: paths.saslauthdMux }
    const script = `import(process.argv[1]).then(async ({ probeServices }) =>
      console.log(JSON.stringify(await probeServices(JSON.parse(process.argv[2])))))`
    const { uid, gid } = systemUser(CONSOLE_USER)
    const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs']
    const node = [process.execPath, '-e', script, file, JSON.stringify(targets)]
    const { stdout } = await promisify(execFile)('setpriv', [...identity, ...node])
    const details = JSON.parse(stdout).map(({ service, detail }: ServiceState) => `${service} ${detail}`)
    expect(details).toEqual(serviceNames.map((service) => `${service} answers`))
  })

  it.each(serviceNames)(
    'counts %s as down while a signal holds its processes, and only it',
    async (service) => {
      await hold(service, (pids) => pids)
      const begin = performance.now()
      const states = await look()
      // Two seconds for all of them; asked one after the other they would take as long each.
      expect(performance.now() - begin).toBeLessThan((serviceNames.length * 2000) / 2)
      expect(downOf(states)).toEqual([`${service} held`])
      release()
      await expectDown([])
    },
  )

  it('is not deceived by children that answer for a main process that is held', async () => {
    await hold('apache', ([main]) => (main === undefined ? [] : [main]))
    const [probe] = (await connections().probeServices()).filter(({ service }) => service === 'apache')
    expect(probe).toMatchObject({ detail: 'answers' })
    await expectDown(['apache held'])
  })

  it('tells without the agent that a server does not answer in time', async () => {
    await hold('slapd', (pids) => pids)
    const slapd = (await connections().probeServices()).find(({ service }) => service === 'slapd')
    expect(slapd).toMatchObject({ detail: 'silent' })
    expect(slapd?.milliseconds).toBeLessThan(2500)
  })
})

describe('what is known of a server', () => {
  const begin = Date.now()

  it.each(serviceNames)('is the version, the start and the addresses of %s', async (service) => {
    const { ports } = instance
    const expected = {
      slapd: [`127.0.0.1:${ports.ldap}`],
      saslauthd: ['run/saslauthd/mux'],
      cyrus: [ports.imap, ports.pop3, ports.sieve, ports.dav].map((port) => `127.0.0.1:${port}`).sort(),
      postfix: [ports.smtp, ports.submission].map((port) => `127.0.0.1:${port}`),
      apache: [`127.0.0.1:${ports.https}`],
      proftpd: [`127.0.0.1:${ports.ftp}`],
    }
    const { version, startedAt, listening } = await perform(root, showService, { service })
    expect(version).toMatch(/^\d+\.\d+/)
    expect([...listening].sort()).toEqual(expected[service])
    // The set-up started it; the clock of the kernel is a little off.
    expect(Date.parse(startedAt ?? '')).toBeGreaterThan(begin - 120_000)
    expect(Date.parse(startedAt ?? '')).toBeLessThan(Date.now() + 2_000)
  })

  it('are the last errors in its log, without passwords and control characters', async () => {
    const { paths } = instance
    const secret = readSecret(instance, 'mta')
    const lines = Array.from({ length: 12 }, (_, i) => `postfix/smtpd[1]: error: number ${i}`)
    const bad = `postfix/smtpd[1]: fatal: \x1b[31m${secret} bind_pw = hunter2 in ${paths.etc}/x`
    await appendFile(
      `${paths.log}/maillog`,
      `${[...lines, 'postfix/smtpd[1]: connect from x', bad].join('\n')}\n`,
    )
    const { errors } = await perform(root, showService, { service: 'postfix' })
    expect(errors).toHaveLength(10)
    expect(errors[0]).toContain('error: number 3')
    expect(errors.at(-1)).toBe('postfix/smtpd[1]: fatal:  [31m*** bind_pw = *** in etc/x')
  })

  it('are not those of the console’s own questions', async () => {
    await perform(root, restartService, { service: 'saslauthd' })
    const refused = (login: string, service: string) =>
      [
        `Authentication failed for ${login}: User not found (-6)`,
        `        : auth failure: [user=${login}] [service=${service}] [realm=] [mech=ldap] [reason=Unknown]`,
      ].map((said) => `2027-01-01T12:00:00+00:00 mail saslauthd[1]: ${said}\n`)
    const lines = [...refused('ann', 'imap'), ...refused('-', 'server-manager')]
    await appendFile(`${instance.paths.log}/syslog`, lines.join(''))
    const { errors } = await perform(root, showService, { service: 'saslauthd' })
    // Others on this machine may write there too.
    expect(errors.filter((line) => line.includes('saslauthd[1]'))).toEqual([
      expect.stringContaining('failed for ann:'),
      expect.stringContaining('[user=ann]'),
    ])
    expect(errors.join()).not.toContain('[user=-]')
  })

  it('are said without what its files alone keep, also where a line is cut', async () => {
    const { paths } = instance
    const left = `${paths.postfixConfig}/left.cf`
    const before = await readFile(left, 'utf8')
    await writeFile(left, before.replace(/^bind_pw = .*$/m, 'bind_pw = r0tated-bind-word'))
    try {
      const lines = [250, 260].map(
        (length) => `postfix/smtpd[1]: fatal: ${'x'.repeat(length)} r0tated-bind-word\n`,
      )
      await appendFile(`${paths.log}/maillog`, lines.join(''))
      const { errors } = await perform(root, showService, { service: 'postfix' })
      expect(errors.slice(-2).join()).toContain('xxx (kept secret')
      expect(errors.join()).not.toContain('r0t')
    } finally {
      await writeFile(left, before)
    }
  })
})

describe('root', () => {
  it.each(serviceNames)('stops and starts %s', async (service) => {
    await perform(root, stopService, { service })
    await expectDown([`${service} absent`])
    expect(await pidsOf(service)).toEqual([])
    await perform(root, startService, { service })
    await expectDown([])
  })

  it.each(serviceNames)('restarts %s, which has other processes then', async (service) => {
    const before = await pidsOf(service)
    await perform(root, restartService, { service })
    const after = await pidsOf(service)
    expect(after[0]).toBeGreaterThan(0)
    expect(before).not.toContain(after[0])
    await expectDown([])
  })

  it.each(serviceNames)('reloads %s, which answers then', async (service) => {
    await perform(root, reloadService, { service })
    await expectDown([])
  })

  it('starts with a server all that it needs, each when those before it are there', async () => {
    const chain = ['slapd', 'saslauthd', 'cyrus', 'postfix'] as const
    for (const service of chain.toReversed()) await perform(root, stopService, { service })
    expect(await perform(root, showService, { service: 'postfix' })).toMatchObject({
      ...{ startedAt: null, listening: [] },
    })
    await perform(root, startService, { service: 'postfix' })
    await expectDown([])
    const begun = await Promise.all(chain.map(async (service) => startTime((await pidsOf(service))[0] ?? 0)))
    expect(begun).toEqual(begun.toSorted((one, other) => Number(one) - Number(other)))
    expect(begun[0]).toBeLessThan(Number(begun[3]))
  })

  it('starts nothing whose needs cannot be met', async () => {
    for (const service of ['proftpd', 'slapd']) await perform(root, stopService, { service })
    const other = createServer((socket) => socket.resume()).listen(instance.ports.ldap, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    try {
      await expect(perform(root, startService, { service: 'proftpd' })).rejects.toMatchObject({
        ...{ code: 'service.start', values: { service: 'slapd' } },
      })
      expect(await pidsOf('proftpd')).toEqual([])
    } finally {
      await new Promise((resolve) => other.close(resolve))
    }
    await perform(root, startService, { service: 'proftpd' })
    await expectDown([])
  })

  it('sees the servers while slapd is down', async () => {
    await perform(root, stopService, { service: 'slapd' })
    const states = await perform(root, listServices, {})
    expect(downOf(states)).toEqual(['slapd absent'])
    await perform(root, startService, { service: 'slapd' })
  })

  it('sees them without waiting for slapd to say who the manager is', async () => {
    const asked: unknown[] = []
    const unasked: object = new Proxy(connections().directory, {
      get: (_, name) => (name === 'as' ? () => unasked : asked.push(name)),
    })
    const directory = unasked as ReturnType<typeof connections>['directory']
    const states = await perform(root, listServices, {}, { ...connections(), directory })
    expect(downOf(states)).toEqual([])
    expect(asked).toEqual([])
  })

  it('leaves a record of what was done to which server', async () => {
    await perform(root, restartService, { service: 'proftpd' })
    const row = await connections().database.intent.findFirst({ orderBy: { at: 'desc' } })
    expect(row).toMatchObject({
      operation: 'service.restart',
      targetName: 'proftpd',
      state: 'done',
      actor: 'root',
    })
  })

  it('starts a server again whose processes a signal holds', async () => {
    const pids = await hold('cyrus', (all) => all)
    await perform(root, startService, { service: 'cyrus' })
    held.clear()
    await expectDown([])
    expect(await pidsOf('cyrus')).not.toContain(pids[0])
  })

  it('learns what a server said that does not start', async () => {
    const good = await readFile(instance.paths.proftpdConf, 'utf8')
    await appendFile(instance.paths.proftpdConf, '\nNoSuchDirective on\n')
    try {
      await expect(perform(root, restartService, { service: 'proftpd' })).rejects.toMatchObject({
        ...{ kind: 'failed', code: 'service.start' },
        values: { service: 'proftpd', detail: expect.stringContaining('NoSuchDirective') },
      })
    } finally {
      await writeFile(instance.paths.proftpdConf, good)
    }
    await expectDown(['proftpd absent'])
    await perform(root, startService, { service: 'proftpd' })
  })

  it('has a stop and a start at the same time done one after the other', async () => {
    await Promise.all([
      perform(root, stopService, { service: 'proftpd' }),
      perform(root, startService, { service: 'proftpd' }),
      perform(root, restartService, { service: 'proftpd' }),
      perform(root, startService, { service: 'proftpd' }),
    ])
    await expectDown([])
  })

  it('cannot name anything but a server of the instance', async () => {
    for (const service of ['syslog', '../slapd', 'agent', '', 'slapd\0']) {
      await expect(perform(root, stopService, { service })).rejects.toMatchObject({ kind: 'invalid' })
    }
  })

  it('sees the servers without the agent, and is told that it does not answer', async () => {
    agent.child.kill('SIGKILL')
    await agent.ended
    const states = await look()
    expect(downOf(states)).toEqual(['agent silent'])
    expect(states.map(({ processes }) => processes)).toEqual(states.map(() => null))
    await expect(perform(root, stopService, { service: 'postfix' })).rejects.toMatchObject({
      ...{ kind: 'unavailable', code: 'service.unreachable', values: { service: 'agent' } },
    })
    agent = await startAgent(agentFile, directory)
    await expectDown([])
  })
})

/** The states without the actor being looked up first, which waits for slapd. */
function look(): Promise<ServiceState[]> {
  return serviceStates(connections())
}

/** A server that has just been told something, on a machine that is busy, gets a few seconds to show it. */
async function expectDown(expected: string[]): Promise<void> {
  let down: string[] = []
  await until(async () => {
    down = downOf(await look())
    return down.join() === expected.join()
  }, 10_000)
  expect(down).toEqual(expected)
}

function downOf(states: ServiceState[]): string[] {
  return states.filter(({ state }) => state === 'down').map(({ service, detail }) => `${service} ${detail}`)
}

async function pidsOf(service: ServiceName): Promise<number[]> {
  return (await callAgent(instance.paths.agentSocket, 'service.processes', { service })).pids
}

/** Stops processes of a server until the test releases them, new ones too. */
async function hold(service: ServiceName, which: (pids: number[]) => number[]): Promise<number[]> {
  const pids = which(await pidsOf(service))
  for (const pid of pids) held.add(pid)
  await holdProcesses(pids)
  return pids
}

function release(): void {
  for (const pid of held) process.kill(pid, 'SIGCONT')
  held.clear()
}
