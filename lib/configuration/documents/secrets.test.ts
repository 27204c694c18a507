import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parameters } from '../catalogue'
import type { FormatName } from './document'
import { masked, unmasked } from './secrets'

const formats = [
  'main.cf',
  'master.cf',
  'imapd.conf',
  'cyrus.conf',
  'apache',
  'proftpd',
  'cn=config',
] as const

/** Files with one secret, `5ecret`, each, and what is shown of them. */
const files: [what: string, format: FormatName, text: string, shown: string][] = [
  ['a map', 'main.cf', 'bind_pw = 5ecret\nversion = 3\n', 'bind_pw = (kept secret)\nversion = 3\n'],
  ['no space', 'main.cf', 'bind_pw=5ecret', 'bind_pw=(kept secret)'],
  ['CRLF', 'main.cf', 'bind_pw = 5ecret\r\na = b\r\n', 'bind_pw = (kept secret)\r\na = b\r\n'],
  ['a continued value', 'main.cf', 'bind_pw =\n# why\n  5ecret\na = b\n', 'bind_pw =(kept secret)\na = b\n'],
  ['off', 'main.cf', '#(off) bind_pw = 5ecret\n', '#(off) bind_pw = (kept secret)\n'],
  ['off and continued', 'main.cf', '#(off) bind_pw =\n#(off)  5ecret\n', '#(off) bind_pw =(kept secret)\n'],
  ['a comment', 'main.cf', '# bind_pw = 5ecret\n', '# bind_pw = (kept secret)\n'],
  ['a comment without space', 'main.cf', '#bind_pw = 5ecret\n', '#bind_pw = (kept secret)\n'],
  ['a comment of two lines', 'main.cf', '#bind_pw =\n#  5ecret\n', '#bind_pw =\n#  (kept secret)\n'],
  [
    'a map with its contents',
    'main.cf',
    'smtp_sasl_password_maps = static:anna:5ecret\n',
    'smtp_sasl_password_maps = (kept secret)\n',
  ],
  [
    'an option of a service',
    'master.cf',
    'smtp unix - - n - - smtp\n  -o smtp_sasl_password_maps=static:a:5ecret\n  -o a=b\n',
    'smtp unix - - n - - smtp\n  -o { smtp_sasl_password_maps = (kept secret) }\n  -o a=b\n',
  ],
  ['a password of Cyrus', 'imapd.conf', 'ldap_password: 5ecret\n', 'ldap_password: (kept secret)\n'],
  ['one that goes on', 'imapd.conf', 'proxy_password: ab\\\n5ecret\n', 'proxy_password: (kept secret)\n'],
  ['of SASL', 'imapd.conf', 'sql_passwd: 5ecret\nldapdb_x: y\n', 'sql_passwd: (kept secret)\nldapdb_x: y\n'],
  [
    'a program of Cyrus',
    'cyrus.conf',
    'START {\n  a cmd="b --password=5ecret"\n}\n',
    'START {\n  a cmd="b --password=(kept secret)"\n}\n',
  ],
  [
    'a header',
    'apache',
    'RequestHeader set X-Server-Manager-Proxy "5ecret"\nRequestHeader set X-Forwarded-Proto https\n',
    'RequestHeader set X-Server-Manager-Proxy "(kept secret)"\nRequestHeader set X-Forwarded-Proto https\n',
  ],
  [
    'a directive in a section',
    'apache',
    '<Location />\n  AuthLDAPBindPassword 5ecret\n</Location>\n',
    '<Location />\n  AuthLDAPBindPassword "(kept secret)"\n</Location>\n',
  ],
  [
    'another server',
    'apache',
    'ProxyPass / ajp://a:8009/ secret=5ecret\n',
    'ProxyPass / ajp://a:8009/ secret=(kept secret)\n',
  ],
  ['an address', 'apache', 'Redirect / http://a:5ecret@b/\n', 'Redirect / http://a:(kept secret)@b/\n'],
  ['the second word', 'proftpd', 'LDAPBindDN "cn=a b" "5ecret"\n', 'LDAPBindDN "cn=a b" "(kept secret)"\n'],
  [
    'the second word in the next line',
    'proftpd',
    'LDAPBindDN "cn=a" \\\n 5ecret\n',
    'LDAPBindDN "cn=a" \\\n "(kept secret)"\n',
  ],
  [
    'a section that is off',
    'proftpd',
    '#(off) <Global>\n#(off)   LDAPBindDN cn=a "5ecret"\n#(off) </Global>\n',
    '#(off) <Global>\n#(off)   LDAPBindDN cn=a "(kept secret)"\n#(off) </Global>\n',
  ],
  [
    'an attribute',
    'cn=config',
    'dn: olcDatabase={1}mdb,cn=config\nolcRootPW: {SSHA}5ecret\n\n',
    'dn: olcDatabase={1}mdb,cn=config\nolcRootPW: (kept secret)\n\n',
  ],
  [
    'one in base64',
    'cn=config',
    'dn: cn=config\nolcRootPW:: NWVjcmV0\n\n',
    'dn: cn=config\nolcRootPW: (kept secret)\n\n',
  ],
  [
    'a part of an attribute, folded',
    'cn=config',
    'dn: cn=config\nolcSyncrepl: rid=1 credentials="5e\n cret" provider=a\n\n',
    'dn: cn=config\nolcSyncrepl: rid=1 credentials="(kept secret)" provider=a\n\n',
  ],
]

