/**
 * The one process of the console that is root. It does what a short list of verbs allows, for whoever may open its
 * socket, and knows nothing of people, roles or the console's database: who may ask is decided before it is asked.
 */
import { CONSOLE_USER, followInstance, locateInstance } from '@/lib/instance/instance'
import { systemGroup } from '@/lib/instance/system-users'
import { answerRequest } from './answer'
import { settleConfiguration } from './configuration/change'
import { serveConnections } from './connection'
import { log } from './log'
import { settleRecovery } from './recovery'
import { openSocket } from './socket'
import { everythingDone } from './turns'

/** Milliseconds that work under way gets to end when the agent has to. */
const FAREWELL_MS = 5_000
/** Milliseconds between two looks whether the socket is still this agent's. */
const LOOK_MS = 2_000

const current = followInstance(locateInstance())
const instance = current()
const server = serveConnections((request) => answerRequest(current(), request))

try {
  const socket = await openSocket(server, instance.paths.agentSocket, systemGroup(CONSOLE_USER))
  log('listening', { socket: instance.paths.agentSocket })
  settleRecovery(instance).catch((error) => log('recovery', { result: String(error) }))
  settleConfiguration(instance)

  // Nobody could ask an agent whose socket was removed or replaced: it makes room for one that can be asked.
  setInterval(() => socket.isOurs() || end('the socket is gone', 1), LOOK_MS)
  const end = (reason: string, code: number) => {
    log('ending', { reason })
    socket.remove()
    setTimeout(() => process.exit(code), FAREWELL_MS)
    everythingDone().then(() => process.exit(code))
  }
  process.once('SIGTERM', () => end('SIGTERM', 0))
  process.once('SIGINT', () => end('SIGINT', 0))
} catch (error) {
  log('not listening', { reason: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}
