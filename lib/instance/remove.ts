/** Taking an instance away: every process of it, then its directory. For instances that were made for a test. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { endConsoleProcesses } from './console-processes'
import { endProcesses, findProcesses } from './processes'
import { managedServers } from './run'

/** Works on half-made instances too. Everything in the directory is lost. */
export async function removeInstance(directory: string): Promise<void> {
  if (!existsSync(directory)) return
  await endConsoleProcesses({ directory })
  await Promise.allSettled(managedServers.map((server) => server.stop({ directory })))
  const isTool = (executable: string) => executable.startsWith('/usr/lib/cyrus/bin/')
  // An expiry run or the like would otherwise go on writing.
  await endProcesses(() => findProcesses({ directory, isProgram: isTool }), 'SIGTERM', 2000)
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  await rm(`${path.resolve(directory)}.lock`, { force: true })
}
