/** Asking a server something in its own protocol: does it greet us, and say goodbye? */
import net from 'node:net'

export type Conversation = {
  /** A port of 127.0.0.1, or a Unix socket. */
  to: { port: number } | { path: string }
  /** Sent at once, before the server has spoken. */
  opening?: Buffer | string
  /** Tells a complete answer. */
  expect: (answer: Buffer) => boolean
  /** Sent when the answer has come, so that the server can end the session cleanly. */
  farewell?: string
  /** Milliseconds for the whole conversation. */
  timeout?: number
}

/** True when the expected answer came in time. A process that is stopped still accepts connections but never answers. */
export function answersTo(conversation: Conversation): Promise<boolean> {
  return new Promise((resolve) => {
    const { to, opening, expect, farewell, timeout = 2000 } = conversation
    const socket = net.connect('port' in to ? { host: '127.0.0.1', port: to.port } : { path: to.path })
    let answer = Buffer.alloc(0)
    const finish = (result: boolean) => {
      clearTimeout(timer)
      socket.removeAllListeners('data')
      if (result && farewell) socket.end(farewell)
      else socket.destroy()
      resolve(result)
    }
    const timer = setTimeout(() => finish(false), timeout)
    socket.on('connect', () => opening && socket.write(opening))
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk])
      if (expect(answer)) finish(true)
      else if (answer.length > 65_536) finish(false)
    })
    socket.on('error', () => finish(false))
    socket.on('close', () => finish(false))
  })
}

/** For protocols whose server speaks first: its greeting begins like this. */
export function greets(port: number, greeting: string, farewell: string, timeout?: number): Promise<boolean> {
  return answersTo({
    to: { port },
    expect: (answer) => answer.includes('\n') && answer.toString('latin1').startsWith(greeting),
    farewell,
    ...(timeout === undefined ? {} : { timeout }),
  })
}
