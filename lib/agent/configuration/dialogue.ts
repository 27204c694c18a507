/** Saying lines to a server on this machine and hearing what it answers, with an end. */
import net from 'node:net'
import tls from 'node:tls'

export type Dialogue = {
  say(line: string): void
  /** Everything up to what is waited for. Errors: Silence when it does not come in time, or the server hangs up. */
  hear(awaited: RegExp): Promise<string>
  /** Goes on with TLS, whoever the server says it is. Errors: Silence when it does not come about. */
  secure(): Promise<void>
}

/** A port on this machine, or an address or socket. */
export type Spot = number | net.NetConnectOpts

/** No answer, or not a whole one. */
export class Silence extends Error {}

const MOST_BYTES = 1024 * 1024

/** Connects, does the work within that many milliseconds, and hangs up. Errors: Silence, and the work's. */
export async function dialogue<T>(
  spot: Spot,
  within: number,
  work: (dialogue: Dialogue) => Promise<T>,
): Promise<T> {
  let socket = net.connect(typeof spot === 'number' ? { host: '127.0.0.1', port: spot } : spot)
  let heard = ''
  let end: Silence | undefined
  let look = () => {}
  const stop = (why: string) => {
    end ??= new Silence(why)
    look()
  }
  const timer = setTimeout(() => stop('no answer in time'), within)
  const listen = (one: net.Socket) => {
    one.on('data', (piece) => {
      heard += piece.toString('latin1')
      if (heard.length > MOST_BYTES) stop('it says too much')
      look()
    })
    one.on('error', (error: NodeJS.ErrnoException) => stop(error.code ?? 'no connection'))
    one.on('close', () => stop('it hung up'))
  }
  listen(socket)
  const hear = (awaited: RegExp) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        const found = awaited.exec(heard)
        if (!found && end) return reject(end)
        if (!found) return
        const upTo = found.index + found[0].length
        const said = heard.slice(0, upTo)
        heard = heard.slice(upTo)
        look = () => {}
        resolve(said)
      }
      look()
    })
  const secure = () =>
    new Promise<void>((resolve, reject) => {
      socket.removeAllListeners('data')
      heard = ''
      // Old protocols and short keys are the server's own business.
      const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
      const secured = tls.connect({ socket, rejectUnauthorized: false, ...old })
      look = () => end && reject(new Silence(`TLS: ${end.message}`))
      secured.once('secureConnect', () => {
        look = () => {}
        resolve()
      })
      listen(secured)
      socket = secured
      look()
    })
  try {
    return await work({ say: (line) => socket.write(`${line}\r\n`, 'utf8'), hear, secure })
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}
