import net from 'node:net'
import { ConsoleError } from '@/lib/errors'
import { encodeFrame, FrameReader, fault } from './frame'
import { type AgentArguments, type AgentResult, type AgentVerb, agentAnswer, agentVerbs } from './protocol'

/**
 * Asks the agent at a Unix socket to do one thing. Errors: 'unavailable' service.unreachable {service: 'agent'} when
 * there is no answer in time (what was asked for may be done all the same); 'invalid' agent.refused; and the errors
 * of the verb itself, such as service.start.
 */
export async function callAgent<V extends AgentVerb>(
  socketPath: string,
  verb: V,
  args: AgentArguments<V>,
  { timeoutMs = agentVerbs[verb].patienceMs }: { timeoutMs?: number } = {},
): Promise<AgentResult<V>> {
  if (timeoutMs > agentVerbs.ping.patienceMs) await answersAtAll(socketPath)
  const answer = agentAnswer.safeParse(
    await exchange(socketPath, encodeFrame({ verb, arguments: args }), timeoutMs),
  )
  if (!answer.success) throw fault('its answer is not understood')
  if (!answer.data.ok) {
    const { kind, code, values } = answer.data.error
    throw new ConsoleError(kind, code, values)
  }
  const result = agentVerbs[verb].result.safeParse(answer.data.result)
  if (!result.success) throw fault('its answer is not understood')
  return result.data as AgentResult<V>
}

const asked = new Map<string, Promise<unknown>>()

/**
 * A held agent still takes connections: it gets no order that it would carry out when nobody waits any more. Those
 * who ask at once ask together, so that their orders arrive as they were given.
 */
function answersAtAll(socketPath: string): Promise<unknown> {
  const answer =
    asked.get(socketPath) ?? callAgent(socketPath, 'ping', {}).finally(() => asked.delete(socketPath))
  asked.set(socketPath, answer)
  return answer
}

function exchange(socketPath: string, request: Buffer, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ path: socketPath })
    const reader = new FrameReader()
    const finish = (end: () => void) => {
      clearTimeout(patience)
      socket.destroy()
      end()
    }
    const unreachable = () =>
      finish(() => reject(new ConsoleError('unavailable', 'service.unreachable', { service: 'agent' })))
    const patience = setTimeout(unreachable, timeoutMs)
    socket.on('connect', () => socket.write(request))
    socket.on('data', (piece) => {
      try {
        const frame = reader.push(piece)
        if (frame) finish(() => resolve(frame.value))
      } catch (error) {
        finish(() => reject(error))
      }
    })
    socket.on('error', unreachable)
    socket.on('end', unreachable)
  })
}
