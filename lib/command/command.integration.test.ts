/** What the web process lets the command line of other system users in with, and what it does not. */
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { createUser } from '@/lib/directory'
import { readSecret } from '@/lib/instance/instance'
import { testInstance } from '@/lib/instance/testing'
import { answerCommand } from './answer'

const instance = testInstance()
const programs = { 'Content-Type': 'application/json', 'X-Server-Manager-Command': '1' }
const wish = { login: 'x', password: 'y', operation: 'domain.list', input: {}, language: 'en' }

function ask(body: string, headers: Record<string, string> = programs) {
  const length = { 'Content-Length': String(Buffer.byteLength(body)) }
  return answerCommand(
    new Request('http://127.0.0.1/api/command', { method: 'POST', body, headers: { ...length, ...headers } }),
  )
}

async function problemOf(given: Partial<typeof wish>) {
  const answer = await ask(JSON.stringify({ ...wish, ...given }))
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { problem: { code: string; message: string } }).problem
}

describe('a command that reaches the web process', () => {
  it('does not exist for those who come through Apache', async () => {
    const proxy = readSecret(instance, 'proxy')
    const headers = { ...programs, 'X-Server-Manager-Proxy': proxy, 'X-Server-Manager-Client': '192.0.2.1' }
    expect((await ask(JSON.stringify(wish), headers)).status).toBe(404)
  })

  it.each([
    ['without the header that no form and no link can send', { 'Content-Type': 'application/json' }, 404],
    ['as a form', { ...programs, 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['as text', { ...programs, 'Content-Type': 'text/plain' }, 415],
    ['larger than any command', { ...programs, 'Content-Length': String(3 * 2 ** 20) }, 413],
    ['of unknown length', { ...programs, 'Content-Length': 'much' }, 413],
  ])('is refused %s', async (_what, headers, status) => {
    expect((await ask(JSON.stringify(wish), headers)).status).toBe(status)
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{"login":'],
    ['a field too many', JSON.stringify({ ...wish, dn: 'cn=console' })],
    ['a field too few', JSON.stringify({ ...wish, password: undefined })],
    ['a list for a password', JSON.stringify({ ...wish, password: ['y'] })],
  ])('is refused when it holds %s', async (_what, body) => {
    expect((await ask(body)).status).toBe(400)
  })

  it('does nothing unnamed for whoever signs in', async () => {
    const login = `command-${randomBytes(4).toString('hex')}`
    const password = 'a long secret 1'
    await perform({ kind: 'root' }, createUser, {
      ...{ container: instance.domain, login, password, lastName: 'Miller', mailbox: false },
      mustChangePassword: false,
    })
    expect(await problemOf({ login, password, operation: 'no.such' })).toMatchObject({
      code: 'access.notFound',
    })
    expect(await problemOf({ login, password })).toMatchObject({ code: 'access.denied' })
  })

  it('slows guessing down, and says so in the language asked for', async () => {
    const login = `guessed-${randomBytes(4).toString('hex')}`
    const codes: string[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) codes.push((await problemOf({ login })).code)
    expect(codes).toEqual([...Array(5).fill('access.wrong'), 'access.throttled'])
    expect((await problemOf({ login, language: 'he' })).message).toMatch(/[א-ת]/)
  })
})
