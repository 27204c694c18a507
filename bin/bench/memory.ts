import path from 'node:path'

/** Where what is made for an instance is kept in memory meanwhile. */
export function inMemory(directory: string): string {
  return path.join('/dev/shm', `server-manager-${path.basename(directory)}`)
}
