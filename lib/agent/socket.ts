/** The agent's socket: root's, opened by one group, and never there with other rights, not even for a moment. */
import { chmodSync, chownSync, renameSync, rmSync, statSync } from 'node:fs'
import net from 'node:net'
import { ConsoleError } from '@/lib/errors'

export type AgentSocket = {
  /** False when another socket, or none, has taken the place. */
  isOurs(): boolean
  remove(): void
}

/**
 * Lets a server listen at a path, mode 0660 for the group. What an agent that was killed left behind is replaced.
 * Errors: 'conflict' agent.refused when a living agent listens there.
 */
export async function openSocket(server: net.Server, path: string, gid: number): Promise<AgentSocket> {
  if (await isServed(path)) {
    throw new ConsoleError('conflict', 'agent.refused', { detail: 'another agent is running' })
  }
  // Made under another name and moved when it is ready: there is no moment without rights, or with none to ask.
  const fresh = `${path}.${process.pid}`
  rmSync(fresh, { force: true })
  await listenPrivately(server, fresh)
  chownSync(fresh, 0, gid)
  chmodSync(fresh, 0o660)
  const own = inode(fresh)
  renameSync(fresh, path)
  const isOurs = () => own !== undefined && inode(path) === own
  return {
    isOurs,
    remove: () => isOurs() && rmSync(path, { force: true }),
  }
}

/** bind(2) gives a socket the mode that the umask leaves; Node binds within the call of listen(). */
function listenPrivately(server: net.Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', resolve)
    const umask = process.umask(0o177)
    try {
      server.listen(path)
    } finally {
      process.umask(umask)
    }
  })
}

/** True when a process accepts connections there; a socket whose process has died refuses them. */
function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ path })
    const finish = (served: boolean) => {
      socket.destroy()
      resolve(served)
    }
    socket.on('connect', () => finish(true))
    // A full queue of connections is a living agent's too.
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code === 'EAGAIN'))
  })
}

function inode(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino
}
