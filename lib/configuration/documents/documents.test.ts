/** What holds for the files of every format: what is read is the file, and a change is one statement. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isConsoleError } from '@/lib/errors'
import { decoded, encoded } from './bytes'
import { type Document, type FormatName, formats, parse, print, withoutConditions } from './document'
import { add, set, switchOff, switchOn, unset } from './edit'

const names = Object.keys(formats) as FormatName[]

/** What Debian's packages bring; each has to be there, so that none goes untested. */
const shipped: Record<FormatName, string[]> = {
  'main.cf': [
    '/usr/share/postfix/main.cf.dist',
    '/usr/share/postfix/main.cf.debian',
    '/usr/share/postfix/main.cf.tls',
  ],
  'master.cf': ['/usr/share/postfix/master.cf.dist', '/etc/postfix/master.cf'],
  'imapd.conf': ['/etc/imapd.conf'],
  'cyrus.conf': ['/etc/cyrus.conf'],
  apache: ['/etc/apache2'],
  proftpd: ['/etc/proftpd', '/usr/share/doc/proftpd-core/sample-configurations'],
  'cn=config': ['/etc/ldap/schema', '/usr/share/slapd/slapd.init.ldif'],
}

describe.each(names)('the files that Debian ships for %s', (format) => {
  it.each(shipped[format])('come back byte for byte, with their examples in use too: %s', (place) => {
    expect(existsSync(place), `${place} is missing: its package has to be installed`).toBe(true)
    const files = filesBelow(place)
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const bytes = readFileSync(file)
      const { text, encoding } = decoded(file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
      const document = parse(format, text)
      expect(print(document), file).toBe(text)
      if (!file.endsWith('.gz')) expect(Buffer.compare(encoded(text, encoding), bytes), file).toBe(0)
      everyStatementGoesOffAndOn(document, file)
      // Their examples as well, and what else is behind the marks of comments.
      const examples = text.replace(/^([ \t]*)#+[ \t]?/gm, '$1')
      const used = parse(format, examples)
      expect(print(used), file).toBe(examples)
      everyStatementGoesOffAndOn(used, file)
    }
  })
})

function everyStatementGoesOffAndOn(document: Document, file: string) {
  const count = document.statements.length
  for (let index = 0; index < count; index += Math.ceil(count / 40)) {
    const statement = document.statements[index]
    if (statement?.kind !== 'setting' && statement?.kind !== 'open') continue
    const target = { name: statement.name, section: withoutConditions(document, statement.path) }
    const off = outcome(() => switchOff(document, target, { index }))
    if (off instanceof Error) continue
    expect(print(switchOn(off, target, { index })), `${file}: ${statement.raw}`).toBe(print(document))
  }
}

function filesBelow(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place]
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(conf|load|gz|cf|ldif)$|^(envvars|magic)$|vhost/.test(one.name))
    .map((one) => path.join(one.parentPath, one.name))
}

/** Pieces of files, the awkward ones among them. */
const pieces: Record<FormatName, string[]> = {
  'main.cf': [
    'a = b',
    'mynetworks =',
    '  127.0.0.0/8',
    '\t[::1]/128',
    '# why',
    ' # inside',
    `x=$${'{a?{b}:{c}}'}`,
    '=',
    'zz',
  ],
  'master.cf': [
    'smtp inet n - y - - smtpd',
    'smtps inet n - y - - smtpd -v',
    '  -o a=b',
    '\t-o { c = d e }',
    ' -o { f =',
    '   g }',
    '  flags=DRhu user=v argv=/bin/x -f $' + '{sender}',
    '# why',
    ' # inside',
    'short unix',
  ],
  'imapd.conf': [
    'a: b',
    'a:\\',
    '  b \\',
    '@include: /etc/x',
    '# why \\',
    '# why',
    'nothing',
    'A-b_c:d',
    'e:',
  ],
  'cyrus.conf': [
    'START {',
    'SERVICES {',
    '}',
    '  imap cmd="imapd -U 30" listen="imap" prefork=0 # why',
    '\tlmtp\tcmd="lmtpd # x"',
    '  bare',
    '# why',
    'x y z',
  ],
  apache: [
    '<VirtualHost *:443>',
    '</VirtualHost>',
    '<IfModule !mod_ssl.c>',
    '</ifmodule>',
    'Listen 80',
    '  ServerName "a \\"b\\" c"',
    'Alias /a \\',
    '  /b',
    '# why \\',
    '# why',
    '<Broken',
  ],
  proftpd: [
    '<Global>',
    '</Global>',
    '<IfModule mod_tls.c>',
    '</IfModule>',
    'Port 21 # ftp',
    '  ServerName "a # \\"b"',
    'Umask 022 \\',
    '# left out \\',
    '  022',
    '# why',
  ],
  'cn=config': [
    'dn: cn=config',
    'dn:: Y249Y29uZmln',
    'olcThreads: 16',
    'olcRootPW:: c2VjcmV0',
    ' goes on',
    'olcDbIndex:  cn eq ',
    'a:< file:///etc/passwd',
    'a;binary:: /w==',
    'olcSuffix:',
    '# why',
    '-',
    '',
  ],
}

