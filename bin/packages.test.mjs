/** The scripts run as they are, with an apt-get, a debconf-set-selections and a dpkg status made up for the test. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildPackages, missingPackages, releaseServices, serverPackages, testPackages } from './packages.mjs'

const INSTALL =
  '-q -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends postfix swaks'
const UPDATE = '-q -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=120 update'

let place
let machine
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'debian-'))
  machine = { status: path.join(place, 'status'), policy: path.join(place, 'policy-rc.d') }
  mkdirSync(path.join(place, 'bin'))
  program('debconf-set-selections', 'cat >> "$PLACE/answers"')
  writeFileSync(machine.status, [...installed('slapd'), ...installed('cyrus-imapd')].join('\n'))
})
afterEach(() => rmSync(place, { recursive: true }))

describe('a Debian package', () => {
  it('is missing unless dpkg says that all of it is installed', () => {
    const status = [
      ...installed('slapd'),
      ...['Package: held', 'Status: hold ok installed', ''],
      ...['Package: removed', 'Status: deinstall ok config-files', 'Conffiles:', ' /etc/x 0123', ''],
      ...['Package: half', 'Status: install ok half-configured', ''],
      ...['Package: swaks-doc', 'Status: install ok installed', 'Suggests: swaks'],
    ]
    writeFileSync(machine.status, status.join('\n'))
    const asked = ['slapd', 'held', 'removed', 'half', 'swaks']
    expect(missingPackages(asked, machine)).toEqual(['removed', 'half', 'swaks'])
  })

  it('is none of those that these tests run with', () => {
    expect(missingPackages([...serverPackages, ...buildPackages, ...testPackages])).toEqual([])
  })
})

describe('packages that are missing', () => {
  const wanted = ['slapd', 'postfix', 'cyrus-imapd', 'swaks']

  it('are named and installed, without a question and without starting a service', () => {
    apt(0)
    const { code, output } = installMissing(wanted)
    expect(code).toBe(0)
    expect(output).toContain('Missing: postfix swaks\n')
    expect(output).toMatch(/✓ Debian packages/)
    expect(asked()).toEqual([INSTALL])
    expect(read('answers')).toContain('postfix postfix/main_mailer_type select No configuration\n')
    expect(read('answers')).toContain('slapd slapd/no_configuration boolean true\n')
    // What invoke-rc.d(8) takes for "not now", while apt-get runs and no longer.
    expect(read('during')).toBe('noninteractive 101\n')
    expect(existsSync(machine.policy)).toBe(false)
  })

  it('are asked for again with new lists when the lists were too old', () => {
    apt(100, 0, 0)
    expect(installMissing(wanted).code).toBe(0)
    expect(asked()).toEqual([INSTALL, UPDATE, INSTALL])
  })

  it.each([
    ['the lists cannot be fetched', [100, 100], [INSTALL, UPDATE]],
    ['they are in no list', [100, 0, 100], [INSTALL, UPDATE, INSTALL]],
  ])('are named when %s, below what apt-get said', (_, codes, steps) => {
    apt(...codes)
    const { code, output } = installMissing(wanted)
    expect(code).toBe(1)
    expect(output).toMatch(/\| E: Could not resolve 'deb\.debian\.org'\n/)
    expect(output).toMatch(
      /✗ Debian packages .*\n +apt-get could not install postfix swaks; its last lines are above\.\n/,
    )
    expect(asked()).toEqual(steps)
    expect(existsSync(machine.policy)).toBe(false)
  })

  it('are not asked for when there are none', () => {
    apt()
    expect(installMissing(['slapd', 'cyrus-imapd'])).toEqual({ code: 0, output: '' })
    expect(existsSync(path.join(place, 'asked'))).toBe(false)
    expect(existsSync(path.join(place, 'answers'))).toBe(false)
  })

  it("leave an administrator's own policy for services as it was", () => {
    writeFileSync(machine.policy, '#!/bin/sh\nexit 104\n', { mode: 0o755 })
    apt(0)
    installMissing(wanted)
    expect(read('during')).toBe('noninteractive 101\n')
    expect(readFileSync(machine.policy, 'utf8')).toBe('#!/bin/sh\nexit 104\n')
  })

  it('let services start again after a start that was killed while it installed them', () => {
    writeFileSync(machine.policy, '#!/bin/sh\nexit 104\n', { mode: 0o755 })
    apt('kill')
    expect(installMissing(wanted).code).toBe(null)
    expect(readFileSync(machine.policy, 'utf8')).toContain('exit 101')
    releaseServices(machine)
    expect(readFileSync(machine.policy, 'utf8')).toBe('#!/bin/sh\nexit 104\n')
    releaseServices(machine)
    expect(existsSync(machine.policy)).toBe(true)
  })
})

/** What npm start does about them, in a process of its own. */
function installMissing(packages) {
  const script = `import { installMissing } from ${JSON.stringify(path.resolve('bin/start/prepare.mjs'))}
    await installMissing(...JSON.parse(process.argv[1])).catch(() => process.exit(1))`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, JSON.stringify([packages, machine])],
    {
      env: { ...process.env, PATH: `${place}/bin:${process.env.PATH}`, PLACE: place, POLICY: machine.policy },
      encoding: 'utf8',
    },
  )
  return { code: status, output: stdout + stderr }
}

/** An apt-get that ends with these codes, one a call; at "kill" it kills who called it. */
function apt(...codes) {
  writeFileSync(path.join(place, 'codes'), `${codes.join('\n')}\n`)
  program(
    'apt-get',
    `echo "$*" >> "$PLACE/asked"
    "$POLICY"; echo "$DEBIAN_FRONTEND $?" > "$PLACE/during"
    code=$(sed -n "$(wc -l < "$PLACE/asked")p" "$PLACE/codes")
    [ "$code" = kill ] && kill -9 $PPID
    [ "$code" = 0 ] || echo "E: Could not resolve 'deb.debian.org'" >&2
    exit "$code"`,
  )
}

function asked() {
  return read('asked').trim().split('\n')
}

function installed(name) {
  return [`Package: ${name}`, 'Status: install ok installed', 'Priority: optional', '']
}

function program(name, text) {
  writeFileSync(path.join(place, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
}

function read(name) {
  return readFileSync(path.join(place, name), 'utf8')
}
