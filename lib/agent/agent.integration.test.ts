import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import net from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callAgent } from '@/lib/adapters/agent'
import { encodeFrame, FRAME_LIMIT } from '@/lib/adapters/agent/frame'
import { ensureConsoleUser, systemUser } from '@/lib/instance/system-users'
import { holdProcesses } from '@/lib/instance/testing-hold'
import { until } from '@/lib/instance/until'
import { bundle, emptyInstance, startAgent, startProcess, type TestProcess } from './testing'

const { instance, remove } = await emptyInstance()
const socketPath = instance.paths.agentSocket
const marker = 'f3a9-not-to-be-repeated'
let file: string
let agent: TestProcess

beforeAll(async () => {
  await ensureConsoleUser()
  file = await bundle('lib/agent/main.ts', instance.directory)
  agent = await startAgent(file, instance.directory)
})

afterAll(async () => {
  agent.child.kill('SIGKILL')
  await agent.ended
  await remove()
})

/** Milliseconds: by far more than the agent waits for anybody, whatever else the machine does. */
const LONG = 15_000

type Heard = { bytes: Buffer; milliseconds: number }

/** Says something to the agent and hears it out until it closes the connection. */
function say(work: (socket: net.Socket) => void): Promise<Heard> {
  return new Promise((resolve) => {
    const begin = performance.now()
    const pieces: Buffer[] = []
    const socket = net.connect({ path: socketPath, allowHalfOpen: true })
    socket.on('connect', () => work(socket))
    socket.on('data', (piece) => pieces.push(piece))
    // Closing on a peer that is still talking is an answer too.
    socket.on('error', () => {})
    socket.on('end', () => socket.destroy())
    socket.on('close', () =>
      resolve({ bytes: Buffer.concat(pieces), milliseconds: performance.now() - begin }),
    )
  })
}

function frame(body: string | Buffer, length = Buffer.byteLength(body)): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32BE(length)
  return Buffer.concat([header, Buffer.from(body)])
}

function refusalIn({ bytes }: Heard): string {
  expect(bytes.length).toBeLessThan(300)
  expect(bytes.toString()).not.toContain(marker)
  const answer = JSON.parse(bytes.subarray(4).toString())
  expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid', code: 'agent.refused' } })
  return answer.error.values.detail
}

const ping = () => callAgent(socketPath, 'ping', {})

describe('the agent refuses', () => {
  it.each<[what: string, detail: string, request: unknown]>([
    ['a verb that is not in the table', 'no such verb', { verb: `shell ${marker}`, arguments: {} }],
    ['a verb of every object', 'no such verb', { verb: 'constructor', arguments: {} }],
    ['a verb that is no text', 'another form', { verb: ['ping'], arguments: {} }],
    ['a request without a verb', 'another form', { arguments: {} }],
    ['a field beside verb and arguments', 'another form', { verb: 'ping', arguments: {}, user: marker }],
    ['a list in place of a request', 'another form', [{ verb: 'ping', arguments: {} }]],
    ['null', 'another form', null],
    ['missing arguments', 'another form', { verb: 'ping' }],
    ['an argument of a verb that takes none', 'arguments', { verb: 'ping', arguments: { service: marker } }],
    ['a missing argument', 'arguments', { verb: 'service.stop', arguments: {} }],
    [
      'an argument too many',
      'arguments',
      { verb: 'service.stop', arguments: { service: 'slapd', as: marker } },
    ],
    ['an unknown server', 'arguments', { verb: 'service.stop', arguments: { service: marker } }],
    [
      'a server named with a path',
      'arguments',
      { verb: 'service.start', arguments: { service: '../slapd' } },
    ],
    [
      'a server that the console does not control',
      'arguments',
      { verb: 'service.stop', arguments: { service: 'syslog' } },
    ],
    ['a list of servers', 'arguments', { verb: 'service.stop', arguments: { service: ['slapd'] } }],
    ['a number for a server', 'arguments', { verb: 'service.stop', arguments: { service: 0 } }],
  ])('%s', async (_what, detail, request) => {
    expect(refusalIn(await say((socket) => socket.write(encodeFrame(request))))).toContain(detail)
  })

  it('a field that names the prototype', async () => {
    const heard = await say((socket) =>
      socket.write(frame(`{"verb":"ping","arguments":{"__proto__":{"a":"${marker}"}}}`)),
    )
    expect(refusalIn(heard)).toContain('arguments')
  })

  it.each<[what: string, detail: string, bytes: Buffer]>([
    ['text that is no JSON', 'no JSON', frame(`{"verb": ${marker}`)],
    ['an empty frame', 'no JSON', frame('')],
    ['bytes that are no UTF-8', 'no JSON', frame(Buffer.from([0x22, 0xc0, 0xaf, 0x22]))],
    ['brackets without end', 'no JSON', frame('['.repeat(60_000))],
    ['a length above the limit', 'too large', frame('', FRAME_LIMIT + 1)],
    ['a length of four gigabytes', 'too large', frame('', 0xffffffff)],
    ['a frame of five megabytes', 'too large', frame('a'.repeat(5 * 1024 * 1024))],
    ['an HTTP request', 'too large', Buffer.from(`GET /${marker} HTTP/1.1\r\n\r\n`)],
    [
      'two requests at once',
      'behind',
      Buffer.concat([encodeFrame({ verb: 'ping', arguments: {} }), frame('{}')]),
    ],
  ])('%s', async (_what, detail, bytes) => {
    const heard = await say((socket) => socket.write(bytes))
    // A peer that went on talking may find the connection closed before it reads the refusal.
    if (bytes.length < FRAME_LIMIT || heard.bytes.length > 0) expect(refusalIn(heard)).toContain(detail)
  })

  it('a frame that ends too early', async () => {
    const whole = encodeFrame({ verb: 'ping', arguments: {} })
    for (const length of [0, 3, 4, whole.length - 1]) {
      const heard = await say((socket) => socket.end(whole.subarray(0, length)))
      expect(refusalIn(heard)).toContain('incomplete')
    }
  })

  it('a frame that does not arrive within two seconds', async () => {
    const heard = await say((socket) => socket.write(frame('{', 100)))
    expect(refusalIn(heard)).toContain('in time')
    expect(heard.milliseconds).toBeLessThan(LONG)
  })

  it('a frame that goes on dripping in, byte by byte', async () => {
    const heard = await say((socket) => {
      socket.write(frame('', 1000))
      const drip = setInterval(() => socket.write(' '), 50)
      socket.on('close', () => clearInterval(drip))
    })
    expect(refusalIn(heard)).toContain('in time')
    expect(heard.milliseconds).toBeLessThan(LONG)
  })

  it('more connections than it can serve, and answers again when they have gone', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => say(() => {})))
    expect(all.filter(({ bytes }) => bytes.length === 0)).toHaveLength(8)
    await expect(ping()).resolves.toEqual({ pid: agent.child.pid })
  })

  it('to write into its log what it was sent', async () => {
    expect(agent.output()).toContain('refused')
    expect(agent.output()).not.toContain(marker)
  })
})

