/** The Node that runs the console's processes: it must be one that an unprivileged user can reach. */

import { realpathSync } from 'node:fs'
import { chmod, copyFile, mkdir, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { runProgram } from './program'

/** The path of this process's program, or of a copy in the instance when it lies in a private place such as /root. */
export async function reachableNode(directory: string, program = process.execPath): Promise<string> {
  const own = realpathSync(program)
  if (await isReachable(own)) return own
  const copy = path.join(directory, 'programs', 'node')
  if (await isSameProgram(copy)) return copy
  await mkdir(path.dirname(copy), { recursive: true, mode: 0o755 })
  await chmod(path.dirname(copy), 0o755)
  await copyFile(own, `${copy}.new`)
  await chmod(`${copy}.new`, 0o755)
  await rename(`${copy}.new`, copy)
  return copy
}

/** Everybody may pass through each directory above it and run it. */
async function isReachable(program: string): Promise<boolean> {
  const places = [program]
  while (places.at(-1) !== '/') places.push(path.dirname(places.at(-1) ?? '/'))
  const modes = await Promise.all(places.map(async (place) => (await stat(place)).mode))
  return modes.every((mode) => (mode & 0o001) !== 0)
}

async function isSameProgram(copy: string): Promise<boolean> {
  const { code, stdout } = await runProgram(copy, ['--version']).catch(() => ({ code: 1, stdout: '' }))
  return code === 0 && stdout.trim() === process.version
}
