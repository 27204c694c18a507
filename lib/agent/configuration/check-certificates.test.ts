/** Certificates and keys that are not there, are none, or do not fit: said before a server has to find out. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FormatName } from '@/lib/configuration'
import { checkCertificates } from './check-certificates'

const directory = mkdtempSync(path.join(tmpdir(), 'certificates-'))
const DOLLAR = '$'
const at = (name: string) => path.join(directory, name)

beforeAll(() => {
  for (const name of ['one', 'other']) {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', at(`${name}.key`)]
    const argv = ['req', '-x509', '-nodes', ...key, '-out', at(`${name}.crt`), '-subj', `/CN=${name}`]
    execFileSync('openssl', argv, { stdio: 'ignore' })
  }
  const encrypted = ['ec', '-aes128', '-passout', 'pass:x', '-in', at('one.key'), '-out', at('encrypted.key')]
  execFileSync('openssl', encrypted, { stdio: 'ignore' })
  writeFileSync(at('both.pem'), execFileSync('cat', [at('one.key'), at('one.crt')]))
  writeFileSync(at('none.pem'), 'nothing\n')
})
afterAll(() => rmSync(directory, { recursive: true }))

const servers: Record<string, [file: string, format: FormatName, sign: string, names: [string, string]]> = {
  postfix: ['postfix/main.cf', 'main.cf', ' = ', ['smtpd_tls_cert_file', 'smtpd_tls_key_file']],
  cyrus: ['cyrus/imapd.conf', 'imapd.conf', ': ', ['tls_server_cert', 'tls_server_key']],
  slapd: [
    ...(['slapd/cn=config', 'cn=config', ': '] as const),
    ['olcTLSCertificateFile', 'olcTLSCertificateKeyFile'],
  ],
}
type Service = 'postfix' | 'cyrus' | 'slapd'

function said(service: string, certificate: string, key: string, present = ''): string[] {
  const [file, format, sign, [one, other]] = servers[service] as (typeof servers)[string]
  const lines = [
    ...(format === 'cn=config' ? ['dn: cn=config'] : []),
    ...(certificate ? [`${one}${sign}${certificate}`] : []),
    ...(key ? [`${other}${sign}${key}`] : []),
  ]
  const bytes = Buffer.from(`${lines.join('\n')}\n`)
  const wanted = { file, format, service: service as Service, bytes }
  const before = present === 'the same' ? bytes : Buffer.from('')
  return checkCertificates([wanted], () => before).map(({ text }) => text)
}

describe.each(Object.keys(servers))('of %s', (service) => {
  const [, , , [certificate = '', key = '']] = servers[service] as (typeof servers)[string]

  it('a certificate with its key is right', () => {
    expect(said(service, at('one.crt'), at('one.key'))).toEqual([])
    expect(said(service, at('both.pem'), at('both.pem'))).toEqual([])
  })

  it.each([
    ['another key', 'one.crt', 'other.key', () => `${key}: ${at('other.key')} does not fit ${at('one.crt')}`],
    ['no certificate', 'gone.crt', 'one.key', () => `${certificate}: ${at('gone.crt')} cannot be read`],
    ['no key', 'one.crt', 'gone.key', () => `${key}: ${at('gone.key')} cannot be read`],
    ['a directory', '.', 'one.key', () => `${certificate}: ${at('.')} cannot be read`],
    ['something else', 'none.pem', 'one.key', () => `${certificate}: ${at('none.pem')} has no certificate`],
    [
      'a key with a password',
      'one.crt',
      'encrypted.key',
      () => `${key}: ${at('encrypted.key')} has no private key that needs no password`,
    ],
  ])('%s is told', (_what, one, other, expected) => {
    expect(said(service, at(one), at(other))).toEqual([expected()])
    // It is no fault of this change when it was so before.
    expect(said(service, at(one), at(other), 'the same')).toEqual([])
  })
})

it('Postfix takes the key from the file of the certificate, by name or by itself', () => {
  for (const key of ['', '$smtpd_tls_cert_file', `${DOLLAR}{smtpd_tls_cert_file}`]) {
    expect(said('postfix', at('both.pem'), key)).toEqual([])
    expect(said('postfix', at('one.crt'), key)).toEqual([
      `smtpd_tls_key_file: ${at('one.crt')} has no private key that needs no password`,
    ])
  }
})
