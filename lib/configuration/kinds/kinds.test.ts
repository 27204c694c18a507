/** Every kind as a table: what is typed, and what the file says or which code refuses it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isConsoleError } from '@/lib/errors'
import { apacheQuoting, proftpdQuoting } from '../documents/words'
import { acl, right } from './acl'
import { choice, choices } from './choice'
import { credentials, dn } from './dn'
import { cyrusTime, plainSeconds, postfixTime } from './duration'
import { flags } from './flag'
import { destinations, hostName } from './host'
import { hosts, ldapServers } from './hosts'
import { integer } from './integer'
import type { Kind } from './kind'
import { maps } from './map'
import { octal } from './octal'
import { filePath } from './path'
import { postfix } from './reference'
import { restrictions } from './restrictions'
import { size } from './size'
import { address, phrase, secret, text, word } from './text'

const S = '$'

/** [kind, typed, printed or refused with]; a code has a dot and no space. */
const table: [string, Kind, [typed: string, printed: string][]][] = [
  [
    'a flag of Postfix',
    flags.postfix,
    [
      ['On', 'yes'],
      ['0', 'no'],
      ['maybe', 'config.flag'],
      ['', 'input.required'],
    ],
  ],
  [
    'a flag of Cyrus',
    flags.cyrus,
    [
      ['t', 'yes'],
      ['FALSE', 'no'],
    ],
  ],
  [
    'a flag of Apache',
    flags.apache,
    [
      ['yes', 'On'],
      ['off', 'Off'],
    ],
  ],
  [
    'a flag of ProFTPD',
    flags.proftpd,
    [
      ['YES', 'on'],
      ['no', 'off'],
    ],
  ],
  [
    'a flag of slapd',
    flags.slapd,
    [
      ['yes', 'TRUE'],
      ['f', 'FALSE'],
    ],
  ],
  [
    'a choice',
    choice(['On', 'Off', 'Double']),
    [
      ['double', 'Double'],
      ['twice', 'config.choice'],
    ],
  ],
  [
    'choices',
    choices(['bind_v2', 'bind_anon_dn']),
    [
      ['bind_anon_dn, bind_v2', 'bind_anon_dn bind_v2'],
      ['', ''],
      ['x', 'config.choice'],
    ],
  ],
  [
    'a number',
    integer({ min: 2, max: 10, words: ['none'] }),
    [
      [' 7 ', '7'],
      ['007', '7'],
      ['None', 'none'],
      ['1', 'config.tooSmall'],
      ['11', 'config.tooLarge'],
      ['1e1', 'input.number'],
      ['7\n8', 'input.control'],
    ],
  ],
  [
    'a mask',
    octal({ most: 2 }),
    [
      ['022 022', '022 022'],
      ['0077', '0077'],
      ['8', 'config.octal'],
      ['022 022 022', 'config.octal'],
    ],
  ],
  [
    'a size in bytes',
    size({ min: 1, max: 2 ** 30 }),
    [
      ['10 MB', '10485760'],
      ['10240000', '10240000'],
      ['1,5 kB', '1536'],
      ['0', 'config.tooSmall'],
      ['2 GB', 'config.tooLarge'],
      ['big', 'config.size'],
      ['none', 'config.size'],
    ],
  ],
  [
    'a size in kilobytes',
    size({ unit: 1024, special: ['-1'] }),
    [
      ['1 MB', '1024'],
      ['32', '32'],
      ['-1', '-1'],
      ['500 B', 'config.size'],
    ],
  ],
  [
    'a time of Postfix',
    postfixTime({ min: 1 }),
    [
      ['90', '90s'],
      ['1h30m', '90m'],
      ['14 d', '2w'],
      ['0', 'config.tooSmall'],
      ['soon', 'config.duration'],
      ['1.5h', 'config.duration'],
    ],
  ],
  [
    'a time of Postfix in days',
    postfixTime({ unit: 'd' }),
    [
      ['5', '5d'],
      ['0', '0s'],
      ['36h', '36h'],
    ],
  ],
  [
    'a time of Cyrus',
    cyrusTime({ unit: 'm', min: 1800, special: ['-1'] }),
    [
      ['32', '32m'],
      ['1h30m', '1h30m'],
      ['1w', '7d'],
      ['29m', 'config.tooSmall'],
      ['-1', '-1'],
    ],
  ],
  [
    'a time of slapd',
    plainSeconds({ special: ['unlimited'] }),
    [
      ['1h', '3600'],
      ['Unlimited', 'unlimited'],
      ['15', '15'],
    ],
  ],
  [
    'a host',
    hostName,
    [
      ['mail.example.com', 'mail.example.com'],
      ['a b', 'config.host'],
      ['-a', 'config.host'],
    ],
  ],
  [
    'where mail goes',
    destinations,
    [
      ['[192.0.2.1]:587 b.example', '[192.0.2.1]:587, b.example'],
      ['[::1]', '[::1]'],
      ['a:x y:99999', 'config.host'],
      ['a;b', 'config.host'],
    ],
  ],
  [
    'networks',
    hosts({ words: ['all'] }),
    [
      ['10.0.0.0/8 [::1]/128,!b.example', '10.0.0.0/8, [::1]/128, !b.example'],
      ['all', 'all'],
      ['/etc/x hash:/y .example.com', '/etc/x, hash:/y, .example.com'],
      ['10.0.0.0/33', 'config.host'],
      ['::1', 'config.host'],
      ['(', 'config.host'],
    ],
  ],
  [
    'LDAP servers',
    ldapServers,
    [
      ['ldap://a:389/??sub, b:389', 'ldap://a:389/??sub b:389'],
      ['http://a', 'config.host'],
    ],
  ],
  [
    'tables',
    maps,
    [
      ['hash:/a, proxy:ldap:/b', 'hash:/a, proxy:ldap:/b'],
      ['unionmap:{static:a, static:b}', 'unionmap:{static:a, static:b}'],
      [`${S}virtual_maps`, `${S}virtual_maps`],
      ['/etc/aliases', 'config.map'],
      ['hash:', 'config.map'],
      ['inline:{', 'config.braces'],
    ],
  ],
  [
    'a path',
    filePath(),
    [
      ['/etc/a.pem', '/etc/a.pem'],
      ['a.pem', 'config.path'],
      ['/etc/../a', 'config.path'],
      ['/a b', 'config.pathLetters'],
    ],
  ],
  [
    'a path of Apache',
    filePath({ quoting: apacheQuoting }),
    [
      ['/srv/a b', '"/srv/a b"'],
      ['/srv', '/srv'],
    ],
  ],
  [
    'a path of ProFTPD',
    filePath({ quoting: proftpdQuoting, begins: /^[/~]/ }),
    [
      ['~', '~'],
      ['x', 'config.path'],
    ],
  ],
  [
    'restrictions',
    restrictions(['ours']),
    [
      ['permit_mynetworks ours reject', 'permit_mynetworks, ours, reject'],
      [
        'warn_if_reject reject_rbl_client a.b,check_client_access hash:/x',
        'warn_if_reject reject_rbl_client a.b, check_client_access hash:/x',
      ],
      [
        'check_recipient_access inline:{ {a = REJECT b c} }',
        'check_recipient_access inline:{ {a = REJECT b c} }',
      ],
      ['', ''],
      ['permit_my_networks', 'config.restriction'],
      ['check_client_access reject', 'config.argument'],
      ['reject_rbl_client', 'config.argument'],
      ['{', 'config.braces'],
    ],
  ],
  [
    'a DN',
    dn(),
    [
      ['cn=a,dc=b', 'cn=a,dc=b'],
      ['nobody', 'config.dn'],
      ['', 'input.required'],
    ],
  ],
  ['a DN of ProFTPD', dn(proftpdQuoting), [['cn=a b,dc=c', '"cn=a b,dc=c"']]],
  [
    'a DN with a password',
    credentials(proftpdQuoting),
    [
      ['"cn=a,dc=c" "x y"', 'cn=a,dc=c "x y"'],
      ['cn=a,dc=c x y', 'config.dn'],
    ],
  ],
  [
    'an access list',
    acl,
    [
      ['anyone  lrs', 'anyone lrs'],
      ['anyone', 'config.acl'],
      ['anyone xyz', 'config.acl'],
    ],
  ],
  [
    'a right',
    right,
    [
      ['c', 'c'],
      ['cd', 'config.right'],
    ],
  ],
  [
    'a text',
    text({ form: /^a/ }),
    [
      ['a b', 'a b'],
      ['b', 'config.form'],
      ['a\rb', 'input.control'],
      ['', 'input.required'],
    ],
  ],
  ['a text or none', text({ empty: true }), [['', '']]],
  [
    'a word of a directive',
    word(apacheQuoting),
    [
      ['My server', '"My server"'],
      ['it"s', '"it\\"s"'],
      ['x', 'x'],
    ],
  ],
  [
    'words of a directive',
    phrase(apacheQuoting, { max: 2 }),
    [
      ['404 "not here"', '404 "not here"'],
      ['404 "not', 'config.quotes'],
      ['a b c', 'config.words'],
    ],
  ],
  ['two words of a directive', phrase(apacheQuoting, { min: 2, max: 2 }), [['a', 'config.exactWords']]],
  ['two words or more', phrase(apacheQuoting, { min: 2 }), [['a', 'config.leastWords']]],
  [
    'words of ProFTPD',
    phrase(proftpdQuoting),
    [
      ['20 "Too many"', '20 "Too many"'],
      ['20 "x', 'config.quotes'],
      ['20 # x', 'config.quotes'],
    ],
  ],
  [
    'an address',
    address,
    [
      ['root', 'root'],
      ['a@b.example', 'a@b.example'],
      ['a b', 'config.form'],
    ],
  ],
  [
    'a password',
    secret,
    [
      ['a b', 'a b'],
      ['', 'input.required'],
    ],
  ],
  [
    'a Postfix value',
    postfix(integer(), { empty: true }),
    [
      [`${S}x`, `${S}x`],
      [`${S}{a?{1}:{2}}`, `${S}{a?{1}:{2}}`],
      ['', ''],
      ['x', 'input.number'],
      [`${S}{a`, 'config.braces'],
      [`${S}a\nb = c`, 'input.control'],
    ],
  ],
]

describe.each(table)('%s', (name, kind, rows) => {
  it.each(rows)('typed as %j is %j', (typed, printed) => {
    expect(outcome(kind, typed)).toBe(printed)
  })

  it('is shown so that typing what is shown changes nothing, and takes no line breaks', () => {
    for (const [, printed] of rows.filter(
      ([typed, printed]) => outcome(kind, typed) === printed && !isCode(printed),
    )) {
      const shown = kind.show(printed)
      if (kind.control !== 'secret' && name !== 'a DN with a password' && printed !== '')
        expect(outcome(kind, shown)).toBe(printed)
      if (kind.items) expect(outcome(kind, kind.items(printed).join(', '))).toBe(printed)
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 10 }), fc.constantFrom('\n', '\r', '\0'), (some, end) => {
        expect(outcome(kind, `x${end}${some}y`)).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
        kind.show(some + end)
      }),
      { numRuns: 20 },
    )
  })
})

function isCode(printed: string): boolean {
  return /^(config|input|acl)\./.test(printed)
}

function outcome(kind: Kind, typed: string): string {
  try {
    return kind.print(typed)
  } catch (error) {
    if (isConsoleError(error, 'invalid')) return error.code
    throw error
  }
}
