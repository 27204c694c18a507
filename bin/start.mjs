/**
 * `npm start`: from a clone and nothing else to a running mail server with its console. Written for the Node that is
 * there: it says so when that is too old, and uses nothing that has to be installed first.
 */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { nodeFault } from './start/node-version.mjs'

const tooOld = nodeFault(process.versions.node)
if (tooOld) {
  console.error(tooOld)
  process.exit(1)
}

/** flock(1)'s exit code when somebody else holds the lock. */
const HELD = 75
/** Milliseconds to wait for another start, or stop, to come to its end. */
const PATIENCE = 180_000

const { INSTANCES, presentInstance, readStartOptions, startUsage } = await import('./start/options.mjs')
const { machineFaults, presentFaults, wishFaults } = await import('./start/preflight.mjs')
const { withNames } = await import('./start/names.mjs')
const { reporter } = await import('./start/progress.mjs')

let asked
let supervisor
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    asked = signal
    // Ctrl-C reaches both of us; a signal sent to this process alone does not.
    if (supervisor) supervisor.kill(signal)
    else reporter.say('Stopping after this step.')
  })
}

try {
  const options = readStartOptions(process.argv.slice(2))
  if (options.help) console.log(startUsage)
  else process.exitCode = await start(options)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
// What was loaded from the build may keep connections open.
process.exit()

async function start(given) {
  complain(machineFaults(given))
  // Debian's tools for root are not on every root's path.
  process.env.PATH = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`
  const options = await complete(given)
  const { isOlder, prepare } = await import('./start/prepare.mjs')
  const { built } = await import('./build/deploy.mjs')
  await prepare(pass)
  mkdirSync(INSTANCES, { recursive: true })
  chmodSync(INSTANCES, 0o755)
  const deadline = Date.now() + PATIENCE
  do {
    const code = await superviseLocked(options)
    if (code !== HELD) return code
    const { joinRunning } = await import(path.join(built, 'instance.mjs'))
    const instance = await joinRunning(options.directory, reporter)
    if (instance) {
      const { greet } = await import('./start/greet.mjs')
      await greet(instance, options, { joined: true })
      if (isOlder(instance))
        reporter.say('It runs an earlier build: npm stop, then npm start brings this one.\n')
      return 0
    }
    pass()
    await new Promise((resolve) => setTimeout(resolve, 500))
  } while (Date.now() < deadline)
  throw new Error(`Another start or stop of ${options.directory} does not come to its end.`)
}

/** Asks for what a new instance needs; says what cannot be changed on one that is there. */
async function complete(given) {
  const present = presentInstance(given.directory)
  if (!present) {
    const options = await withNames(given, reporter.say)
    complain(wishFaults(options))
    return options
  }
  complain(presentFaults(given, present))
  return { ...given, hostname: present.hostname, domain: present.domain }
}

/** Runs the supervisor until it ends and gives its exit code, or HELD when another one is running. */
function superviseLocked(options) {
  const lock = ['--nonblock', '--no-fork', '--conflict-exit-code', String(HELD), `${options.directory}.lock`]
  const program = [
    process.execPath,
    path.join(import.meta.dirname, 'start', 'run.mjs'),
    JSON.stringify(options),
  ]
  return new Promise((resolve, reject) => {
    supervisor = spawn('flock', [...lock, ...program], { stdio: 'inherit' })
    supervisor.on('error', reject)
    supervisor.on('exit', (code, signal) => {
      supervisor = undefined
      if (signal) reporter.say(`The supervisor was ended by ${signal}; npm start takes over what still runs.`)
      resolve(code ?? 1)
    })
  })
}

function complain(faults) {
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

function pass() {
  if (asked) throw new Error('Stopped before anything was started.')
}
