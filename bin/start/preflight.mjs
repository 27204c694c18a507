/** What must be true before anything is installed or changed; one sentence for each thing that is not. */
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { portHolders } from '../../lib/instance/port-holders.mjs'
import { portsFromBase } from '../../lib/instance/port-numbers.mjs'

/** Bytes for the packages, the build and a small instance. */
const FIRST_START = 3 * 1024 ** 3
const LATER_START = 200 * 1024 ** 2

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const FULL_NAME = new RegExp(`^(${LABEL}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

/** Whether a name is one of a host or domain with at least two labels. */
export function isFullName(name) {
  return name.length <= 253 && FULL_NAME.test(name)
}

/** A name as an instance has it. */
export function tidy(name) {
  return name.trim().toLowerCase().replace(/\.$/, '')
}

/** What there is to know of the machine that this runs on. */
const thisMachine = {
  isRoot: () => process.getuid() === 0,
  isDebian: () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get'),
  /** Bytes left where a place is. */
  free: (place) => {
    const { bavail, bsize } = statfsSync(place)
    return bavail * bsize
  },
}

/** The sentences about this machine; none when all is well. */
export function machineFaults({ directory }, machine = thisMachine) {
  const faults = []
  if (!machine.isRoot()) {
    faults.push('Server Manager runs mail servers and must be started as root.')
  }
  if (!machine.isDebian()) {
    faults.push('This is not Debian: the mail servers are installed with apt-get.')
  }
  const isFirst = !existsSync(path.join(directory, 'instance.json'))
  const needed = isFirst ? FIRST_START : LATER_START
  const place = existing(directory)
  const free = machine.free(place)
  if (free < needed) {
    faults.push(`${place} has ${megabytes(free)} MB left; ${megabytes(needed)} MB are needed.`)
  }
  return faults
}

/** The sentences about what a new instance is to be. */
export function wishFaults({ hostname, domain, portBase, directory }) {
  const faults = []
  if (!isFullName(hostname)) {
    const fault = /^[\w-]+$/.test(hostname) ? 'has no domain' : 'is none'
    faults.push(`The host name ${hostname} ${fault}: give a full one, such as --hostname mail.example.com.`)
  }
  // One that was taken from the host name shares its fault.
  if (!isFullName(domain) && domain !== hostname) {
    faults.push(`${domain} is no mail domain: give one such as --domain example.com.`)
  }
  return [...faults, ...busyPorts(portsFromBase(portBase), directory)]
}

/** The sentences about what is wished of an instance that is there and is not what was wished. */
export function presentFaults(given, present) {
  const faults = ['hostname', 'domain']
    .filter((name) => given[name] && tidy(given[name]) !== present[name])
    .map((name) => `The instance ${given.name} has the ${name} ${present[name]}; --name makes another one.`)
  // Servers but slapd may have been moved since.
  const { ldap } = present.ports
  if (given['port-base'] && ldap !== portsFromBase(given.portBase).ldap) {
    faults.push(
      `The instance ${given.name} has its ports already (LDAP is ${ldap}); --name makes another one.`,
    )
  }
  return faults
}

function busyPorts(ports, directory) {
  return Object.values(ports).flatMap((port) =>
    portHolders(port)
      .filter(({ pid }) => !isOurs(pid, directory))
      .slice(0, 1)
      .map(
        ({ pid, name }) =>
          `Port ${port} is in use by ${name} (process ${pid}); --port-base moves all ports, such as 20000.`,
      ),
  )
}

/** Left by a first start that was cut short. */
function isOurs(pid, directory) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${directory}/`)
  } catch {
    return false
  }
}

function existing(place) {
  return existsSync(place) ? place : existing(path.dirname(place))
}

function megabytes(bytes) {
  return Math.floor(bytes / 1024 ** 2)
}
