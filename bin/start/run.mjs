/**
 * The supervisor's process, started by bin/start.mjs below flock(1): it holds the instance's lock as long as it
 * lives. Its one argument is the options, as JSON.
 */
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { portsFromBase } from '../../lib/instance/port-numbers.mjs'
import { built, deployTo } from '../build/deploy.mjs'
import { greet } from './greet.mjs'
import { project } from './options.mjs'
import { reporter } from './progress.mjs'

const options = JSON.parse(process.argv[2])
const { directory, name, hostname, domain, portBase } = options
const { supervise, migrateAsOwner } = await import(path.join(built, 'instance.mjs'))

try {
  await supervise({
    directory,
    wish: { name, hostname, domain, ports: portsFromBase(portBase) },
    deploy: deployTo,
    migrate: migrateAsOwner,
    ready: async (instance) => {
      linkTo(directory)
      await greet(instance, options)
    },
    reporter,
  })
  reporter.say('Everything is stopped.')
  process.exit(0)
} catch (error) {
  reporter.say(error.message)
  process.exit(1)
}

/** For the command line and the next start; see bin/start/options.mjs. */
function linkTo(target) {
  const link = path.join(project, '.instance')
  rmSync(`${link}.new`, { force: true })
  symlinkSync(target, `${link}.new`)
  renameSync(`${link}.new`, link)
}
