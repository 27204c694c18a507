/** Starting and stopping by the command line, on an instance of its own that has no server but slapd. */
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '@/lib/adapters/database/migrate'
import { writeDescription } from '@/lib/instance/description'
import type { Instance } from '@/lib/instance/instance'
import { removeSlapd, runningSlapd } from '@/lib/instance/slapd/testing'
import type { ServiceState } from '@/lib/services'
import { ensureProcess, installCommandLine, type RunOptions, serverManager } from './testing'

let instance: Instance
let endAgent = async () => {}
const run = (argv: string[], options?: RunOptions) => serverManager(instance, argv, options)

async function detailOf(service: string) {
  const { code, json, stderr } = await run(['service', 'status', '--json'])
  if (stderr !== '') throw new Error(stderr)
  const state = json<ServiceState[]>().find((one) => one.service === service)
  return { code, detail: state?.detail }
}

beforeAll(async () => {
  instance = await runningSlapd('cli')
  await writeDescription(instance)
  migrate(instance.paths.database, path.resolve('prisma/migrations'))
  await installCommandLine(instance)
  endAgent = await ensureProcess(instance, 'agent')
})
afterAll(async () => {
  await endAgent()
  await removeSlapd(instance)
})

describe('root', () => {
  it('sees which servers answer, stops slapd, and starts it while nobody can be looked up', async () => {
    expect(await detailOf('slapd')).toEqual({ code: 3, detail: 'answers' })
    expect(await detailOf('cyrus')).toEqual({ code: 3, detail: 'absent' })
    expect((await run(['service', 'stop', 'slapd'])).code).toBe(0)

    expect((await detailOf('slapd')).detail).toBe('absent')
    const { code, stderr } = await run(['domain', 'list'])
    expect(code).toBe(3)
    expect(stderr).toContain('slapd')

    expect((await run(['service', 'start', 'slapd'])).code).toBe(0)
    expect((await run(['domain', 'list'])).stdout).toContain(instance.domain)
    const { stdout } = await run(['audit', 'list'])
    for (const verb of ['stop', 'start'])
      expect(stdout).toMatch(new RegExp(`root +command +service.${verb} +slapd`))
  }, 60_000)

  it('sees the version of a server, where it listens, and that another one does not run', async () => {
    const { code, stdout } = await run(['service', 'show', 'slapd'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Version +2\.\d+\.\d+/)
    expect(stdout).toMatch(new RegExp(`Listens on +127\\.0\\.0\\.1:${instance.ports.ldap}`))
    const { json } = await run(['service', 'show', 'cyrus', '--json'])
    expect(json()).toMatchObject({ startedAt: null, listening: [] })
  })

  it('is told that a server has another name', async () => {
    const { code, stderr } = await run(['service', 'start', 'sendmail'])
    expect(code).toBe(2)
    expect(stderr).toContain('server is one of: slapd, saslauthd, cyrus, postfix')
  })
})

describe('a system user who is not root', () => {
  const someone = { as: 'nobody', input: 'a secret nobody else should get\n' }
  const asAdmin = ['--login', 'admin', '--password-stdin', 'domain', 'list']

  it('is told that the console does not run', async () => {
    const { code, stderr } = await run(asAdmin, someone)
    expect(code).toBe(3)
    expect(stderr).toContain('Only root can work without it.')
  })

  it('sends no password to a stranger who listens in the console’s place', async () => {
    let received = 0
    const stranger = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (piece) => {
        received += piece.length
      })
    })
    await new Promise<void>((resolve) => stranger.listen(instance.ports.web, '127.0.0.1', resolve))
    try {
      const { code, stderr } = await run(asAdmin, someone)
      expect(code).toBe(3)
      expect(stderr).toContain('nothing was sent there')
      expect(received).toBe(0)
    } finally {
      await new Promise((resolve) => stranger.close(resolve))
    }
  })
})