describe('a secret of a configuration file', () => {
  it.each(files)('is kept back: %s', (_what, format, text, shown) => {
    expect(masked(format, text)).toBe(shown)
    expect(masked(format, shown)).toBe(shown)
    expect(unmasked(format, text, shown)).toBe(text)
  })

  it('is told by name wherever the catalogue marks one, and nothing else of the catalogue is kept back', () => {
    for (const { format, name, marks } of parameters) {
      const line = {
        'main.cf': `${name} = one\n`,
        'master.cf': '',
        'imapd.conf': `${name}: one\n`,
        'cyrus.conf': '',
        apache: `${name} one two\n`,
        proftpd: `${name} one two\n`,
        'cn=config': `dn: cn=config\n${name}: one\n\n`,
      }[format]
      expect(masked(format, line).includes('(kept secret)'), name).toBe(marks.includes('secret'))
    }
  })

  it('comes back byte for byte, whatever the file looks like', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      ...['bind_pw', 'ldap_password:', 'LDAPBindDN a', '-o x_password =', 'olcRootPW:', 'dn: cn=config'].map(
        (name) =>
          fc
            .tuple(fc.constantFrom('', '#', '# ', '#(off) ', '  ', '<a>\n'), fc.string({ maxLength: 6 }))
            .map(([before, value]) => `${before}${name} ${name.includes(':') ? '' : '= '}${value}`),
      ),
      fc.constantFrom('', '\\', '# a', ' b', 'credentials="x', 'http://a:b@c', 'a password=b c=d', '}', '{'),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...formats),
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        (format, lines, end) => {
          const text = lines.join(end)
          const shown = masked(format, text)
          expect(masked(format, shown)).toBe(shown)
          expect(unmasked(format, text, shown)).toBe(text)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('goes with its statement when that moves, is switched off, or has another beside it', () => {
    const two = 'LDAPServer a\nLDAPBindDN cn=a "one"\n<Global>\n  LDAPBindDN cn=b "two"\n</Global>\n'
    const shown = masked('proftpd', two)
    expect(unmasked('proftpd', two, shown.replace('LDAPServer a', 'LDAPServer b'))).toBe(
      two.replace('LDAPServer a', 'LDAPServer b'),
    )
    expect(unmasked('proftpd', two, shown.replace('cn=b', 'cn=c'))).toBe(two.replace('cn=b', 'cn=c'))
    expect(unmasked('proftpd', two, shown.replace('LDAPBindDN cn=a', '#(off) LDAPBindDN cn=a'))).toBe(
      two.replace('LDAPBindDN cn=a', '#(off) LDAPBindDN cn=a'),
    )
    const more = 'olcSyncrepl: rid=1 credentials=one\nolcSyncrepl: rid=2 credentials=two\n'
    const entry = (lines: string) => `dn: cn=config\n${lines}\n`
    const [first = '', second = ''] = masked('cn=config', entry(more)).split('\n').slice(1, 3)
    expect(unmasked('cn=config', entry(more), entry(`${second}\n${first}\n`))).toBe(
      entry('olcSyncrepl: rid=2 credentials=two\nolcSyncrepl: rid=1 credentials=one\n'),
    )
    expect(unmasked('cn=config', entry(more), entry(`${second}\n`))).toBe(
      entry('olcSyncrepl: rid=2 credentials=two\n'),
    )
  })

  it('takes a new value', () => {
    const text = 'bind_dn = cn=a\nbind_pw = old\n'
    expect(unmasked('main.cf', text, 'bind_dn = cn=a\nbind_pw = new\n')).toBe(
      'bind_dn = cn=a\nbind_pw = new\n',
    )
  })

  it.each<[string, FormatName, string, string]>([
    ['where it would be shown', 'main.cf', 'bind_pw = a\n', 'myhostname = (kept secret)\n'],
    ['where there was none', 'main.cf', 'a = b\n', 'bind_pw = (kept secret)\n'],
    ['of another statement', 'imapd.conf', 'proxy_password: a\n', 'ldap_password: (kept secret)\n'],
    [
      'in another section',
      'proftpd',
      'LDAPBindDN a "b"\n',
      '<Global>\nLDAPBindDN a "(kept secret)"\n</Global>\n',
    ],
    [
      'of one of several that cannot be told apart',
      'proftpd',
      'LDAPBindDN a "b"\nLDAPBindDN a "c"\n',
      'LDAPBindDN a "(kept secret)"\n',
    ],
    [
      'inside another value',
      'main.cf',
      'bind_pw = a\nb = c\n',
      'bind_pw = (kept secret)\nb = (kept secret)\n',
    ],
  ])('is refused to a placeholder %s', (_what, format, present, text) => {
    expect(() => unmasked(format, present, text)).toThrow('no secret to keep')
  })
})
