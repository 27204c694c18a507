/** Saying lines to a server on this machine and hearing what it answers, with an end. */
import net from 'node:net'

export type Dialogue = {
  say(line: string): void
  /** Everything up to what is waited for. Errors: Silence when it does not come in time, or the server hangs up. */
  hear(awaited: RegExp): Promise<string>
}

/** No answer, or not a whole one. */
export class Silence extends Error {}

const MOST_BYTES = 1024 * 1024

/** Connects, does the work within that many milliseconds, and hangs up. Errors: Silence, and the work's. */
export async function dialogue<T>(
  port: number,
  within: number,
  work: (dialogue: Dialogue) => Promise<T>,
): Promise<T> {
  const socket = net.connect({ host: '127.0.0.1', port })
  socket.setEncoding('latin1')
  let heard = ''
  let end: Silence | undefined
  let look = () => {}
  const stop = (why: string) => {
    end ??= new Silence(why)
    look()
  }
  const timer = setTimeout(() => stop('no answer in time'), within)
  socket.on('data', (piece) => {
    heard += String(piece)
    if (heard.length > MOST_BYTES) stop('it says too much')
    look()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => stop(error.code ?? 'no connection'))
  socket.on('close', () => stop('it hung up'))
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
  try {
    return await work({ say: (line) => socket.write(`${line}\r\n`, 'utf8'), hear })
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}
