/** What each format means by its lines, and what a change leaves as it was. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isConsoleError } from '@/lib/errors'
import {
  add,
  apacheQuoting,
  type Document,
  decoded,
  encoded,
  entriesOf,
  type FormatName,
  find,
  get,
  includes,
  parse,
  print,
  proftpdQuoting,
  quoted,
  set,
  switchOff,
  switchOn,
  unset,
  words,
} from '..'

const DOLLAR = '$'

describe('main.cf', () => {
  const file = `# Who may relay.
mynetworks = 127.0.0.0/8
  # the office
  192.0.2.0/24,

\t[::1]/128
smtpd_timeout = ${DOLLAR}{stress?{10}:{300}}s
relayhost =
`
  const document = parse('main.cf', file)

  it('has values that go on, with comments and blank lines in their midst', () => {
    expect(get(document, { name: 'mynetworks' })).toEqual(['127.0.0.0/8  192.0.2.0/24,\t[::1]/128'])
    expect(get(document, { name: 'smtpd_timeout' })).toEqual([`${DOLLAR}{stress?{10}:{300}}s`])
    expect(get(document, { name: 'relayhost' })).toEqual([''])
    expect(get(document, { name: 'Relayhost' })).toEqual([])
  })

  it('keeps the comments of a value that changes above it, or in its place when it goes', () => {
    const comments = '  # the office\n\n'
    expect(print(set(document, { name: 'mynetworks' }, '10.0.0.0/8'))).toBe(
      file.replace(/mynetworks[\s\S]*128\n/, `${comments}mynetworks = 10.0.0.0/8\n`),
    )
    expect(print(unset(document, { name: 'mynetworks' }))).toBe(
      file.replace(/mynetworks[\s\S]*128\n/, comments),
    )
  })

  it('gives the last of several, as Postfix does', () => {
    const twice = parse('main.cf', 'a = 1\nb = 2\na=3')
    expect(print(set(twice, { name: 'a' }, '4'))).toBe('a = 1\nb = 2\na=4')
    expect(print(set(twice, { name: 'a' }, '4', { index: 0 }))).toBe('a = 4\nb = 2\na=3')
    expect(print(add(twice, { name: 'c' }, ''))).toBe('a = 1\nb = 2\na=3\nc =\n')
  })

  it('reads what postconf(1) reads', () => {
    const values = ['a', 'b  c', `${DOLLAR}{x?{y}:{z}}`, '{ q = r }', 'a # b', 'x = y', '"']
    const awkward = values.flatMap((value, i) => [
      `a${i} = ${value}\n`,
      `b${i}=${value}\t\r\n`,
      `c${i} =\n \t${value}\n# why\n\n   # why not\n  and ${value}\n`,
      `d${i}   =   ${value}\r\n  ${value}\r\n`,
    ])
    const text = `# first\n${awkward.join('')}e0 = last`
    const asked = parse('main.cf', text).statements.flatMap(({ kind, name }) =>
      kind === 'setting' ? [name] : [],
    )
    const squeezed = (said: string) => said.replace(/[ \t\r]+/g, ' ')
    const ours = asked.map((name) => squeezed(`${name} = ${get(parse('main.cf', text), { name })[0]}`.trim()))
    // Names of our own are parameters as soon as something refers to them.
    const uses = `smtpd_banner = ${asked.map((name) => DOLLAR + name).join(' ')}\n`
    const theirs = postconf({ 'main.cf': uses + text }, '-n').filter((line) => /^[a-e]\d/.test(line))
    expect(theirs.map(squeezed).sort()).toEqual([...ours].sort())
  })
})

describe('master.cf', () => {
  const file = `smtp      inet  n       -       y       -       -       smtpd
submission inet n - y - 20 smtpd
  -o syslog_name=postfix/submission
# only with TLS
  -o smtpd_tls_security_level=encrypt -o { smtpd_banner = $myhostname at work }
maildrop  unix  -       n       n       -       -       pipe
  flags=DRXhu -o y=z user=vmail argv=/usr/bin/maildrop -d -o x=y
`
  const document = parse('master.cf', file)
  const submission = { section: ['submission/inet'] }

  it('has services with fields, overrides and arguments', () => {
    expect(get(document, { ...submission, name: 'field process_limit' })).toEqual(['20'])
    expect(get(document, { ...submission, name: 'smtpd_banner' })).toEqual(['$myhostname at work'])
    expect(get(document, { section: ['maildrop/unix'], name: 'argument user' })).toEqual(['vmail'])
    expect(get(document, { section: ['maildrop/unix'], name: 'argument argv' })).toEqual([
      '/usr/bin/maildrop -d -o x=y',
    ])
    for (const name of ['x', 'y']) expect(get(document, { section: ['maildrop/unix'], name })).toEqual([])
    // postconf(1) does not, but the daemon's getopt(3) does go on behind such a value.
    const valued = parse('master.cf', '25 inet n - n - - smtpd -v -n x -o a=b\n')
    expect(get(valued, { section: ['25/inet'], name: 'argument -n' })).toEqual(['x'])
    expect(get(valued, { section: ['25/inet'], name: 'a' })).toEqual(['b'])
  })

  it('changes an override or a field and nothing else', () => {
    const level = { ...submission, name: 'smtpd_tls_security_level' }
    expect(print(set(document, level, 'may'))).toBe(file.replace('=encrypt', '=may'))
    expect(print(set(document, { ...submission, name: 'field chroot' }, 'n'))).toBe(
      file.replace('submission inet n - y', 'submission inet n - n'),
    )
    expect(print(set(document, { section: ['smtp/inet'], name: 'content_filter' }, 'a b'))).toBe(
      file.replace('smtpd\nsub', 'smtpd\n  -o { content_filter = a b }\nsub'),
    )
    expect(print(unset(document, level))).toBe(file.replace('  -o smtpd_tls_security_level=encrypt', ''))
    expect(print(unset(document, { ...submission, name: 'smtpd_banner' }))).toBe(
      file.replace(/ -o \{.*\}/, ''),
    )
  })

  it('switches a service off, and an override that has a line for itself', () => {
    const off = switchOff(document, { name: 'submission/inet' })
    expect(print(off)).toContain('#(off) submission inet n - y - 20 smtpd\n#(off)   -o syslog_name')
    expect(find(off, { name: 'submission/inet' })[0]?.statement.kind).toBe('off')
    expect(print(switchOn(off, { name: 'submission/inet' }))).toBe(file)
    const name = { ...submission, name: 'syslog_name' }
    const quiet = switchOff(document, name)
    expect(print(quiet)).toBe(file.replace('  -o sys', '#(off)   -o sys'))
    expect(print(set(quiet, name, 'x'))).toBe(file.replace('postfix/submission', 'x'))
    expect(refusal(() => switchOff(document, { ...submission, name: 'smtpd_banner' }))).toBe(
      'config.notAlone',
    )
    expect(refusal(() => unset(document, { ...submission, name: 'field private' }))).toBe('config.noSetting')
  })

  it('reads what postconf(1) reads', () => {
    const theirs = postconf({ 'main.cf': '', 'master.cf': file }, '-P')
    const ours = document.statements
      .filter(({ kind, name }) => kind === 'setting' && !name.includes(' '))
      .map(({ path: [service], name, value }) => `${service}/${name} = ${value}`)
    expect(theirs.sort()).toEqual(ours.sort())
  })
})

describe('imapd.conf', () => {
  const file = 'admins: cyrus\\\n  anna\n# allow: no \\\ntimeout: 5\n@include: /etc/more.conf\nTimeout: 30m'
  const document = parse('imapd.conf', file)

  it('goes on behind a backslash, in comments too', () => {
    expect(get(document, { name: 'admins' })).toEqual(['cyrus  anna'])
    expect(get(document, { name: 'timeout' })).toEqual(['30m'])
    expect(includes(document).map(({ statement }) => statement.value)).toEqual(['/etc/more.conf'])
    expect(print(set(document, { name: 'admins' }, 'cyrus'))).toBe(
      file.replace('cyrus\\\n  anna', ' cyrus'.slice(1)),
    )
    expect(print(add(document, { name: 'quotawarn' }, '80'))).toBe(`${file}\nquotawarn: 80\n`)
    expect(refusal(() => set(document, { name: 'timeout' }, 'x\\'))).toBe('config.reading')
  })

  it('reads what cyr_info(8) reads', () => {
    const awkward = [
      'configdirectory: /x',
      'userprefix: Other # x\\y  "q"  \r',
      'sharedprefix:\\\n  Sh\t',
      '# popminpoll: 5 \\\nquotawarn: 5',
      '  # why\n  Admins : no'.replace(' :', ':'),
      'timeout: 1h\\\n30m',
      'umask: 077',
    ].join('\n')
    const ours = parse('imapd.conf', awkward).statements.filter(({ kind }) => kind === 'setting')
    const theirs = told({ 'imapd.conf': awkward }, (directory) => [
      '/usr/lib/cyrus/bin/cyr_info',
      ['conf', '-C', path.join(directory, 'imapd.conf')],
    ])
    // What is as by default it does not tell.
    const other = ours.filter(({ name }) => name !== 'umask')
    expect(theirs.sort()).toEqual(other.map(({ name, value }) => `${name.toLowerCase()}: ${value}`).sort())
  })
})

describe('cyrus.conf', () => {
  const file = `START {
  recover cmd="ctl_cyrusdb -r"
}
SERVICES {
\timap\tcmd="imapd -U 30" listen="imap" prefork=0 # people
}
`
  const document = parse('cyrus.conf', file)
  const imap = { section: ['SERVICES', 'imap'] }

  it('has entries with arguments in sections', () => {
    expect(get(document, { ...imap, name: 'cmd' })).toEqual(['imapd -U 30'])
    expect(print(set(document, { ...imap, name: 'listen' }, '127.0.0.1:143'))).toBe(
      file.replace('"imap"', '"127.0.0.1:143"'),
    )
    expect(print(set(document, { ...imap, name: 'prefork' }, '5'))).toBe(file.replace('=0', '=5'))
    expect(print(set(document, { ...imap, name: 'maxchild' }, '100'))).toBe(
      file.replace('=0', '=0 maxchild=100'),
    )
    expect(print(unset(document, { ...imap, name: 'prefork' }))).toBe(file.replace(' prefork=0', ''))
  })

  it('takes no value that ends the quotes or begins a comment', () => {
    for (const value of ['imapd" listen="x', 'imapd # x', '#'])
      expect(
        refusal(() => set(document, { ...imap, name: 'cmd' }, value)),
        value,
      ).toBe('config.reading')
  })

  it('switches an entry off and on', () => {
    const off = switchOff(document, { section: ['SERVICES'], name: 'imap' })
    expect(print(off)).toBe(file.replace('\timap', '#(off) \timap'))
    expect(get(off, { ...imap, name: 'cmd' })).toEqual([])
    expect(print(switchOn(off, { section: ['SERVICES'], name: 'imap' }))).toBe(file)
  })
})

describe('Apache', () => {
  const file = `Listen 80\r
<IfModule ssl_module>\r
  Listen 443 \\\r
    https\r
</IfModule>\r
# off by default \\
ServerName hidden
<VirtualHost *:443>
    ServerName a
    <Directory "/srv/a b">
        Require all granted
    </Directory>
</VirtualHost>
IncludeOptional sites/*.conf
`
  const document = parse('apache', file)
  const host = { section: ['VirtualHost *:443'] }

  it('has directives in sections that nest; sections that only ask a condition do not count', () => {
    expect(get(document, { name: 'listen' })).toEqual(['80', '443     https'])
    expect(get(document, { name: 'ServerName' })).toEqual([])
    expect(get(document, { ...host, name: 'ServerName' })).toEqual(['a'])
    expect(get(document, { section: [...host.section, 'Directory "/srv/a b"'], name: 'Require' })).toEqual([
      'all granted',
    ])
    expect(includes(document).map(({ statement }) => statement.value)).toEqual(['sites/*.conf'])
  })

  it('has to be told which of several', () => {
    expect(refusal(() => set(document, { name: 'Listen' }, '8080'))).toBe('config.several')
    const [first, second] = find(document, { name: 'Listen' })
    expect(print(set(document, { name: 'Listen' }, '8080', first))).toBe(file.replace('80', '8080'))
    expect(print(set(document, { name: 'Listen' }, '8443', second))).toBe(
      file.replace('443 \\\r\n    https', '8443'),
    )
    expect(print(add(document, { ...host, name: 'ServerAlias' }, 'b'))).toBe(
      file.replace('</Virtual', '    ServerAlias b\n</Virtual'),
    )
  })

  it('switches whole sections off and on', () => {
    const off = switchOff(document, { name: '<VirtualHost>' })
    expect(print(off)).toContain('#(off)     <Directory "/srv/a b">\n')
    expect(get(off, { ...host, name: 'ServerName' })).toEqual([])
    const [inner] = find(document, { ...host, name: '<Directory>' })
    const nested = switchOff(switchOff(document, { ...host, name: '<Directory>' }, inner), {
      name: '<VirtualHost>',
    })
    expect(print(switchOn(nested, { name: '<VirtualHost>' }))).toContain('#(off)     <Directory')
    expect(print(switchOn(off, { name: '<virtualhost>' }))).toBe(file)
    expect(print(set(document, { name: '<VirtualHost>' }, '*:8443'))).toBe(file.replace('*:443', '*:8443'))
    expect(print(unset(document, { name: '<VirtualHost>' }))).toBe(file.replace(/<Virt[\s\S]*Host>\n/, ''))
  })

  it('writes words so that they are read as they were meant', () => {
    for (const word of ['', 'a', 'a b', '"', "it's", 'a\\', '\\"', '#a', '<x>'])
      for (const quoting of [apacheQuoting, proftpdQuoting])
        expect(words(`x ${quoted(word, quoting)} y`, quoting)).toEqual(['x', word, 'y'])
    expect(refusal(() => quoted('a\nb', apacheQuoting))).toBe('input.control')
  })

  it('reads what Apache reads', () => {
    const modules = ['mpm_event', 'authz_core', 'alias', 'info']
    const loads = modules.map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so\n`)
    const awkward = `ServerName a
# LogLevel debug \\
PidFile x
ErrorLog /dev/null
Listen 8081 \\\r
   https
<IfModule alias_module>
  Alias "/a b"\t\\
   '/tmp/b "c"'
</IfModule>
<IfModule !alias_module>
  Nonsense
</IfModule>
<VirtualHost *:8081>
  <Directory   "/tmp/x y"  >
    Require  all \\
granted
  </directory>
</VirtualHost>`
    const theirs = told({ 'a.conf': loads.join('') + awkward }, (directory) => [
      '/usr/sbin/apache2',
      ['-t', '-D', 'DUMP_CONFIG', '-f', path.join(directory, 'a.conf')],
    ])
    const meaning = (file: string) =>
      parse('apache', file).statements.flatMap(({ kind, name, value, path: around }) =>
        (kind === 'setting' && name !== 'Nonsense') || (kind === 'open' && !name.startsWith('<IfModule'))
          ? [[around.filter((label) => !label.startsWith('IfModule')), name, value]]
          : [],
      )
    expect(meaning(theirs.join('\n'))).toEqual(meaning(awkward))
  })
})

describe('ProFTPD', () => {
  const file = `Port 21 # ftp
ServerName "a # \\"b\\""
Umask \\
# for files \\
  022 \\
  022
<Global>
  IdentLookups off
</Global>
# MaxInstances \\
MaxInstances 30
`
  const document = parse('proftpd', file)

  it('has comments at the end of lines, and commented lines among those that go on', () => {
    expect(get(document, { name: 'Port' })).toEqual(['21'])
    expect(get(document, { name: 'ServerName' })).toEqual(['"a # \\"b\\""'])
    expect(get(document, { name: 'Umask' })).toEqual(['022   022'])
    expect(get(document, { name: 'MaxInstances' })).toEqual(['30'])
    expect(print(set(document, { name: 'Port' }, '2121'))).toBe(file.replace('21', '2121'))
    expect(print(set(document, { name: 'Umask' }, '077'))).toBe(
      file.replace(/Umask[\s\S]*022\n/, '# for files \\\nUmask 077\n'),
    )
    expect(refusal(() => set(document, { name: 'Port' }, '21 # x'))).toBe('config.reading')
    expect(refusal(() => set(document, { section: ['Nowhere'], name: 'Port' }, '1'))).toBe('config.noSection')
  })
})

describe('an include', () => {
  it.each<[FormatName, string, string]>([
    ['apache', 'Listen 80\nIncludeOptional  sites/*.conf\nTimeout 60\n', 'IncludeOptional'],
    ['proftpd', 'Port 21\nInclude /etc/proftpd/more.conf # why\nUmask 022\n', 'Include'],
    ['imapd.conf', 'admins: cyrus\n@include:   /etc/more.conf\ntimeout: 30m', '@include'],
  ])('of %s is switched off without losing its text, and on again', (format, file, name) => {
    const document = parse(format, file)
    expect(includes(document)).toHaveLength(1)
    const off = switchOff(document, { name })
    expect(print(off)).toBe(file.replace(/^@?Include/im, '#(off) $&'))
    expect(includes(parse(format, print(off)))).toEqual([])
    expect(print(switchOn(parse(format, print(off)), { name }))).toBe(file)
  })
})

describe('a file of bytes', () => {
  it('is text in UTF-8, or in Latin-1 when it is not that', () => {
    const mark = new Uint8Array([0xef, 0xbb, 0xbf, 0x61])
    const other = new Uint8Array([0xe4, 0x0d, 0x00, 0xff])
    expect([decoded(mark).encoding, decoded(other).encoding]).toEqual(['utf8', 'latin1'])
    for (const bytes of [mark, other]) {
      const { text, encoding } = decoded(bytes)
      expect(new Uint8Array(encoded(text, encoding))).toEqual(bytes)
    }
    expect(refusal(() => encoded('א', 'latin1'))).toBe('config.letters')
    expect(refusal(() => encoded('\ud800', 'utf8'))).toBe('config.letters')
  })

  it('lets no value bring a line of its own', () => {
    const formats: FormatName[] = ['main.cf', 'imapd.conf', 'apache', 'proftpd']
    for (const format of formats)
      for (const value of ['a\nb', 'a\rb', 'a\0', 'a\u0085'])
        expect(refusal(() => set(parse(format, ''), { name: 'x' }, value))).toBe('input.control')
    expect(refusal(() => set(parse('main.cf', ''), { name: 'x = y' }, 'z'))).toBe('config.reading')
    expect(refusal(() => set(parse('apache', ''), { name: '<A' }, '>'))).toBe('config.reading')
  })
})

describe('cn=config', () => {
  const database = 'olcDatabase={1}mdb,cn=config'
  const file = `dn: cn=config
objectClass: olcGlobal
olcThreads: 16

dn: olcDatabase={-1}frontend,cn=config
olcPasswordHash: {ARGON2}

dn: olcDatabase={0}config,cn=config
olcRootPW:: e1NTSEF9eA==

dn: olcData
 base={1}mdb,cn=config
olcDbIndex: objectClass eq
olcDbIndex: cn eq,
 sub
# slapd would forget it
olcSuffix:: ZGM9w6Q=
`
  const document = parse('cn=config', file)
  const index = { name: 'olcdbindex', section: [database] }

  it('has entries with attributes, folded lines and values in base64', () => {
    expect(get(document, { name: 'olcThreads', section: ['cn=config'] })).toEqual(['16'])
    expect(get(document, index)).toEqual(['objectClass eq', 'cn eq,sub'])
    expect(get(document, { name: 'olcSuffix', section: [database] })).toEqual(['dc=ä'])
    expect(get(document, { name: 'olcThreads' })).toEqual([])
  })

  it('knows the entries that a parameter can stand in', () => {
    const places = [undefined, 'frontend', 'database', 'schema'] as const
    expect(places.map((place) => entriesOf(document, place))).toEqual([
      ['cn=config'],
      ['olcDatabase={-1}frontend,cn=config'],
      [database],
      [],
    ])
  })

  it('changes one value, adds at the end of the entry, and writes in base64 what has to be', () => {
    expect(print(set(document, { name: 'olcThreads', section: ['cn=config'] }, '8'))).toBe(
      file.replace('Threads: 16', 'Threads: 8'),
    )
    expect(print(add(document, { name: 'olcTimeLimit', section: ['cn=config'] }, '60'))).toBe(
      file.replace('Threads: 16\n', 'Threads: 16\nolcTimeLimit: 60\n'),
    )
    const [, second] = find(document, index)
    expect(print(set(document, index, ': ö', { index: second?.index ?? 0 }))).toBe(
      file.replace('olcDbIndex: cn eq,\n sub', 'olcDbIndex:: OiDDtg=='),
    )
    expect(print(unset(document, index, { index: second?.index ?? 0 }))).toBe(
      file.replace('olcDbIndex: cn eq,\n sub\n', ''),
    )
  })

  it('has nothing that can be switched off, no second line and no file for a value', () => {
    const threads = { name: 'olcThreads', section: ['cn=config'] }
    expect(refusal(() => switchOff(document, threads))).toBe('config.reading')
    expect(refusal(() => set(document, threads, '8\nolcRootPW: x'))).toBe('input.control')
    expect(refusal(() => add(document, { ...threads, name: 'olcRootPW:' }, 'x'))).toBe('config.reading')
    expect(print(set(document, threads, '< file:///etc/passwd'))).toContain('olcThreads:: PCBmaWxlOi')
    expect(get(parse('cn=config', 'dn: cn=config\na:< file:///x\n'), { ...threads, name: 'a' })).toEqual([])
  })
})

/** What postconf(1) says of files. */
function postconf(files: Record<string, string>, option: string): string[] {
  return told(files, (directory) => ['postconf', ['-c', directory, option]])
}

/** What a server's own tool says of files, line by line. */
function told(
  files: Record<string, string>,
  command: (directory: string) => [program: string, options: string[]],
): string[] {
  const directory = mkdtempSync(path.join(tmpdir(), 'documents-'))
  try {
    chmodSync(directory, 0o755)
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(directory, name), text)
    const { stdout, error } = spawnSync(...command(directory), { encoding: 'utf8' })
    if (error) throw error
    return stdout.split('\n').filter((line) => line !== '')
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function refusal(change: () => Document | Uint8Array | string): string {
  try {
    change()
  } catch (error) {
    if (isConsoleError(error)) return error.code
    throw error
  }
  return ''
}
