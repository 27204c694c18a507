/** Starting again after what happens to servers: killed, held, or remembered by a pid file that is not true any more. */
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInstance } from './create'
import type { Instance } from './instance'
import { send, startTime } from './processes'
import { removeInstance } from './remove'
import { managedServers, startAll, stopAll } from './run'
import type { ManagedServer } from './server'
import { instanceBeside, testInstance } from './testing'
import { until } from './until'

const servers = managedServers.filter((server) => server.name !== 'syslog')
const wish = instanceBeside('recovery')
let instance: Instance

beforeAll(async () => {
  instance = await createInstance(wish)
  await startAll(instance)
})

afterAll(() => removeInstance(wish.directory))

describe.each(servers.map((server) => [server.name, server] as const))('%s', (_name, server) => {
  it('starts again after kill -9 of its main process', async () => {
    const killed = await mainPid(server)
    process.kill(killed, 'SIGKILL')
    // What it left behind may answer for it; nobody is the main process then.
    expect(await until(async () => (await server.main(instance)) !== killed, 30_000)).toBe(true)
    expect(await server.main(instance)).toBeUndefined()
    await server.start(instance)
    expect(await server.main(instance)).toBe(await mainPid(server))
  })

  it('starts again after kill -9 of all its processes', async () => {
    for (const pid of await server.processes(instance)) send(pid, 'SIGKILL')
    await server.start(instance)
    expect(await mainPid(server)).toBeGreaterThan(0)
  })

  it('is replaced when it is held by a signal', async () => {
    const held = await mainPid(server)
    for (const pid of await server.processes(instance)) send(pid, 'SIGSTOP')
    await server.start(instance)
    expect(await mainPid(server)).not.toBe(held)
    expect(startTime(held)).toBeUndefined()
  })

  it('stops while it is held by a signal', async () => {
    for (const pid of await server.processes(instance)) send(pid, 'SIGSTOP')
    await server.stop(instance)
    expect(await server.processes(instance)).toEqual([])
    await server.start(instance)
  })

  it('is left alone by a start when it answers', async () => {
    const before = await mainPid(server)
    await server.start(instance)
    expect(await mainPid(server)).toBe(before)
  })

  it('reloads and goes on answering', async () => {
    await server.reload(instance)
    await server.start(instance)
    expect(await mainPid(server)).toBeGreaterThan(0)
  })
})

it('starts from pid files that name a stranger, and leaves the stranger alone', async () => {
  await stopAll(instance)
  const { run, cyrusPid, slapdRun, saslauthdRun, postfixQueue } = instance.paths
  const files = [`${run}/apache/apache2.pid`, `${run}/proftpd/proftpd.pid`, cyrusPid]
  const stranger = process.pid
  for (const file of [...files, `${slapdRun}/slapd.pid`, `${saslauthdRun}/saslauthd.pid`]) {
    writeFileSync(file, `${stranger}\n`)
  }
  writeFileSync(`${postfixQueue}/pid/master.pid`, `${stranger}\n`)
  await startAll(instance)
  for (const server of servers) expect(await mainPid(server)).not.toBe(stranger)
})

it('stops what is its own and nothing of another instance', async () => {
  const other = testInstance()
  const pids = () => Promise.all(servers.map((server) => mainPid(server, other)))
  const before = await pids()
  await stopAll(instance)
  expect(await pids()).toEqual(before)
  for (const server of servers) expect(await server.processes(instance)).toEqual([])
})

async function mainPid(server: ManagedServer, of = instance): Promise<number> {
  return (await server.processes(of))[0] ?? 0
}
