/** Servers that do what they are for, and those that only look like it; what is done for it is seen by nobody. */
import { existsSync } from 'node:fs'
import net from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { listFolders, listQuotas } from '@/lib/folders'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, mailQueue, testInstance } from '@/lib/instance/testing'
import { probe } from './probe'

const instance = testInstance()
const services = ['slapd', 'cyrus', 'postfix', 'apache', 'proftpd'] as const
const root = { kind: 'root' } as const
const open: net.Server[] = []

afterAll(async () => {
  for (const server of open) await new Promise((resolve) => server.close(resolve))
})

/** A port where something says this to everybody and hangs up. */
async function sayer(words: string): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.resume()
    socket.end(words)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as net.AddressInfo).port
}

const at = (port: number) => ({
  ...instance,
  ports: { ...instance.ports, ldap: port, imap: port, smtp: port, https: port, ftp: port },
})

/** The messages in the mailbox of the probes. */
async function messages(): Promise<number> {
  const login = { login: 'cyrus', password: readSecret(instance, 'cyrus') }
  const [, status = ''] = await imapTalk(login, ['STATUS "user/cyrus" (MESSAGES)'])
  return Number(/MESSAGES (\d+)/.exec(status)?.[1])
}

describe('a probe', () => {
  it.each(services)('finds that %s does what it is for, time and again', async (service) => {
    expect(await probe(instance, service)).toBeNull()
    expect(await probe(instance, service)).toBeNull()
  })

  it('leaves nothing behind that anybody comes across', async () => {
    const asked = ['postfix', 'postfix', 'cyrus', 'proftpd'] as const
    await Promise.all(asked.map((service) => probe(instance, service)))
    expect(existsSync(`${instance.paths.ftp}/cyrus`)).toBe(false)
    expect(await messages()).toBe(1)
    expect((await mailQueue()).filter(({ sender }) => sender === '' || sender === 'MAILER-DAEMON')).toEqual(
      [],
    )
    const lists = await Promise.all([perform(root, listFolders, {}), perform(root, listQuotas, {})])
    expect(JSON.stringify(lists)).not.toMatch(/cyrus|probe/)
  })

  it('says no password to who listens in the place of ProFTPD', async () => {
    const said: string[] = []
    const server = net.createServer((socket) => {
      socket.on('error', () => socket.destroy())
      const answers: Record<string, string> = { USER: '331', 'PASS nobody': '530', PASS: '230', PWD: '257' }
      socket.on('data', (piece) => {
        const line = String(piece).trim()
        said.push(line)
        socket.write(`${answers[line] ?? answers[line.split(' ')[0] ?? ''] ?? '221'} said\r\n`)
      })
      socket.write('220 ProFTPD\r\n')
    })
    open.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    expect(await probe(at(port), 'proftpd')).toMatchObject({ code: 'service.unreachable' })
    expect(said).toEqual(['USER server-manager', 'PASS nobody', 'QUIT'])
  })

  it.each(services)('does not take something else in the place of %s for it', async (service) => {
    const port = await sayer('SSH-2.0-another\r\n')
    expect(await probe(at(port), service)).toMatchObject({
      code: expect.stringMatching(/^service\.(refused|unreachable)$/),
      detail: expect.stringMatching(/./),
    })
  })

  it.each([
    ['cyrus', '* BYE no mail today\r\n', 'no mail today'],
    ['postfix', '421 4.3.0 not now\r\n', '421 4.3.0 not now'],
    ['proftpd', '530 not today\r\n', '530 not today'],
  ] as const)('says what %s says that does not serve', async (service, words, detail) => {
    expect(await probe(at(await sayer(words)), service)).toMatchObject({
      code: 'service.refused',
      detail: expect.stringContaining(detail),
    })
  })

  it.each(services)('says that nobody answers for %s', async (service) => {
    expect(await probe(at(1), service)).toMatchObject({ service, code: 'service.unreachable' })
  })

  it('says that it is Cyrus who does not answer when Postfix does', async () => {
    const { ports } = instance
    expect(await probe({ ...instance, ports: { ...ports, imap: 1 } }, 'postfix')).toMatchObject({
      ...{ service: 'cyrus', code: 'service.unreachable' },
    })
    const imap = await sayer('* BYE no mail today\r\n')
    expect(await probe({ ...instance, ports: { ...ports, imap } }, 'postfix')).toMatchObject({
      ...{ service: 'cyrus', code: 'service.refused', detail: expect.stringContaining('no mail today') },
    })
  })
})
