/** What is said of a server that does not do its work: its own answer may be a code alone, its log of that moment says more. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { type Instance, instancePaths } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { logLengths, withReasons } from './reasons'

const directory = mkdtempSync(path.join(tmpdir(), 'reasons-'))
const paths = instancePaths(directory)
const instance = { directory, paths, name: 'reasons', ports: freePorts() } as Instance
const log = `${paths.log}/slapd.log`
mkdirSync(paths.log, { recursive: true })
mkdirSync(paths.secrets, { recursive: true })
writeFileSync(paths.secret('mta'), 'h1dden-word\n')
afterAll(() => rmSync(directory, { recursive: true }))
// As slapd 2.5 writes them.
const stamp = '6560d0c1.1c2d3e4f 0x7f2a4c5d66c0 '
beforeEach(() => writeFileSync(log, `${stamp}main: TLS init def ctx failed: -64\n`))

const reasons = (detail: string, ...lines: string[]) => {
  const before = logLengths(instance)
  appendFileSync(log, lines.map((line) => `${stamp}${line}\n`).join(''))
  return withReasons(instance, { service: 'slapd', detail }, before)
}

it('has what slapd wrote since, without times, before a code such as 0x50', () => {
  expect(
    reasons(
      'Internal (implementation specific) error Code: 0x50',
      'conn=1000 op=1 RESULT tag=103 err=80 text=failed',
      'slapd starting',
      `TLS: could not use key file ${directory}/etc/x.key`,
      'TLS: could not use certificate: h1dden-word',
      'TLS: could not use certificate: h1dden-word',
    ),
  ).toBe(
    [
      'TLS: could not use key file etc/x.key',
      'TLS: could not use certificate: ***',
      'Internal (implementation specific) error Code: 0x50',
    ].join('\n'),
  )
})

it('has that alone when it would be no more than how slapd ended', () => {
  const said = 'olcDbDirectory: invalid path: No such file or directory'
  expect(reasons('exit code 1', said)).toBe(said)
  expect(reasons('', said)).toBe(said)
})

it('has nothing of what was there before, and nothing twice', () => {
  expect(reasons('exit code 1', 'slapd stopped.')).toBe('exit code 1')
  expect(reasons('slapd said: bad configuration file! error', 'bad configuration file! error')).toBe(
    'slapd said: bad configuration file! error',
  )
})

it('has what a log says that was begun anew', () => {
  const before = logLengths(instance)
  writeFileSync(log, `${stamp}bind failed\n`)
  expect(withReasons(instance, { service: 'slapd', detail: 'exit code 1' }, before)).toBe('bind failed')
})

it('has first what says why, of what ProFTPD and Apache print when they do not start', () => {
  const told = (service: string, detail: string) =>
    withReasons(instance, { service, detail }, logLengths(instance)).split('\n')
  const stamp = (process: number) => `2026-11-22 00:56:11,354 vm proftpd[${process}]`
  const busy = 'Failed binding to 127.0.0.1, port 45007: Address already in use'
  const lines = [
    `${stamp(1)}: LDAPServer: parsed URL 'ldap://127.0.0.1:23465/??sub' as 'ldap://127.0.0.1:23465/??sub'`,
    `${stamp(2)} 127.0.0.1: ${busy}`,
    `${stamp(2)} 127.0.0.1: Check the ServerType directive to ensure you are configured correctly`,
    `${stamp(2)} 127.0.0.1: Unable to start proftpd; check logs for more details`,
    `${stamp(3)} 127.0.0.1: ${busy}`,
  ]
  const said = told('proftpd', lines.join('\n'))
  expect(said[0]).toBe(busy)
  expect(said).toHaveLength(4)
  expect(said.join('\n')).not.toMatch(/2026|proftpd\[/)
  const wrong = `AH02565: Certificate and private key x:1:0 from ${directory}/etc/a.crt and ${directory}/etc/b.key do not match`
  const apache = [
    '[Sun Nov 22 00:56:16.771072 2026] [ssl:warn] [pid 1:tid 1] AH01882: this version was compiled against a newer library',
    `[Sun Nov 22 00:56:16.773224 2026] [ssl:emerg] [pid 1:tid 1] ${wrong}`,
    'AH00016: Configuration Failed',
  ]
  expect(told('apache', apache.join('\n'))).toEqual([
    wrong.replaceAll(`${directory}/`, ''),
    'AH01882: this version was compiled against a newer library',
    'AH00016: Configuration Failed',
  ])
})