describe('the agent', () => {
  it('answers a request that arrives in pieces and one whose sender has finished talking', async () => {
    const whole = encodeFrame({ verb: 'ping', arguments: {} })
    const answers = await Promise.all([
      say((socket) => {
        for (const byte of whole) socket.write(Buffer.from([byte]))
      }),
      say((socket) => socket.end(whole)),
    ])
    for (const { bytes } of answers) {
      expect(JSON.parse(bytes.subarray(4).toString())).toEqual({ ok: true, result: { pid: agent.child.pid } })
    }
  })

  it('lets the group of the console open its socket and nobody else', async () => {
    const { mode, uid, gid } = statSync(socketPath)
    expect([mode & 0o777, uid, gid]).toEqual([0o660, 0, systemUser('server-manager').gid])
    expect(await connectAs('server-manager')).toBe('connected')
    expect(await connectAs('nobody')).toBe('EACCES')
  })

  it('has neither the database nor its engine open', () => {
    const proc = `/proc/${agent.child.pid}`
    const files = readdirSync(`${proc}/fd`).map((fd) => readlinkSync(`${proc}/fd/${fd}`))
    expect(files.filter((name) => /console\.db|sqlite/.test(name))).toEqual([])
    expect(readFileSync(`${proc}/maps`, 'utf8')).not.toMatch(/console\.db|better_sqlite3/)
    expect(readFileSync(file, 'utf8')).not.toMatch(/better-sqlite3|PrismaClient/)
  })

  it('knows that a server of the instance does not run', async () => {
    expect(await callAgent(socketPath, 'service.processes', { service: 'slapd' })).toEqual({
      pids: [],
      held: false,
    })
  })

  it('does not make room for a second one', async () => {
    const second = startProcess(file, instance.directory)
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('another agent is running')
    expect(await ping()).toEqual({ pid: agent.child.pid })
  })

  it('replaces the socket that a killed one left behind', async () => {
    agent.child.kill('SIGKILL')
    await agent.ended
    expect(existsSync(socketPath)).toBe(true)
    await expect(ping()).rejects.toMatchObject({ kind: 'unavailable', values: { service: 'agent' } })
    agent = await startAgent(file, instance.directory)
    expect(await ping()).toEqual({ pid: agent.child.pid })
  })

  it('counts as unreachable while a signal holds it', async () => {
    await holdProcesses([agent.child.pid ?? 0])
    const begin = performance.now()
    await expect(ping()).rejects.toMatchObject({ kind: 'unavailable', code: 'service.unreachable' })
    expect(performance.now() - begin).toBeLessThan(LONG)
    agent.child.kill('SIGCONT')
    expect(
      await until(
        () =>
          ping().then(
            () => true,
            () => false,
          ),
        5000,
      ),
    ).toBe(true)
  })

  it('ends on SIGTERM and takes its socket along', async () => {
    agent.child.kill('SIGTERM')
    expect(await agent.ended).toBe(0)
    expect(existsSync(socketPath)).toBe(false)
    await expect(ping()).rejects.toMatchObject({ kind: 'unavailable', values: { service: 'agent' } })
  })
})

/** Connects as another local user; gives "connected" or the error's code. */
async function connectAs(user: string): Promise<string> {
  const { uid, gid } = systemUser(user)
  const script = `const s = require('node:net').connect({ path: process.argv[1] })
    s.on('connect', () => { console.log('connected'); s.destroy() })
    s.on('error', (error) => console.log(error.code))`
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs']
  const { stdout } = await promisify(execFile)('setpriv', [
    ...identity,
    ...[process.execPath, '-e', script, socketPath],
  ])
  return stdout.trim()
}
