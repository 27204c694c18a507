/** What can cut the administrators off is taken back by itself, whatever the web process says of it. */
import { describe, expect, it } from 'vitest'
import { leastCountdown } from './countdown'

type File = Parameters<typeof leastCountdown>[0][number]
const files: Record<string, Pick<File, 'service' | 'format'>> = {
  'postfix/main.cf': { service: 'postfix', format: 'main.cf' },
  'postfix/master.cf': { service: 'postfix', format: 'master.cf' },
  'cyrus/imapd.conf': { service: 'cyrus', format: 'imapd.conf' },
  'cyrus/cyrus.conf': { service: 'cyrus', format: 'cyrus.conf' },
  'apache/apache2.conf': { service: 'apache', format: 'apache' },
  'apache/console.conf': { service: 'apache', format: 'apache' },
  'proftpd.conf': { service: 'proftpd', format: 'proftpd' },
  'slapd/cn=config': { service: 'slapd', format: 'cn=config' },
}

const seconds = (file: string, before: string, after: string) =>
  leastCountdown([
    { file, ...(files[file] as (typeof files)[string]), old: Buffer.from(before), bytes: Buffer.from(after) },
  ])

const DATABASE = 'dn: olcDatabase={1}mdb,cn=config\nolcDatabase: {1}mdb\n'

describe('a minute to confirm in has', () => {
  it.each([
    ['postfix/main.cf', '', 'inet_interfaces = 127.0.0.1\n'],
    ['postfix/main.cf', 'inet_interfaces = all\n', ''],
    ['postfix/main.cf', '', 'inet_protocols = ipv6\n'],
    ['postfix/main.cf', '', 'smtpd_tls_security_level = encrypt\n'],
    ['postfix/main.cf', '', 'smtpd_client_restrictions = reject\n'],
    ['postfix/master.cf', '25 inet n - n - - smtpd\n', '26 inet n - n - - smtpd\n'],
    ['postfix/master.cf', '25 inet n - n - - smtpd\n', ''],
    ['cyrus/imapd.conf', '', 'allowplaintext: no\n'],
    ['cyrus/imapd.conf', '', 'tls_server_cert: /x\n'],
    ['cyrus/imapd.conf', '', 'imap_tls_required: 1\n'],
    [
      'cyrus/cyrus.conf',
      'SERVICES {\n  imap cmd="imapd" listen="143"\n}\n',
      'SERVICES {\n  imap cmd="imapd" listen="144"\n}\n',
    ],
    ['apache/apache2.conf', 'Listen 443 https\n', 'Listen 444 https\n'],
    ['apache/apache2.conf', '', 'SSLProtocol -all +TLSv1.3\n'],
    ['apache/apache2.conf', '', 'Require all denied\n'],
    ['apache/console.conf', 'RequestHeader set A b\n', ''],
    ['proftpd.conf', 'Port 21\n', 'Port 2121\n'],
    ['proftpd.conf', '', 'TLSRequired on\n'],
    ['slapd/cn=config', DATABASE, `${DATABASE}olcReadOnly: TRUE\n`],
    ['slapd/cn=config', DATABASE, `${DATABASE}olcLimits: {0}* size=1\n`],
    ['slapd/cn=config', 'dn: cn=config\n', 'dn: cn=config\nolcTLSCipherSuite: NORMAL\n'],
    ['slapd/cn=config', 'dn: cn=config\n', 'dn: cn=config\nolcSecurity: tls=1\n'],
  ])('%s with %j that becomes %j', (file, before, after) => {
    expect(seconds(file, before, after)).toBe(60)
  })
})

it('what cuts nobody off needs none', () => {
  expect(seconds('postfix/main.cf', '', 'message_size_limit = 20000000\n')).toBe(0)
  expect(seconds('cyrus/imapd.conf', 'quotawarn: 90\n', '# why\nquotawarn: 80\n')).toBe(0)
  expect(seconds('proftpd.conf', '', 'ServerName x\n')).toBe(0)
})
