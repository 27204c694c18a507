/** Removes a test's instance, also when the test run is killed: a process of its own waits for the run's end. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'

/**
 * From now on the instance in this directory, whatever there is of it, is removed with all its processes when this
 * process ends. Gives what removes it now.
 */
export async function guard(directory: string): Promise<() => Promise<void>> {
  const place = mkdtempSync(path.join(tmpdir(), 'guard-'))
  const program = path.join(place, 'guard.mjs')
  const entry = path.join(import.meta.dirname, 'testing-guard.ts')
  await build({ entryPoints: [entry], outfile: program, bundle: true, platform: 'node', format: 'esm' })
  // Alone in its process group, it outlives a Ctrl-C; the end of its input tells it that its work begins.
  const child = spawn(process.execPath, [program, directory], {
    detached: true,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  return async () => {
    child.stdin.end()
    await ended
    rmSync(place, { recursive: true })
  }
}
