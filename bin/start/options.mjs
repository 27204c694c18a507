/** What `npm start` and `npm stop` were told on the command line, and where the instance is that they are about. */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

export const project = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..')

/** The place of all instances; short because a Unix socket's path has at most 108 bytes. */
export const INSTANCES = '/var/lib/server-manager'
const NAME = /^[a-z0-9-]{1,24}$/

export const startUsage = `npm start -- [options]

  --hostname NAME    the server's full host name, such as mail.example.com
  --domain NAME      the first mail domain, such as example.com
  --port-base N      added to the ordinary port numbers, from 1024 to 61000
                     (10000: HTTPS is 10443)
  --name NAME        the instance, if there are several on this machine (default);
                     --instance NAME is the same
  --demo             loads people, aliases and mail to look at
  --help             shows this`

export const stopUsage = `npm stop -- [options]

  --name NAME        the instance, if there are several on this machine (default);
                     --instance NAME is the same
  --help             shows this`

/** Throws an Error with a sentence about what cannot be understood. */
export function readStartOptions(argv) {
  const options = read(argv, {
    hostname: { type: 'string' },
    domain: { type: 'string' },
    'port-base': { type: 'string' },
    demo: { type: 'boolean', default: false },
  })
  const given = options['port-base']
  const base = Number(given ?? 10_000)
  // Below 1024 the web process, which is nobody's, and FTP's data connections have no ports. The highest is
  // base + 4190, ManageSieve.
  if (!Number.isInteger(base) || base < 1024 || base > 61_000) {
    throw new Error(`--port-base takes a number from 1024 to 61000, not ${JSON.stringify(given)}.`)
  }
  return { ...options, portBase: base }
}

export function readStopOptions(argv) {
  return read(argv, {})
}

/** The instance's description, or undefined when it has not been made. */
export function presentInstance(directory) {
  const file = path.join(directory, 'instance.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function read(argv, own) {
  // --instance is what bin/server-manager calls it.
  const names = { name: { type: 'string' }, instance: { type: 'string' } }
  const options = { ...own, ...names, help: { type: 'boolean', default: false } }
  const { values } = parse(argv, options)
  const name = values.name ?? values.instance ?? nameOfLink() ?? 'default'
  if (!NAME.test(name)) {
    throw new Error(
      `An instance's name has at most 24 characters a-z, 0-9 and hyphens; ${JSON.stringify(name)} is none.`,
    )
  }
  return { ...values, name, directory: path.join(INSTANCES, name) }
}

function parse(argv, options) {
  try {
    return parseArgs({ args: argv, options })
  } catch (error) {
    throw new Error(`${error.message.split(/\.\s/)[0]}. --help shows what there is.`)
  }
}

/** The instance that this clone was started with last. */
function nameOfLink() {
  try {
    const target = realpathSync(path.join(project, '.instance'))
    return path.dirname(target) === INSTANCES ? path.basename(target) : undefined
  } catch {
    return undefined
  }
}
