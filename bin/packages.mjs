/** The Debian packages that the servers, the build and the tests need, and putting in those that are missing. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** What an instance runs on. */
export const serverPackages = [
  'slapd',
  'slapd-contrib',
  'ldap-utils',
  'cyrus-imapd',
  'cyrus-pop3d',
  'cyrus-caldav',
  'cyrus-admin',
  'cyrus-clients',
  'sasl2-bin',
  'libsasl2-modules',
  'postfix',
  'postfix-ldap',
  'postfix-pcre',
  'apache2',
  'proftpd-core',
  'proftpd-mod-ldap',
  'rsyslog',
  'openssl',
]

/** What compiles the one npm package that has a part in C++, when there is no ready-made one for this Node. */
export const buildPackages = ['g++', 'make', 'python3']

/** What the tests use besides. */
export const testPackages = ['chromium-headless-shell', 'swaks', 'gettext', 'curl']

/** Where dpkg(1) keeps what is installed, and what invoke-rc.d(8) asks before it starts anything. */
const thisMachine = { status: '/var/lib/dpkg/status', policy: '/usr/sbin/policy-rc.d' }

/** Those of the packages that are not installed. */
export function missingPackages(packages, machine = thisMachine) {
  const status = readFileSync(machine.status, 'utf8')
  const installed = new Set()
  for (const entry of status.split('\n\n')) {
    if (!/^Status: \S+ ok installed$/m.test(entry)) continue
    installed.add(/^Package: (.+)$/m.exec(entry)?.[1])
  }
  return packages.filter((name) => !installed.has(name))
}

/**
 * Installs packages without a question and without starting a system service. `say` gets apt's output by lines.
 * Throws an Error with a sentence when apt cannot.
 */
export async function installPackages(packages, say, { policy } = thisMachine) {
  for (const answer of answers) execFileSync('debconf-set-selections', { input: `${answer}\n` })
  holdBackServices(policy)
  try {
    const install = ['install', '--yes', '--no-install-recommends', ...packages]
    // The lists may be there and recent enough; fetching them again takes longer than installing.
    if ((await apt(install, say)) === 0) return
    if ((await apt(['update'], say)) === 0 && (await apt(install, say)) === 0) return
    throw new Error(`apt-get could not install ${packages.join(' ')}; its last lines are above.`)
  } finally {
    releaseServices({ policy })
  }
}

/** The packages' own instances of these servers stay without a configuration, unless they have one already. */
const answers = [
  'postfix postfix/main_mailer_type select No configuration',
  'slapd slapd/no_configuration boolean true',
]

const OUR_POLICY = `#!/bin/sh
# Made by Server Manager while it installs packages: no service is started by that.
exit 101
`

/** Lets packages start their services again, also after an installation that was killed half-way. */
export function releaseServices({ policy } = thisMachine) {
  if (isOurs(policy)) rmSync(policy)
  if (existsSync(saved(policy))) renameSync(saved(policy), policy)
}

function holdBackServices(policy) {
  releaseServices({ policy })
  if (existsSync(policy)) renameSync(policy, saved(policy))
  writeFileSync(policy, OUR_POLICY, { mode: 0o755 })
}

function saved(policy) {
  return `${policy}.before-server-manager`
}

function isOurs(policy) {
  return existsSync(policy) && readFileSync(policy, 'utf8') === OUR_POLICY
}

function apt(argv, say) {
  return new Promise((resolve, reject) => {
    const options = ['-q', '-o', 'Dpkg::Options::=--force-confold', '-o', 'DPkg::Lock::Timeout=120']
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }
    // In a session of its own: a Ctrl-C that cuts dpkg short would leave packages half installed.
    const child = spawn('apt-get', [...options, ...argv], {
      detached: true,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => text.split('\n').filter(Boolean).forEach(say))
    }
    child.on('error', reject)
    child.on('close', resolve)
  })
}
