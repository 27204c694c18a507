import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { attributesText } from '@/lib/locales/attribute-names'
import { english, translate } from '@/lib/locales/translate'
import { personDetails, placeDetails } from './details'
import { address, addressOrNone, domainName, line, login, newLogin, newPassword } from './fields'
import { resourceDetails } from './resources'

const refused = [
  ['a newline', 'a\nb', 'input.control'],
  ['NUL', 'a\u0000b', 'input.control'],
  ['a right-to-left override', 'a\u202eb', 'input.bidirectional'],
  ['300 characters', 'x'.repeat(300), 'input.tooLong'],
] as const

describe('a line of text', () => {
  it.each([
    '*)(uid=*',
    'a,b=c+d',
    '"; rm -rf /',
    '<script>alert(1)</script>',
    '🦊 שלום',
    'Müller',
    '#x',
    '\\',
  ])('keeps %s as it is', (text) => expect(line().parse(text)).toBe(text))

  it.each(refused)('refuses %s', (_what, text, code) => {
    expect(line().safeParse(text).error?.issues[0]?.message).toBe(code)
  })
})

describe('a login', () => {
  it('is folded to lower case, as Cyrus does', () => expect(login.parse(' Anna ')).toBe('anna'))
  it.each([
    '',
    '.anna',
    'anna.',
    'a..b',
    'a/b',
    'a b',
    'a*',
    'a,b',
    'é',
    'a:b',
    'x'.repeat(65),
    '-a',
    'a\u0000',
  ])('refuses %j', (text) => expect(login.safeParse(text).success).toBe(false))

  it.each(['4711', '0', '47-11', '4_7.1-1'])('is not given without a letter: %s', (text) => {
    expect(newLogin.safeParse(text).error?.issues[0]?.message).toBe('login.letter')
    expect(login.parse(text)).toBe(text)
    expect(newLogin.parse(`a${text}`)).toBe(`a${text}`)
  })
})

describe('a domain name', () => {
  it('takes international names in their ASCII form', () =>
    expect(domainName.parse('Bücher.example')).toBe('xn--bcher-kva.example'))
  it.each([
    '',
    'example',
    'a b.com',
    'exa mple.com',
    '-a.com',
    'a..b',
    'a,b=c.com',
    '*.com',
    'a.com/x',
    '1.2.3.4',
    'a.com\n'.repeat(2),
  ])('refuses %j', (text) => expect(domainName.safeParse(text).success).toBe(false))
})

describe('an address that may be left out', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    [' Anna@Example.com ', 'anna@example.com'],
  ])('reads %j as %j', (text, meant) => expect(addressOrNone.parse(text)).toBe(meant))
  it('says of a wrong one that it is not an address', () => {
    expect(addressOrNone.safeParse('no address').error?.issues[0]?.message).toBe('address.form')
  })
})

describe('an address', () => {
  it('is given back in lower case', () =>
    expect(address.parse('Anna.Alt+x@Example.COM')).toBe('anna.alt+x@example.com'))
  it.each([
    'anna',
    '@example.com',
    'anna@',
    'a b@example.com',
    'anna@example',
    '"a"@example.com',
    'a@b@c.com\n.x',
    'a..b@example.com',
    `${'x'.repeat(65)}@example.com`,
    'a\u0000@example.com',
  ])('refuses %j', (text) => expect(address.safeParse(text).success).toBe(false))
})

describe('a new password', () => {
  it('has eight characters or more', () => {
    expect(newPassword.safeParse('1234567').error?.issues[0]?.message).toBe('password.tooShort')
    expect(newPassword.parse(' שלום עולם ')).toBe(' שלום עולם ')
  })

  it.each(['a', 'ש', '€', '🌻'])('is as long as saslauthd takes, in bytes: %s', (letter) => {
    const longest = letter.repeat(127 / Buffer.byteLength(letter))
    expect(newPassword.parse(longest)).toBe(longest)
    expect(newPassword.safeParse(longest + letter).error?.issues[0]?.message).toBe('password.tooLong')
  })

  it.each(['{SSHA}a good pass phrase', '{cleartext}a good pass phrase', '{crypt}$6$salt$hash'])(
    'is none that slapd would keep as a hash: %s',
    (text) => expect(newPassword.safeParse(text).error?.issues[0]?.message).toBe('password.braces'),
  )

  it.each(['{ pass phrase', 'a pass {phrase}', '{}{}{}{}'])(
    'has braces where they mean nothing: %s',
    (text) => expect(newPassword.parse(text)).toBe(text),
  )
})

it('has a name for every attribute that somebody else may have changed in the meantime', () => {
  const sources = ['lib/directory', 'lib/aliases'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => /^[a-z-]+\.ts$/.test(file))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
  )
  const asserted = [
    /\bassert\.(\w+)/g,
    /\b(?:writeLine|assertLine)\((?:[^()']*, )'(\w+)'/g,
    /'edit\.conflict', \{ attributes: '(\w+)'/g,
    /\boverlap\('(\w+)'\)/g,
    /\bdirectory\.modify\(.*, \{ (\w+): \w+ \}\)/g,
    /^ {2}(?:photo|certificate|smimeCertificate|pkcs12): '([\w;]+)'/gm,
    /^ {2}\w+: '(sm\w+)',$/gm,
    /\bconst before = \{ (sm\w+): [^}]*\}/g,
    /\bconst before = \{ \w+: [^,]*, (sm\w+): [^}]*\}/g,
  ]
  const found = asserted.map((form) =>
    sources.flatMap((text) => [...text.matchAll(form)].map(([, name = '']) => name)),
  )
  // Each form of writing it down is in use, or the names would be looked for in vain.
  for (const [at, names] of found.entries()) expect(names, String(asserted[at])).not.toEqual([])
  const tables = [personDetails, placeDetails, resourceDetails]
  const names = [...found.flat(), ...tables.flatMap((table) => Object.keys(table))]
  expect([...new Set(names)].filter((name) => attributesText(translate(english), name) === name)).toEqual([])
})
