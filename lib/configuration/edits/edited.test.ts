/** Edits of fields and of texts, in files that somebody else may have changed meanwhile. */
import { describe, expect, it } from 'vitest'
import { fieldsOf } from '../fields/fields'
import { type FileName, files, sources } from '../testing-files'
import type { Edit } from '../views'
import { edited } from './edited'

const make = (edits: Edit[], others: Parameters<typeof sources>[0] = {}) => edited(sources(others), edits)
const texts = (edits: Edit[], others = {}) => {
  const { texts, faults, conflicts } = make(edits, others)
  expect([faults, conflicts]).toEqual([[], []])
  return Object.fromEntries(texts)
}
const fault = (...edits: Edit[]) => make(edits).faults.map(({ code }) => code)
const changed = (file: FileName, from: string | RegExp, to: string) => ({
  [file]: files[file].replace(from, to),
})
const valuesOf = (id: string, others = {}) =>
  fieldsOf(sources(others)).find((one) => one.id === id)?.values ?? []

describe('an edit of a field', () => {
  it('changes that statement only', () => {
    expect(
      texts([{ field: 'postfix/message_size_limit', change: 'set', value: '50 MB', was: '10000 kB' }]),
    ).toEqual(changed('postfix/main.cf', '10240000', '52428800'))
  })

  it('sets what is not there yet at the end, in the file of its server', () => {
    expect(
      texts([
        { field: 'postfix/relayhost', change: 'set', value: 'relay.example.com', was: null },
        { field: 'cyrus/imapidresponse', change: 'set', value: 'no', was: null },
        { field: 'apache/ServerAdmin', change: 'set', value: 'post master', was: null },
        { field: 'slapd/database/olcReadOnly', change: 'set', value: 'no', was: null },
        { field: 'slapd/olcThreads', change: 'set', value: '8', was: null },
      ]),
    ).toEqual({
      ...changed('postfix/main.cf', /$/, 'relayhost = relay.example.com\n'),
      ...changed('cyrus/imapd.conf', /$/, 'imapidresponse: no\n'),
      ...changed('apache/apache2.conf', /$/, 'ServerAdmin "post master"\n'),
      'slapd/cn=config': files['slapd/cn=config']
        .replace('olcIdleTimeout: 0\n', 'olcIdleTimeout: 0\nolcThreads: 8\n')
        .replace(/$/, 'olcReadOnly: FALSE\n'),
    })
  })

  it('changes what counts for the whole server and leaves what counts for one service, unless that is named', () => {
    const [general, own] = valuesOf('postfix/message_size_limit')
    const edit = { field: 'postfix/message_size_limit', change: 'set', value: '1 MB' } as const
    expect(texts([{ ...edit, was: general?.typed ?? '' }])).toEqual(
      changed('postfix/main.cf', '10240000', '1048576'),
    )
    expect(
      texts([{ ...edit, was: own?.typed ?? '', file: own?.file ?? '', index: own?.index ?? 0 }]),
    ).toEqual(changed('postfix/master.cf', '20480000', '1048576'))
    const signIn = { field: 'postfix/smtpd_sasl_auth_enable', change: 'set', value: 'no', was: null } as const
    expect(texts([signIn])).toEqual(changed('postfix/main.cf', /$/, 'smtpd_sasl_auth_enable = no\n'))
  })

  it('that stands under an old name gets its name of today in the same place, and no old one stays beside it', () => {
    const level = { field: 'postfix/smtpd_tls_security_level', change: 'set', value: 'encrypt' } as const
    const old = changed('postfix/main.cf', '# Nobody', 'smtpd_use_tls = yes\nsmtpd_enforce_tls=no\n# Nobody')
    const [use] = valuesOf(level.field, old)
    expect(use).toMatchObject({ typed: 'may', index: 3 })
    const renamed = changed('postfix/main.cf', '# Nobody', 'smtpd_tls_security_level = encrypt\n# Nobody')
    expect(texts([{ ...level, was: 'may', file: use?.file, index: use?.index }], old)).toEqual(renamed)
    expect(
      texts([{ field: level.field, change: 'unset', was: 'may', file: use?.file, index: 3 }], old),
    ).toEqual(changed('postfix/main.cf', '# Nobody', 'smtpd_enforce_tls=no\n# Nobody'))
    const both = changed(
      'postfix/main.cf',
      '# Nobody',
      'smtpd_use_tls = no\nsmtpd_tls_security_level = may\n# Nobody',
    )
    expect(texts([{ ...level, was: 'may' }], both)).toEqual(renamed)
    const service = changed(
      'postfix/master.cf',
      'size_limit=20480000',
      'size_limit=1\n  -o smtpd_use_tls=yes',
    )
    const [own] = valuesOf(level.field, service)
    expect(texts([{ ...level, was: 'may', file: own?.file, index: own?.index }], service)).toEqual({
      'postfix/master.cf': service['postfix/master.cf']?.replace('use_tls=yes', 'tls_security_level=encrypt'),
    })
    const workers = { field: 'apache/MaxRequestWorkers', change: 'set' } as const
    const clients = changed('apache/apache2.conf', 'HostnameLookups', '#(off) MaxClients 99\nHostnameLookups')
    const [off] = valuesOf(workers.field, clients)
    expect(
      texts([{ ...workers, value: '98', was: '99', file: off?.file, index: off?.index }], clients),
    ).toEqual(changed('apache/apache2.conf', 'HostnameLookups', 'MaxRequestWorkers 98\nHostnameLookups'))
  })

  it('puts a new value into the section that is named', () => {
    const section = ['VirtualHost *:443']
    expect(texts([{ field: 'apache/ErrorDocument', change: 'add', value: '504 /x.html', section }])).toEqual(
      changed('apache/apache2.conf', '</Virt', '  ErrorDocument 504 /x.html\n</Virt'),
    )
    expect(texts([{ field: 'apache/<Files>', change: 'add', value: '"a b"' }])).toEqual(
      changed('apache/apache2.conf', /$/, '<Files "a b">\n</Files>\n'),
    )
    expect(texts([{ field: 'slapd/olcDbIndex', change: 'add', value: 'mail eq,sub' }])).toEqual(
      changed('slapd/cn=config', /$/, 'olcDbIndex: mail eq,sub\n'),
    )
  })

  it('chooses among several values by their place, and goes with them when they moved', () => {
    const seen = valuesOf('apache/ErrorDocument')[1]
    const edit: Edit = {
      ...{ field: 'apache/ErrorDocument', change: 'set', value: '503 /late.html' },
      ...{ was: seen?.typed ?? '', file: seen?.file ?? '', index: seen?.index ?? 0 },
    }
    expect(texts([edit])).toEqual(changed('apache/apache2.conf', '503 /unavailable', '503 /late'))
    const moved = changed('apache/apache2.conf', 'Listen', '# A comment.\nServerAdmin x\nListen')
    expect(texts([edit], moved)).toEqual({
      'apache/apache2.conf': moved['apache/apache2.conf']?.replace('503 /unavailable', '503 /late'),
    })
  })

  it('makes several at once, in one file and in several', () => {
    const [first, second] = valuesOf('apache/ErrorDocument')
    const at = (value: typeof first) => ({
      file: value?.file ?? '',
      index: value?.index ?? 0,
      was: value?.typed ?? '',
    })
    expect(
      texts([
        { field: 'apache/ErrorDocument', change: 'unset', ...at(first) },
        { field: 'apache/ErrorDocument', change: 'set', value: '500 /a', ...at(second) },
        { field: 'apache/HostnameLookups', change: 'set', value: 'double', was: 'Off' },
        { field: 'cyrus/quotawarn', change: 'off', was: '90' },
        { field: 'proftpd/TimeoutIdle', change: 'on', was: '10m' },
      ]),
    ).toEqual({
      'apache/apache2.conf': files['apache/apache2.conf']
        .replace('  ErrorDocument 502 /unavailable.html\n', '')
        .replace('503 /unavailable.html', '500 /a')
        .replace('Lookups Off', 'Lookups Double'),
      ...changed('cyrus/imapd.conf', 'quotawarn', '#(off) quotawarn'),
      ...changed('proftpd.conf', '#(off) ', ''),
    })
  })

  it('keeps the comment in a value that changes above it', () => {
    const value = 'reject_unauth_destination'
    const was = 'permit_mynetworks, reject_unauth_destination'
    expect(texts([{ field: 'postfix/smtpd_recipient_restrictions', change: 'set', value, was }])).toEqual(
      changed(
        'postfix/main.cf',
        /smtpd_rec[\s\S]*/,
        '  # the good ones\nsmtpd_recipient_restrictions =\n'.replace('=\n', `= ${value}\n`),
      ),
    )
  })

  it('writes a secret that nobody sees, and keeps the one beside an entry', () => {
    const secret: Edit = {
      field: 'postfix/bind_pw',
      change: 'set',
      value: 'new one',
      was: '',
      file: 'postfix/domains.cf',
    }
    expect(texts([secret])).toEqual(changed('postfix/domains.cf', '(kept secret)', 'new one'))
    const dn: Edit = {
      field: 'proftpd/LDAPBindDN',
      change: 'set',
      value: 'cn=ftp,dc=x',
      was: 'cn=mta,dc=example,dc=com',
    }
    expect(texts([dn])).toEqual(changed('proftpd.conf', /"cn=mta\S+/, 'cn=ftp,dc=x'))
    expect(texts([{ ...dn, value: 'cn=ftp,dc=x pass' }])).toEqual(
      changed('proftpd.conf', /"cn=mta.*/, 'cn=ftp,dc=x pass'),
    )
    expect(make([{ ...secret, value: 'a\nb' }]).faults).toEqual([
      { edit: 0, code: 'input.control', values: {} },
    ])
  })

  it('changes nothing when the value is there already', () => {
    expect(texts([{ field: 'cyrus/quotawarn', change: 'set', value: '90', was: '90' }])).toEqual({})
    expect(texts([{ field: 'cyrus/quotawarn', change: 'set', value: '90', was: '80' }])).toEqual({})
  })

  it('is refused beside its field when it is no value, cannot be made, or means nothing', () => {
    const set = (field: string, value: string, more = {}) =>
      fault({ field, change: 'set', value, was: null, ...more } as Edit)
    expect(set('cyrus/quotawarn', '101')).toEqual(['config.tooLarge'])
    expect(set('postfix/relayhost', 'a\nb')).toEqual(['input.control'])
    expect(set('postfix/nonsense', 'x')).toEqual(['config.noParameter'])
    expect(set('slapd/database/olcAccess', 'x')).toEqual(['config.fixed'])
    expect(set('postfix/bind_dn', 'cn=x')).toEqual(['config.noPlace'])
    expect(set('postfix/server_host', 'localhost')).toEqual(['config.several'])
    expect(set('postfix/bind_dn', 'cn=x', { file: 'cyrus/imapd.conf' })).toEqual(['config.noFile'])
    expect(set('apache/ErrorDocument', '500 x')).toEqual(['config.several'])
    expect(set('apache/Require', 'all granted', { section: ['Directory /x'] })).toEqual(['config.noSection'])
    expect(fault({ field: 'cyrus/quotawarn', change: 'add', value: '80' })).toEqual(['config.once'])
    expect(fault({ field: 'cyrus/poptimeout', change: 'unset', was: null })).toEqual(['config.noSetting'])
    expect(fault({ field: 'slapd/olcIdleTimeout', change: 'off', was: '0s' })).toEqual(['config.notOff'])
    expect(
      fault(
        { field: 'cyrus/quotawarn', change: 'set', value: '80', was: '90' },
        { field: 'cyrus/quotawarn', change: 'set', value: '70', was: '90' },
      ),
    ).toEqual(['config.twice'])
  })

  it('is not made over what somebody else changed meanwhile', () => {
    const { texts, conflicts } = make(
      [
        { field: 'cyrus/quotawarn', change: 'set', value: '80', was: '90' },
        { field: 'cyrus/timeout', change: 'set', value: '50m', was: '40m' },
      ],
      changed('cyrus/imapd.conf', '90', '95'),
    )
    expect(conflicts).toEqual([{ edit: 0, yours: '80', theirs: '95', text: null }])
    expect(texts.get('cyrus/imapd.conf')).toContain('quotawarn: 95\ntimeout: 50m\n')
    const gone = make(
      [{ field: 'cyrus/quotawarn', change: 'set', value: '80', was: '90' }],
      changed('cyrus/imapd.conf', 'quotawarn: 90\n', ''),
    )
    expect(gone.conflicts).toEqual([{ edit: 0, yours: '80', theirs: '', text: null }])
    const insisted = make(
      [{ field: 'cyrus/quotawarn', change: 'set', value: '80', was: '' }],
      changed('cyrus/imapd.conf', 'quotawarn: 90\n', ''),
    )
    expect(insisted.conflicts).toEqual([])
    expect(insisted.texts.get('cyrus/imapd.conf')).toContain('quotawarn: 80\n')
    const fresh = make([{ field: 'cyrus/quotawarn', change: 'set', value: '80', was: null }])
    expect(fresh.conflicts).toEqual([{ edit: 0, yours: '80', theirs: '90', text: null }])
    const unset = make([{ field: 'cyrus/quotawarn', change: 'unset', was: '80' }])
    expect(unset.conflicts).toEqual([{ edit: 0, yours: '', theirs: '90', text: null }])
  })
})

describe('an edit of a text', () => {
  const file = 'cyrus/cyrus.conf'
  const base = files[file]

  it('replaces it, together with edits of fields', () => {
    const text = base.replace('prefork=1', 'prefork=5 maxchild=100')
    const imapd = files['cyrus/imapd.conf'].replace('admins: cyrus', 'admins: cyrus anna')
    const edits: Edit[] = [
      { file, base, text },
      { field: 'cyrus/quotawarn', change: 'set', value: '80', was: '90' },
      { file: 'cyrus/imapd.conf', base: files['cyrus/imapd.conf'], text: imapd },
    ]
    expect(texts(edits)).toEqual({ [file]: text, 'cyrus/imapd.conf': imapd.replace('90', '80') })
  })

  it('keeps what somebody else changed elsewhere in it', () => {
    const main = files['postfix/main.cf']
    const now = changed('postfix/main.cf', 'mail.example.com', 'mx.example.com')
    const text = main.replace('10240000', '20480000')
    expect(texts([{ file: 'postfix/main.cf', base: main, text }], now)).toEqual({
      'postfix/main.cf': text.replace('mail.example.com', 'mx.example.com'),
    })
  })

  it('shows both versions where they crossed, and takes neither', () => {
    const now = changed(file, 'prefork=1', 'prefork=2')
    const text = base.replace('prefork=1', 'prefork=3')
    const { texts, conflicts } = make([{ file, base, text }], now)
    expect([...texts]).toEqual([])
    expect(conflicts).toMatchObject([
      { edit: 0, yours: text, theirs: now[file], text: { file, present: now[file] } },
    ])
    expect(fault({ file, base, text: conflicts[0]?.text?.merged ?? '' })).toEqual(['config.marks'])
  })

  it('goes on from theirs with the version that was chosen, and what did not cross', () => {
    const now = changed(file, 'prefork=1', 'prefork=2')
    const text = `${base.replace('prefork=1', 'prefork=3')}# the end\n`
    const { yours = '', theirs = '', text: crossed } = make([{ file, base, text }], now).conflicts[0] ?? {}
    const chosen = (next: string) => texts([{ file, base: crossed?.present ?? '', text: next }], now)
    expect(chosen(yours)).toEqual({ [file]: text })
    expect(chosen(theirs)).toEqual({ [file]: text.replace('prefork=3', 'prefork=2') })
  })

  it('is of a file that is there', () => {
    expect(fault({ file: 'etc/passwd', base: '', text: 'x' })).toEqual(['config.noFile'])
  })
})
