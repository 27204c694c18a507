import { rmSync } from 'node:fs'
import net from 'node:net'
import { locateInstance, readInstance } from '@/lib/instance/instance'

/** Tells whoever connects to the worker's socket that it gets round to things. */
export function answerConnections(): void {
  const { workerSocket } = readInstance(locateInstance()).paths
  // Left by a worker that was killed.
  rmSync(workerSocket, { force: true })
  // Whoever asked may be gone.
  net.createServer((socket) => socket.on('error', () => {}).end('working\n')).listen(workerSocket)
}
