/** What is known of a change before it is made. */
import { describe, expect, it } from 'vitest'
import { parse } from '../documents/document'
import { type FileName, files, sources } from '../testing-files'
import { changedStatements } from './changed'
import { countdownFor, type FileChange, judged } from './judged'

const all = sources()
function change(file: FileName, from: string | RegExp, to: string): FileChange {
  const source = all.find((one) => one.file === file)
  if (!source) throw new Error(file)
  const { service, document } = source
  return { file, service, before: document, after: parse(document.format, files[file].replace(from, to)) }
}
const statements = (...of: Parameters<typeof change>) => {
  const { before, after } = change(...of)
  return changedStatements(before, after).map(({ name, before, after }) => [name, before, after])
}

describe('changed statements', () => {
  it('are those with other values, or that came or went, and no comments', () => {
    expect(statements('postfix/main.cf', '10240000', '1')).toEqual([
      ['message_size_limit', ['10240000'], ['1']],
    ])
    expect(statements('postfix/main.cf', 'mynetworks =\n', '')).toEqual([['mynetworks', [''], []]])
    expect(statements('cyrus/imapd.conf', 'quota', '#(off) quota')).toEqual([['quotawarn', ['90'], []]])
    expect(statements('postfix/main.cf', '# Nobody else.', '# Others.')).toEqual([])
    expect(statements('postfix/main.cf', '  # the good ones\n', '')).toEqual([])
    expect(statements('apache/apache2.conf', 'Listen', 'LISTEN')).toEqual([])
  })

  it('are told apart by their sections', () => {
    expect(statements('apache/apache2.conf', 'Require all denied', 'Require all granted')).toEqual([
      ['Require', ['all denied'], ['all granted']],
    ])
    expect(statements('postfix/master.cf', '20480000', '0')).toEqual([
      ['message_size_limit', ['20480000'], ['0']],
    ])
    // What stands in a section belongs to it.
    expect(
      statements('apache/apache2.conf', '<Directory />', '<Directory /x>').map(([name]) => name),
    ).toEqual(['<Directory>', 'AllowOverride', 'Require', 'AllowOverride', 'Require'])
  })

  it('have all values of a name that stands several times, in their order', () => {
    const swapped = ['503 /unavailable.html', '502 /unavailable.html']
    expect(
      statements('apache/apache2.conf', /ErrorDocument 502(.*\n.*)503/, 'ErrorDocument 503$1502'),
    ).toEqual([['ErrorDocument', [...swapped].reverse(), swapped]])
  })
})

describe('a change', () => {
  it('costs the most that one of its parameters costs, for each server', () => {
    const costs = (...changes: FileChange[]) =>
      Object.fromEntries(judged(changes).costs.map(({ service, cost }) => [service, cost]))
    expect(
      costs(
        change('postfix/main.cf', '10240000', '1'),
        change('cyrus/imapd.conf', 'quotawarn: 90', 'umask: 077'),
        change('apache/apache2.conf', 'Lookups Off', 'Lookups On'),
        change('slapd/cn=config', 'Timeout: 0', 'Timeout: 60'),
      ),
    ).toEqual({ postfix: 'reload', cyrus: 'restart', apache: 'reload', slapd: 'none' })
    expect(costs(change('postfix/main.cf', '# Nobody else.', '# Others.'))).toEqual({ postfix: 'none' })
    expect(costs(change('cyrus/cyrus.conf', 'prefork=1', 'prefork=2'))).toEqual({ cyrus: 'restart' })
    expect(costs(change('postfix/master.cf', '25 inet n - n - -', '25 inet n - n - 5'))).toEqual({
      postfix: 'reload',
    })
    const sorted = change('apache/apache2.conf', /(Listen.*\n)(Host.*\n)/, '$2$1')
    expect(judged([sorted])).toMatchObject({ changed: [], costs: [{ service: 'apache', cost: 'reload' }] })
  })

  it('says what its parameters are marked with', () => {
    const { marks } = judged([
      change('apache/apache2.conf', '443 https', '444 https'),
      change('postfix/main.cf', 'mynetworks =', 'mynetworks = 10.0.0.0/8'),
    ])
    expect(marks).toContainEqual({ mark: 'lockout', names: ['Listen'] })
    expect(marks).toContainEqual({ mark: 'relay', names: ['mynetworks'] })
  })

  it('has to be confirmed in time when it decides about who reaches a server', () => {
    const seconds = (...of: Parameters<typeof change>) => countdownFor(judged([change(...of)]))
    expect(seconds('apache/apache2.conf', '443 https', '444 https')).toBe(60)
    expect(seconds('apache/apache2.conf', 'HostnameLookups', 'SSLEngine')).toBe(60)
    expect(seconds('cyrus/cyrus.conf', '127.0.0.1:143', '127.0.0.1:144')).toBe(60)
    expect(seconds('postfix/master.cf', '587 inet', '588 inet')).toBe(60)
    expect(seconds('postfix/main.cf', 'mynetworks', 'smtpd_tls_ciphers')).toBe(60)
    const others: [FileName, from: string | RegExp, to: string][] = [
      ['apache/apache2.conf', /^/, 'Include console.conf\n'],
      ['apache/apache2.conf', /^/, 'RequestHeader set X-Forwarded-Proto https\n'],
      ['apache/apache2.conf', /^/, 'RedirectMatch ^/ https://www.example.com/\n'],
      ['proftpd.conf', /^/, 'Port 2121\n'],
      ['proftpd.conf', /^/, '<Limit LOGIN>\n  DenyAll\n</Limit>\n'],
      ['postfix/main.cf', /^/, 'smtpd_tls_security_level = encrypt\n'],
      ['postfix/main.cf', /^/, 'smtpd_relay_restrictions = reject\n'],
      ['postfix/master.cf', /$/, '  -o smtpd_tls_wrappermode=yes\n'],
      ['postfix/master.cf', /$/, '  -o smtpd_client_restrictions=reject\n'],
      ['cyrus/imapd.conf', /$/, 'tls_client_ca_file: /etc/ssl/certs/ca-certificates.crt\n'],
      ['slapd/cn=config', /$/, 'olcUpdateDN: cn=other,dc=example,dc=com\n'],
    ]
    for (const [file, from, to] of others) expect(seconds(file, from, to), to).toBe(60)
    expect(seconds('apache/apache2.conf', 'Lookups Off', 'Lookups On')).toBe(0)
    expect(seconds('postfix/main.cf', '10240000', '1')).toBe(0)
    expect(seconds('postfix/master.cf', '20480000', '1')).toBe(0)
  })

  it('is known to lose sight of stored data', () => {
    const data = (...of: Parameters<typeof change>) => judged([change(...of)]).data.map(({ name }) => name)
    expect(data('cyrus/imapd.conf', '/var/lib/cyrus', '/srv/cyrus')).toEqual(['configdirectory'])
    expect(data('cyrus/imapd.conf', 'virtdomains: off', 'virtdomains: on')).toEqual(['virtdomains'])
    expect(data('slapd/cn=config', 'olcSuffix: dc=example', 'olcSuffix: dc=other')).toEqual(['olcSuffix'])
    expect(data('postfix/main.cf', 'myhostname', 'queue_directory')).toEqual(['queue_directory'])
    for (const name of ['imap_virtdomains', 'pop3_unixhierarchysep', 'imap_partition-default'])
      expect(data('cyrus/imapd.conf', /^/, `${name}: x\n`)).toEqual([name])
    expect(data('cyrus/imapd.conf', '90', '80')).toEqual([])
  })
})
