/** What a connection does where the end of an answer is held back until something is heard from here, as TCP does. */
import net from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { ImapConnection } from './connection'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

it('hears the rest of an answer that waits for a word, and gives each command its own', async () => {
  let isHeldBack = false
  const { connection, lines } = await connectedTo({
    line(line, say) {
      const [tag, verb] = line.split(' ')
      if (verb === 'LIST') say('* LIST () "/" first\r\n* LIST () "/" sec')
      else if (verb === 'GETACL') isHeldBack = true
      else say(`${tag} OK Completed\r\n`)
    },
    letter(say) {
      if (isHeldBack) say('ond\r\nA2 OK Completed\r\n* ACL first anna lrs\r\nA3 OK Completed\r\n')
      isHeldBack = false
    },
  })
  const list = connection.command('LIST', [{ text: '' }, { text: '*' }], 'LIST')
  const acl = connection.command('GETACL', [{ text: 'first' }], 'ACL')
  expect((await list).map(([, , name]) => name)).toEqual(['first', 'second'])
  expect(await acl).toEqual([['first', 'anna', 'lrs']])
  for (const verb of ['NOOP', 'CHECK']) expect(await connection.command(verb, [])).toEqual([])
  const verbs = lines.map((line) => /^A+\d+ ([A-Z]+)/.exec(line)?.[1])
  expect(verbs).toEqual(['LIST', 'GETACL', 'NOOP', 'CHECK'])
})

it('says no more than a short word while a long answer comes', async () => {
  let letters = 0
  const { connection, lines } = await connectedTo({
    line(line, say) {
      const [tag, verb] = line.split(' ')
      if (verb !== 'LIST') return say(`${tag} OK Completed\r\n`)
      let pieces = 0
      const piece = setInterval(() => {
        if (++pieces < 100) return say('* LIST () "/" more\r\n')
        clearInterval(piece)
        say(`${tag} OK Completed\r\n`)
      }, 3)
      open.push({ close: () => clearInterval(piece) })
    },
    letter: () => void letters++,
  })
  expect(await connection.command('LIST', [{ text: '' }, { text: '*' }], 'LIST')).toHaveLength(99)
  expect(letters).toBeGreaterThan(0)
  await connection.command('NOOP', [])
  expect(lines.at(-1)).toMatch(/^A{1,60}\d+ NOOP$/)
})

type Say = (text: string) => void
/** What is done when a command is complete, and when more of one has come. */
type Server = { line(line: string, say: Say): void; letter(say: Say): void }

/** Signed in at a server like this; `lines` are what it heard since. */
async function connectedTo(server: Server): Promise<{ connection: ImapConnection; lines: string[] }> {
  const lines: string[] = []
  const listener = net.createServer((socket) => {
    const say = (text: string) => void socket.write(text)
    say('* OK ready\r\n')
    let text = ''
    socket.on('data', (bytes) => {
      const all = `${text}${bytes}`.split('\r\n')
      text = all.pop() ?? ''
      for (const line of all) {
        if (line.includes('AUTHENTICATE')) say(`${line.split(' ')[0]} OK Success\r\n`)
        else {
          lines.push(line)
          server.line(line, say)
        }
      }
      if (text !== '') server.letter(say)
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as net.AddressInfo
  const login = { adminLogin: 'cyrus', adminPassword: 'secret' }
  const connection = await ImapConnection.open({ host: '127.0.0.1', port, ...login, timeoutMs: 20_000 })
  open.push(connection, listener)
  return { connection, lines }
}
