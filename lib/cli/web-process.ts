/**
 * The way of people who are not root: the web process does the operation, see app/api/command. Anybody may listen
 * on a high port while the console is down, so the kernel is asked whose the other end of the connection is
 * before the password goes there.
 */
import { readFileSync, statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Problem } from '@/lib/access'
import type { Instance } from '@/lib/instance/instance'
import type { T } from '@/lib/locales/translate'
import { Refusal, refusal } from './refusal'

export type Wish = { login: string; password: string; operation: string; input: unknown; language: string }

/** An operation over several servers may take this long, in milliseconds. */
const PATIENCE = 180_000
const ACCEPT_PATIENCE = 5_000

const outcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: z.custom<Problem>((problem) => typeof problem === 'object') }),
])

/** What the operation gives. Throws a Refusal with the operation's problem, or when the console cannot be asked. */
export async function askWebProcess(instance: Instance, wish: Wish, t: T): Promise<unknown> {
  const answer = outcome.safeParse(await exchange(instance, JSON.stringify(wish), t))
  if (!answer.success) throw notReachable(t)
  if (!answer.data.ok) throw new Refusal(answer.data.problem)
  return answer.data.value
}

async function exchange(instance: Instance, body: string, t: T): Promise<unknown> {
  const port = instance.ports.web
  const request = httpRequest({
    ...{ host: '127.0.0.1', port, path: '/api/command', method: 'POST', agent: false, timeout: PATIENCE },
    headers: {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'X-Server-Manager-Command': '1',
      // The console takes changes from its own origins only; a program may say it is one, a strange page may not.
      Origin: `http://127.0.0.1:${port}`,
    },
  })
  try {
    const socket = await connected(request)
    const owner = statSync(instance.paths.consoleData).uid
    if ((await ownerOfOtherEnd(socket, port)) !== owner) {
      throw refusal(
        'unavailable',
        'notTrusted',
        t('Port {port} is not answered by the console; nothing was sent there.', { port }),
      )
    }
    const answer = new Promise<string>((resolve, reject) => {
      request.once('response', (response) => text(response).then(resolve, reject))
      request.once('error', reject)
      request.once('timeout', () => request.destroy(new Error('timeout')))
    })
    request.end(body)
    return JSON.parse(await answer)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw notReachable(t)
  } finally {
    request.destroy()
  }
}

function connected(request: ReturnType<typeof httpRequest>): Promise<Socket> {
  return new Promise((resolve, reject) => {
    request.once('error', reject)
    request.once('socket', (socket) => socket.once('connect', () => resolve(socket)))
  })
}

/** The user whose process accepted the connection (proc(5), /proc/net/tcp); root's while nobody did. */
async function ownerOfOtherEnd(socket: Socket, port: number): Promise<number> {
  const otherEnd = `${endpoint(port)} ${endpoint(socket.localPort ?? 0)} `
  const deadline = Date.now() + ACCEPT_PATIENCE
  for (;;) {
    const row = readFileSync('/proc/net/tcp', 'latin1')
      .split('\n')
      .find((line) => line.includes(otherEnd))
    const fields = row?.trim().split(/\s+/) ?? []
    const [uid, inode] = [fields[7], fields[9]]
    // A connection that waits to be accepted has no inode and says nothing of its owner yet.
    if (inode !== undefined && inode !== '0') return Number(uid)
    if (Date.now() > deadline) return -1
    await setTimeout(5)
  }
}

function endpoint(port: number): string {
  return `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
}

function notReachable(t: T): Refusal {
  return refusal(
    'unavailable',
    'notReachable',
    t('The console does not answer. Only root can work without it.'),
  )
}
