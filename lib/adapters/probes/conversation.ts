import net from 'node:net'

/** What the server says next, as a whole, and what is said to it then. */
export type Turn = { expect: RegExp; say?: string }

const MOST_BYTES = 64 * 1024

/**
 * Talks to a server by a script. False when it closes the connection, or says too much, before the script is
 * through. Errors: those of net.Socket, AbortError among them.
 */
export function converse(
  to: { port: number } | { path: string },
  script: Turn[],
  signal: AbortSignal,
  opening?: Buffer,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const turns = [...script]
    const target = 'port' in to ? { host: '127.0.0.1', port: to.port } : { path: to.path }
    const socket = net.connect({ ...target, signal })
    let heard = ''
    const finish = (result: boolean) => {
      resolve(result)
      socket.destroy()
    }
    if (opening) socket.write(opening)
    // One character a byte: what is asked for is ASCII, and lengths stay what they are.
    socket.setEncoding('latin1')
    socket.on('data', (piece: string) => {
      heard += piece
      const turn = turns[0]
      const words = turn?.expect.exec(heard)?.[0]
      if (!turn || words === undefined) {
        if (heard.length > MOST_BYTES) finish(false)
        return
      }
      heard = heard.slice(words.length)
      turns.shift()
      if (turn.say) socket.write(turn.say)
      if (turns.length === 0) finish(true)
    })
    socket.on('error', reject)
    socket.on('end', () => finish(false))
  })
}