const marks = [
  '#(off) a = b',
  '#(off) ',
  '#(off) #(off) Port 21',
  '#(off)   -o a=b',
  '#(off) a: b\\',
  '#(off) <A>',
  '',
]

/** Every byte that a file in Latin-1 can have, and a few letters more. */
const strange = fc.nat(0x17f).map((code) => String.fromCharCode(code))

function files(format: FormatName) {
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces[format]) },
    { weight: 1, arbitrary: fc.constantFrom(...marks) },
    { weight: 1, arbitrary: fc.string({ unit: strange, maxLength: 8 }) },
  )
  const ends = fc.constantFrom('\n', '\n', '\n', '\r\n', ' \n', '\t\r\n')
  return fc
    .tuple(fc.array(fc.tuple(line, ends), { maxLength: 14 }), fc.option(line, { nil: '' }))
    .map(([lines, last]) => lines.map(([said, end]) => said + end).join('') + last)
}

const values = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'a b',
    '"',
    '"a b"',
    '#x',
    'a # b',
    'a\\',
    '{ a',
    '}',
    'a = b',
    '<x>',
    '\n',
    'a\nb = c',
  ),
  fc.constantFrom(
    'a\r',
    '-o x=y',
    `$${'{a?{b}:{c}}'}`,
    '[::1]:25',
    "it's",
    'ä',
    '\0',
    'cmd="x"',
    'a  b',
    '@include: x',
  ),
  fc.string({ maxLength: 6 }),
)

describe.each(names)('any file in the format of %s', (format) => {
  it('is what its statements say together', () => {
    fc.assert(fc.property(files(format), (text) => print(parse(format, text)) === text))
  })

  it('keeps every other statement when one is set, added, taken away, switched off and on, or nothing happens', () => {
    const edit = fc.constantFrom(set, add, unset, switchOff)
    fc.assert(
      fc.property(files(format), fc.nat(), values, edit, (text, pick, value, change) => {
        const document = parse(format, text)
        const index = pick % Math.max(1, document.statements.length)
        const statement = document.statements[index]
        if (!statement || !['setting', 'open', 'off'].includes(statement.kind)) return
        const target = { name: statement.name, section: withoutConditions(document, statement.path) }
        const after = outcome((): Document => {
          if (change === set) return set(document, target, value, { index })
          if (change === add) return add(document, target, value)
          return change === unset
            ? unset(document, target, { index })
            : switchOff(document, target, { index })
        })
        if (after instanceof Error) return
        expect(print(parse(format, print(after)))).toBe(print(after))
        const before = said(document)
        const now = said(after)
        const [gone, come] = [without(before, now), without(now, before)]
        if (change === unset) expect(come).toEqual([])
        else
          expect([gone.length <= 1 || statement.kind !== 'setting', come.length <= 1]).toEqual([true, true])
        if (change === set && statement.kind === 'setting' && value.trim() !== statement.value)
          expect(come.map((one) => JSON.parse(one)[2])).toEqual([value.trim()])
        if (change === switchOff) expect(print(switchOn(after, target, { index }))).toBe(text)
      }),
      { numRuns: 400 },
    )
  })
})

