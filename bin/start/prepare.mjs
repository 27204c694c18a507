/** Debian packages, npm packages, build: whatever of it is missing or not what the sources say. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { built, changedSources, stampOf } from '../build/deploy.mjs'
import { installNodePackages, nodePackagesAreInstalled } from '../node-packages.mjs'
import {
  buildPackages,
  installPackages,
  missingPackages,
  releaseServices,
  serverPackages,
} from '../packages.mjs'
import { project } from './options.mjs'
import { longStep, reporter } from './progress.mjs'

/** Steps that may take minutes; `pass` is called between them and throws when somebody asked to stop. */
export async function prepare(pass) {
  releaseServices()
  const npmMissing = !nodePackagesAreInstalled()
  if (await installMissing([...serverPackages, ...(npmMissing ? buildPackages : [])])) pass()
  if (npmMissing) {
    await longStep('npm packages', installNodePackages)
    pass()
  }
  if (changedSources()) {
    await longStep('Build of the console', build)
    pass()
  }
}

/** Names and installs those of the Debian packages that are missing; true when there were some. */
export async function installMissing(packages, machine) {
  const missing = missingPackages(packages, machine)
  if (missing.length === 0) return false
  reporter.say(`  Missing: ${missing.join(' ')}`)
  await longStep('Debian packages', (say) => installPackages(missing, say, machine))
  return true
}

/** True when an instance runs another build than this clone's. */
export function isOlder(instance) {
  return stampOf(instance.paths.console) !== stampOf(built)
}

/** In a process of its own: what it needs much memory for is gone when the console runs. */
function build(say) {
  return new Promise((resolve, reject) => {
    const program = path.join(project, 'bin', 'build.mjs')
    const child = spawn(process.execPath, [program], { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => text.split('\n').filter(Boolean).forEach(say))
    }
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error('The console could not be built; the last lines are above.'))
    })
  })
}
