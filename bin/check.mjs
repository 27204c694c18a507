/** `npm run check`: what can be said about the sources without running them. Each check counts as one test. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { prisma } from './prisma.mjs'

const project = path.dirname(import.meta.dirname)

const present = (name) => existsSync(path.join(project, name))

// Otherwise Biome paints every letter wherever a CI is guessed.
const colors = process.stdout.isTTY ? '--colors=force' : '--colors=off'

const checks = [
  [
    'format and lint',
    'node_modules/@biomejs/biome/bin/biome',
    ['ci', '--error-on-warnings', '--diagnostic-level=warn', colors, '.'],
  ],
  ['types', 'node_modules/typescript-7/bin/tsc', ['--noEmit']],
  [
    'import rules',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ['app', 'components', 'lib', 'bin', 'e2e'].filter(present),
  ],
  ['nothing unused', 'node_modules/knip/bin/knip.js', ['--no-progress']],
]

/**
 * Runs every check, printing what they say; gives how many passed and how many failed. `run` starts Node with
 * arguments and resolves with its exit code.
 */
export async function check(run = node) {
  // The types of the tables are made from the schema and not kept.
  await prisma(['generate'], { stdio: 'ignore' })
  const count = { passed: 0, failed: 0 }
  for (const [name, program, args] of checks) {
    const code = await run([path.join(project, program), ...args])
    count[code === 0 ? 'passed' : 'failed']++
    console.log(code === 0 ? `✓ ${name}` : `✗ ${name}`)
  }
  return count
}

function node(argv) {
  const child = spawn(process.execPath, argv, { cwd: project, stdio: 'inherit' })
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve))
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = await check()
  process.exitCode = failed ? 1 : 0
}
