/** The web process: Next's standalone output, with the static files that a server needs beside it. */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { project } from './sources.mjs'

/**
 * Next copies along what the code might read: sources, catalogues (the console has them once for all processes)
 * and `.env` files. A secret from somebody's clone has no place in an instance. Images are not resized either.
 */
const needed = new Set(['server.js', 'package.json', 'node_modules', '.next', 'public'])

const require = createRequire(import.meta.url)

/** Builds the pages and puts the server into `directory`. Throws when the build fails. */
export async function buildWeb(directory) {
  removeDanglingLink()
  await next(['build'])
  const standalone = path.join(project, '.next/standalone')
  cpSync(standalone, directory, { recursive: true, verbatimSymlinks: true })
  cpSync(path.join(project, '.next/static'), path.join(directory, '.next/static'), { recursive: true })
  if (existsSync(path.join(project, 'public'))) {
    cpSync(path.join(project, 'public'), path.join(directory, 'public'), { recursive: true })
  }
  for (const name of readdirSync(directory)) if (!needed.has(name)) remove(directory, name)
  for (const name of ['sharp', '@img']) remove(directory, 'node_modules', name)
}

/** Next looks at every file of the project and gives up at a link to an instance that somebody removed. */
function removeDanglingLink() {
  const link = path.join(project, '.instance')
  const isLink = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()
  if (isLink && !existsSync(link)) rmSync(link)
}

function remove(...parts) {
  rmSync(path.join(...parts), { recursive: true, force: true })
}

function next(args) {
  const environment = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const child = spawn(process.execPath, [require.resolve('next/dist/bin/next'), ...args], {
    cwd: project,
    env: environment,
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('The pages could not be built.'))))
  })
}
