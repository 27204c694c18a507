/** Who waits for whom at a Cyrus that is long at some commands. */
import net from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { until } from '@/lib/instance/until'
import { Administrator } from './administrator'
import { mailboxName } from './names'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

const TIMEOUT_MS = 1000
const name = mailboxName('Shared')
const rename = (cyrus: Administrator, to: string) =>
  cyrus.command('RENAME', [{ mailbox: name }, { mailbox: mailboxName(to) }])

it('folders are looked at while more of them get another name than that is done at once', async () => {
  const { cyrus, begun, end } = await renamingCyrus()
  const renames = ['a', 'b', 'c', 'd', 'e'].map((to) => rename(cyrus, to))
  await until(() => begun() === 4, 10_000)
  const looks = Array.from({ length: 4 }, () => cyrus.exists(name))
  expect(await Promise.all(looks)).toEqual([true, true, true, true])
  // The fifth waits longer than anybody would wait for a look.
  const late = Date.now() + 1.2 * TIMEOUT_MS
  await until(() => Date.now() > late, 10_000)
  expect(begun()).toBe(4)
  end()
  await until(() => begun() === 5, 10_000)
  end()
  await Promise.all(renames)
})

/** A server that is at every RENAME until it is told to end those that it has begun. */
async function renamingCyrus() {
  const waiting: (() => void)[] = []
  let begun = 0
  const listener = net.createServer((socket) => {
    socket.write('* OK ready\r\n')
    let text = ''
    socket.on('data', (bytes) => {
      const lines = `${text}${bytes}`.split('\r\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        const [tag, verb] = line.split(' ')
        const answer = () => void socket.write(`${tag} OK Completed\r\n`)
        if (verb === 'RENAME') begun = waiting.push(answer) && begun + 1
        else answer()
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as net.AddressInfo
  const login = { adminLogin: 'cyrus', adminPassword: 'secret' }
  const cyrus = new Administrator({ host: '127.0.0.1', port, ...login, timeoutMs: TIMEOUT_MS })
  open.push(cyrus, listener)
  const end = () => {
    for (const answer of waiting.splice(0)) answer()
  }
  return { cyrus, begun: () => begun, end }
}
