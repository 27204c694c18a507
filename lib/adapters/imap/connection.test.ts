/** What a connection does where the end of an answer is held back until something is heard from here, as TCP does. */
import net from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { ImapConnection } from './connection'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

it('hears the rest of an answer that waits for a word, and gives each command its own', async () => {
  const heard: string[] = []
  const connection = await connectedTo((line, say) => {
    heard.push(line)
    const [tag, verb] = line.split(' ')
    if (verb === 'LIST') say('* LIST () "/" first\r\n* LIST () "/" sec')
    if (verb === 'NOOP' && heard.length === 3)
      say('ond\r\nA2 OK Completed\r\n* ACL first anna lrs\r\nA3 OK Completed\r\n')
    if (verb === 'NOOP') say(`${tag} OK Completed\r\n`)
  })
  const list = connection.command('LIST', [{ text: '' }, { text: '*' }], 'LIST')
  const acl = connection.command('GETACL', [{ text: 'first' }], 'ACL')
  expect((await list).map(([, , name]) => name)).toEqual(['first', 'second'])
  expect(await acl).toEqual([['first', 'anna', 'lrs']])
  expect(heard.slice(0, 3).map((line) => line.split(' ')[1])).toEqual(['LIST', 'GETACL', 'NOOP'])
  const after = connection.command('NOOP', [])
  await expect(after).resolves.toEqual([])
})

it('does not speak in on and on while a long answer comes', async () => {
  let words = 0
  const connection = await connectedTo((line, say, stop) => {
    const [tag, verb] = line.split(' ')
    if (verb === 'NOOP') words++
    if (verb !== 'LIST') return
    let pieces = 0
    const piece = setInterval(() => {
      if (++pieces < 100) return say('* LIST () "/" more\r\n')
      clearInterval(piece)
      say(`${tag} OK Completed\r\n`)
    }, 3)
    stop(() => clearInterval(piece))
  })
  expect(await connection.command('LIST', [{ text: '' }, { text: '*' }], 'LIST')).toHaveLength(99)
  expect(words).toBeGreaterThan(0)
  expect(words).toBeLessThan(50)
})

type Answering = (line: string, say: (text: string) => void, stop: (work: () => void) => void) => void

/** Signed in at a server that answers like this. */
async function connectedTo(answer: Answering): Promise<ImapConnection> {
  const server = net.createServer((socket) => {
    const say = (text: string) => void socket.write(text)
    say('* OK ready\r\n')
    let text = ''
    socket.on('data', (bytes) => {
      const lines = `${text}${bytes}`.split('\r\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        if (line.includes('AUTHENTICATE')) say(`${line.split(' ')[0]} OK Success\r\n`)
        else answer(line, say, (work) => open.push({ close: work }))
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  const login = { adminLogin: 'cyrus', adminPassword: 'secret' }
  const connection = await ImapConnection.open({ host: '127.0.0.1', port, ...login, timeoutMs: 20_000 })
  open.push(connection, server)
  return connection
}