it('a megabyte is read and changed in time in proportion to its length', () => {
  const long: Record<FormatName, string> = {
    'main.cf': `a = b\n${'# why\n'.repeat(60_000)}c =\n${' d,\n # e\n'.repeat(60_000)}`,
    'master.cf': `smtp inet n - y - - smtpd\n${'  -o a=b\n # why\n'.repeat(15_000)}`,
    'imapd.conf': `a: b\n${'x: \\\n y\n# z \\\n #\n'.repeat(15_000)}`,
    'cyrus.conf': `SERVICES {\n${'  imap cmd="imapd" listen="imap" # why\n'.repeat(6_000)}}\n`,
    apache: `${'<A>\n  B "c d" \\\n e\n</A>\n'.repeat(10_000)}${' '.repeat(200_000)}F\n`,
    'cn=config': `dn: cn=config\na: b\n${'c: d\n  e\n# why\n'.repeat(40_000)}\n`,
    proftpd: `${'<A>\n  B "c d" \\\n e # f\n</A>\n'.repeat(10_000)}${'<'.repeat(200_000)}\n`,
  }
  for (const format of names) {
    const document = parse(format, long[format])
    expect(print(document)).toBe(long[format])
    const index = document.statements.findIndex(({ kind }) => kind === 'setting')
    const { name = '', path: section = [] } = document.statements[index] ?? {}
    expect(print(set(document, { name, section }, 'new', { index }))).toContain('new')
  }
  // Otherwise it takes hours.
}, 60_000)

it.each<[string, FormatName, string]>([
  ['sections that nobody closes', 'apache', '<A x>\n'.repeat(150_000)],
  ['sections of long names', 'apache', `<A ${'x'.repeat(30_000)}>\n`.repeat(30) + 'B c\n'.repeat(30_000)],
  ['sections that are switched off', 'proftpd', '#(off) <A x>\n'.repeat(60_000)],
  ['marks of what is off', 'main.cf', '#(off) '.repeat(100_000)],
  ['a service of many words', 'master.cf', `a unix - - - - - b\n${'  -v\n'.repeat(200_000)}`],
  ['comments', 'master.cf', `a unix - - - - - b\n${'#\n'.repeat(300_000)}`],
  ['an entry of many arguments', 'cyrus.conf', `START {\n  a${' b=c'.repeat(240_000)}\n}\n`],
])('%s are read, if not understood', (_what, format, text) => {
  expect(print(parse(format, text))).toBe(text)
})

it('a service of which a word cannot be read is none', () => {
  const rest = [
    '{user=nobody} argv=x',
    'user=nobody {argv=x}',
    'argv=x {a b}',
    '{-o} a=b',
    '-o {a=b}c',
    '-o a=}{ -o c=d',
    '-n {x}',
  ]
  const services = ['a{ unix - - - - - pipe', ...rest.map((words) => `a unix - - - - - pipe ${words}`)]
  for (const service of [...services, 'a unix - -\n# why\n  - - - pipe'])
    expect(parse('master.cf', service).statements, service).toMatchObject([{ kind: 'text', raw: service }])
  const braces = parse('master.cf', 'a unix - - - - - smtp -o { b = { c } } -o d=}')
  const overrides = braces.statements.filter(({ kind, name }) => kind === 'setting' && !name.includes(' '))
  expect(overrides).toMatchObject([
    { name: 'b', value: '{ c }' },
    { name: 'd', value: '}' },
  ])
})

/** Every statement that says something, in words. */
function said({ statements }: Document): string[] {
  return statements
    .filter(({ kind }) => kind === 'setting' || kind === 'open')
    .map(({ kind, name, value }) => JSON.stringify([kind, name, value]))
}

function without(list: string[], other: string[]): string[] {
  const rest = [...other]
  return list.filter((one) => {
    const at = rest.indexOf(one)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

/** A document, or the reason for there being none, which is always one that a person can be told. */
function outcome(change: () => Document): Document | Error {
  try {
    return change()
  } catch (error) {
    if (!isConsoleError(error, 'invalid')) throw error
    return error
  }
}
