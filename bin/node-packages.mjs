/** The npm packages of the lock file, and putting them in when they are missing or not those. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const project = path.dirname(import.meta.dirname)

/** Compiled on the machine; its script is the only one that is needed. */
const COMPILED = 'better-sqlite3'

/** True when node_modules holds what package-lock.json says, compiled for this Node. */
export function nodePackagesAreInstalled(clone = project) {
  const hidden = path.join(clone, 'node_modules/.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = packagesIn(hidden)
  const locked = Object.entries(packagesIn(path.join(clone, 'package-lock.json')))
  const same = locked.every(([place, { version, optional }]) => {
    if (place === '') return true // the project itself
    return installed[place] ? installed[place].version === version : optional
  })
  return same && compiledForThisNode(clone)
}

/** Installs them exactly as locked, and compiles. `say` gets npm's output by lines. Throws an Error with a sentence. */
export async function installNodePackages(say) {
  await unpackNodePackages(say)
  await compileNodePackages(say)
}

/** The first half of it, after which everything but databases works. */
export async function unpackNodePackages(say) {
  // npm 10 would run every package's scripts, some of which download programs that are not used.
  if ((await npm(['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], say)) !== 0) {
    throw new Error('npm could not install the packages of package-lock.json; its last lines are above.')
  }
}

/** The other half: most of a minute on one processor. */
export async function compileNodePackages(say) {
  if ((await npm(['rebuild', COMPILED, '--ignore-scripts=false'], say)) !== 0 || !compiledForThisNode()) {
    throw new Error(`npm could not compile ${COMPILED}; its last lines are above.`)
  }
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function compiledForThisNode(clone = project) {
  const program = `new (require(${JSON.stringify(COMPILED)}))(':memory:')`
  return spawnSync(process.execPath, ['-e', program], { cwd: clone, stdio: 'ignore' }).status === 0
}

function npm(args, say) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        for (const line of text.split('\n').filter(Boolean)) say(line)
      })
    }
    child.on('error', reject)
    child.on('close', resolve)
  })
}
