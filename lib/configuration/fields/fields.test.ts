/** What fields show of the files of all five servers. */
import { describe, expect, it } from 'vitest'
import { parameters } from '../catalogue'
import { files, sources } from '../testing-files'
import { fieldsOf } from './fields'
import { idOf, parameterOf } from './id'
import { sourceOf } from './source'

const all = fieldsOf(sources())
const field = (id: string) => {
  const found = all.find((one) => one.id === id)
  if (!found) throw new Error(`no field ${id}`)
  return found
}
const oneOf = (id: string, others: Parameters<typeof sources>[0]) => {
  const found = fieldsOf(sources(others)).find((one) => one.id === id)
  if (!found) throw new Error(`no field ${id}`)
  return found
}
const values = (id: string) =>
  field(id).values.map(({ typed, file, line, section }) => [typed, file, line, section.join(' / ')])

describe('a field', () => {
  it('is there once for each row of the catalogue, by an id of its own', () => {
    expect(all).toHaveLength(parameters.length)
    expect(new Set(all.map(({ id }) => id)).size).toBe(parameters.length)
    for (const parameter of parameters) expect(parameterOf(idOf(parameter))).toBe(parameter)
  })

  it('is found without its place, and in any case of letters, where only one can be meant', () => {
    expect(parameterOf('slapd/olcsuffix')?.name).toBe('olcSuffix')
    expect(parameterOf('postfix/bind_dn')?.place).toBe('lookup table')
    expect(parameterOf('apache/listen')?.name).toBe('Listen')
    expect(parameterOf('postfix/nonsense')).toBeUndefined()
    expect(parameterOf('message_size_limit')).toBeUndefined()
  })

  it('shows where a parameter of Postfix is set, also for one service', () => {
    expect(values('postfix/message_size_limit')).toEqual([
      ['10000 kB', 'postfix/main.cf', 3, ''],
      ['20000 kB', 'postfix/master.cf', 4, '587/inet'],
    ])
    expect(values('postfix/smtpd_recipient_restrictions')).toEqual([
      ['permit_mynetworks, reject_unauth_destination', 'postfix/main.cf', 5, ''],
    ])
    expect(field('postfix/smtpd_recipient_restrictions').values[0]?.items).toEqual([
      'permit_mynetworks',
      'reject_unauth_destination',
    ])
  })

  it('of a question to the directory shows each file that asks', () => {
    expect(values('postfix/table/server_host')).toEqual([
      ['ldap://127.0.0.1', 'postfix/aliases.cf', 1, ''],
      ['ldap://127.0.0.1', 'postfix/domains.cf', 1, ''],
    ])
    expect(values('postfix/table/timeout')).toEqual([['5s', 'postfix/aliases.cf', 3, '']])
    expect(values('cyrus/timeout')).toEqual([['40m', 'cyrus/imapd.conf', 3, '']])
  })

  it('shows nothing of a secret, and only the entry beside one', () => {
    expect(values('postfix/table/bind_pw').map(([typed]) => typed)).toEqual(['', ''])
    expect(values('proftpd/LDAPBindDN')).toEqual([['cn=mta,dc=example,dc=com', 'proftpd.conf', 2, '']])
  })

  it('of Apache and ProFTPD shows every section that says something', () => {
    expect(values('apache/ErrorDocument')).toEqual([
      ['502 /unavailable.html', 'apache/apache2.conf', 10, 'VirtualHost *:443'],
      ['503 /unavailable.html', 'apache/apache2.conf', 11, 'VirtualHost *:443'],
    ])
    expect(values('apache/<VirtualHost>')).toEqual([['*:443', 'apache/apache2.conf', 7, '']])
    expect(values('proftpd/AllowOverwrite')).toEqual([['yes', 'proftpd.conf', 5, 'Directory /']])
  })

  it('says what is switched off', () => {
    expect(field('proftpd/TimeoutIdle').values).toMatchObject([{ typed: '10m', isOn: false, line: 3 }])
    expect(field('apache/Listen').values).toMatchObject([{ typed: '443 https', isOn: true }])
  })

  it('of slapd shows the entry that is meant', () => {
    const database = 'olcDatabase={1}mdb,cn=config'
    expect(values('slapd/olcIdleTimeout')).toEqual([['0s', 'slapd/cn=config', 4, 'cn=config']])
    expect(values('slapd/database/olcDbIndex').map(([typed, , , entry]) => [typed, entry])).toEqual([
      ['objectClass eq', database],
      ['uid eq', database],
    ])
    expect(values('slapd/frontend/olcPasswordHash').map(([typed]) => typed)).toEqual(['{ARGON2}'])
    expect(values('slapd/database/olcDatabase')).toHaveLength(1)
  })

  it('shows the rules and schemas of slapd, which nobody changes here', () => {
    const file = 'slapd/cn=config'
    const database = 'olcDatabase={1}mdb,cn=config'
    const schema = 'cn={0}core,cn=schema,cn=config'
    const slapd = sourceOf({
      ...{ file, service: 'slapd', format: 'cn=config' },
      text: `${files[file]}\ndn: ${schema}\nobjectClass: olcSchemaConfig\ncn: {0}core\n`,
      fixed: `dn: ${database}\nolcAccess: {0}to * by self write\nolcAccess: {1}to * by * read\n`,
    })
    const shown = (id: string) =>
      fieldsOf([slapd])
        .find((one) => one.id === id)
        ?.values.map(({ typed, line, section }) => [typed, line, ...section])
    expect(shown('slapd/database/olcAccess')).toEqual([
      ['{0}to * by self write', 0, database],
      ['{1}to * by * read', 0, database],
    ])
    expect(shown('slapd/schema/olcSchemaConfig')).toEqual([['{0}core', 20, schema]])
  })

  it.each([
    ['postfix/smtp_dns_support_level', 'postfix/main.cf', 'disable_dns_lookups = yes', 'disabled'],
    ['postfix/smtpd_tls_security_level', 'postfix/main.cf', 'smtpd_enforce_tls = yes', 'encrypt'],
    ['postfix/smtp_fallback_relay', 'postfix/main.cf', 'fallback_relay = mx.example.com', 'mx.example.com'],
    ['cyrus/tls_server_cert', 'cyrus/imapd.conf', 'tls_cert_file: /etc/x.pem', '/etc/x.pem'],
    ['cyrus/autocreate_quota', 'cyrus/imapd.conf', 'autocreatequota: 1000', '1000 kB'],
    ['apache/MaxRequestWorkers', 'apache/apache2.conf', 'maxclients 99', '99'],
  ] as const)('%s shows what %s says by its old name: %s', (id, file, line, typed) => {
    const [name = '', value = ''] = line.split(/(?: =|:)? /)
    expect(oneOf(id, { [file]: `${files[file]}${line}\n` }).values).toMatchObject([
      { typed, old: { name, value }, isOverride: false },
    ])
  })

  it('tells what counts for one service or section from what counts for the whole server, and where more may stand', () => {
    expect(field('postfix/message_size_limit').values.map(({ isOverride }) => isOverride)).toEqual([
      false,
      true,
    ])
    expect(field('postfix/smtpd_sasl_auth_enable')).toMatchObject({
      values: [{ isOverride: true }],
      places: [{ file: 'postfix/main.cf', section: [] }],
    })
    const file = 'apache/apache2.conf'
    const [directory, site] = [['Directory /'], ['VirtualHost *:443']]
    expect(field('apache/Require').places).toEqual([{ file, section: directory }])
    expect(field('apache/ProxyPass').places.map(({ section }) => section)).toEqual([[], site])
    expect(field('apache/AllowOverride').values).toMatchObject([{ isOverride: false }])
    expect(field('proftpd/AllowOverwrite').values).toMatchObject([{ isOverride: true }])
    expect(field('postfix/table/result_format').places.map(({ file }) => file)).toEqual([
      'postfix/aliases.cf',
      'postfix/domains.cf',
    ])
  })

  it('has a default in the words that it is typed in, and what applying it costs', () => {
    expect(field('postfix/message_size_limit')).toMatchObject({ default: '10000 kB', cost: 'reload' })
    expect(field('cyrus/quotawarn')).toMatchObject({ default: '90', control: 'number', isRepeated: false })
    expect(field('apache/Listen')).toMatchObject({ isRepeated: true, marks: ['lockout'] })
    expect(files['proftpd.conf']).toContain('#(off)')
  })
})
