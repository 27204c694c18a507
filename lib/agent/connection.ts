/** One connection is one request and one answer, within bounds that a hostile peer cannot stretch. */
import net from 'node:net'
import { encodeFrame, FrameReader, fault } from '@/lib/adapters/agent/frame'
import type { AgentAnswer } from '@/lib/adapters/agent/protocol'
import { refusal } from './answer'

/** Milliseconds for a whole request to arrive, however it drips, and for the peer to take the answer. */
const READ_MS = 2_000
const WRITE_MS = 2_000
/** Connections beyond these are closed unheard. */
const MOST_CONNECTIONS = 32

/** A server that is not listening yet. */
export function serveConnections(answer: (request: unknown) => Promise<AgentAnswer>): net.Server {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => serve(socket, answer))
  server.maxConnections = MOST_CONNECTIONS
  return server
}

function serve(socket: net.Socket, answer: (request: unknown) => Promise<AgentAnswer>): void {
  const reader = new FrameReader()
  let heard = false

  /** Nothing more is read; the first to call it has the right to answer. */
  const stopHearing = () => {
    if (heard) return false
    heard = true
    clearTimeout(patience)
    socket.pause()
    return true
  }
  const refuse = (error: unknown) => stopHearing() && reply(socket, refusal(error))
  const patience = setTimeout(() => refuse(fault('the frame did not arrive in time')), READ_MS)

  socket.on('data', (piece) => {
    try {
      const frame = reader.push(piece)
      if (frame && stopHearing()) {
        answer(frame.value)
          .then((words) => reply(socket, words))
          // An answer that does not fit a frame.
          .catch((error) => reply(socket, refusal(error)))
      }
    } catch (error) {
      refuse(error)
    }
  })
  socket.on('end', () => refuse(fault('the frame is incomplete')))
  socket.on('error', () => socket.destroy())
  socket.on('close', () => clearTimeout(patience))
}

function reply(socket: net.Socket, answer: AgentAnswer): void {
  const frame = encodeFrame(answer)
  const patience = setTimeout(() => socket.destroy(), WRITE_MS)
  socket.on('close', () => clearTimeout(patience))
  socket.end(frame, () => socket.destroy())
}
