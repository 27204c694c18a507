/** IMAP by hand: commands as they are typed, answers as they come. */
import net from 'node:net'
import { type Instance, readSecret } from '@/lib/instance/instance'

export type Imap = {
  /** Says the commands in one go and gives all that is answered. Errors when one of them is refused. */
  say(...commands: string[]): Promise<string>
  close(): void
}

/** A connection on which Cyrus's administrator is signed in. */
export async function asCyrus(instance: Instance): Promise<Imap> {
  const socket = net.connect({ host: '127.0.0.1', port: instance.ports.imap, noDelay: true })
  socket.setEncoding('utf8')
  let [text, tag, number] = ['', '*', 0]
  let over: { resolve: (text: string) => void; reject: (error: Error) => void } | undefined
  socket.on('data', (some) => {
    text += some
    const last = text.endsWith('\r\n') ? text.slice(text.lastIndexOf('\r\n', text.length - 3) + 1).trim() : ''
    if (!last.startsWith(`${tag} `)) return
    if (/^\S+ (NO|BAD)/m.test(text)) over?.reject(new Error(text))
    else over?.resolve(text)
  })
  socket.on('error', (error) => over?.reject(error))
  socket.on('close', () => over?.reject(new Error(`Cyrus hung up: ${text}`)))
  const answered = () =>
    new Promise<string>((resolve, reject) => {
      text = ''
      over = { resolve, reject }
    })
  const say = (...commands: string[]) => {
    const lines = commands.map((command) => `${`t${++number}`} ${command}\r\n`)
    tag = `t${number}`
    const answer = answered()
    socket.write(lines.join(''))
    return answer
  }
  await answered()
  await say(
    `AUTHENTICATE PLAIN ${Buffer.from(`\0cyrus\0${readSecret(instance, 'cyrus')}`).toString('base64')}`,
  )
  return { say, close: () => socket.destroy() }
}
