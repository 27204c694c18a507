/** What the commands for what is in a domain ask of operations. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CommanderError } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { LARGEST_FILE, personDetails } from '@/lib/directory'
import { english, translate } from '@/lib/locales/translate'
import { optionName } from '../option-names'
import { usageText } from '../program'
import { failure, run } from '../testing-commands'

const suffix = 'dc=example,dc=com'
const sales = `o=Sales,o=example.com,${suffix}`
const north = `ou=North,${sales}`
const gives = {
  'container.show': { dn: north, kind: 'group', name: 'North', contents: { user: 0 } },
  'user.show': { dn: `uid=anna,${sales}` },
  'entry.move': { dn: north },
  'container.move': { dn: `ou=South,${sales}` },
  'container.create': { dn: north },
  'contact.show': { dn: `cn=Ann Lee,${sales}` },
  'contact.create': { dn: `cn=Ann Lee,${sales}` },
  'contact.update': { dn: `cn=Ann Lee,${sales}` },
  'resource.show': { dn: `cn=Projector,${sales}` },
  'resource.create': { dn: `cn=Projector,${sales}` },
  'resource.update': { dn: `cn=Beamer,${sales}` },
}
const last = async (...argv: string[]) => (await run(argv, { gives })).asked.at(-1)

describe('arguments become the input of an operation:', () => {
  it.each<[string, string[], [string, unknown]]>([
    [
      'a private group with a telephone number',
      ['group', 'create', 'North', '--in', 'example.com/Sales', '--private', '--telephone-number', '1'],
      [
        'container.create',
        {
          ...{ kind: 'group', parent: 'example.com/Sales', name: 'North', private: true },
          details: { telephoneNumber: '1' },
        },
      ],
    ],
    [
      'an organization at an address of several lines',
      [
        ...['org', 'create', 'Sales', '--in', 'example.com', '--postal-address', 'Quay 1'],
        ...['--postal-address', 'Bergen', '--description', 'Sells'],
      ],
      [
        'container.create',
        {
          ...{ kind: 'organization', parent: 'example.com', name: 'Sales' },
          details: { postalAddress: 'Quay 1\nBergen', description: 'Sells' },
        },
      ],
    ],
    [
      'a group shown to everybody, whose fax is no more',
      ['group', 'set', 'example.com/Sales/North', '--no-private', '--fax', ''],
      [
        'container.update',
        { dn: north, private: { to: 'false' }, details: { facsimileTelephoneNumber: { to: '' } } },
      ],
    ],
    [
      'a group that goes elsewhere under another name',
      ['group', 'move', north, '--in', 'example.com', '--name', 'South'],
      ['container.move', { dn: north, parent: 'example.com', name: 'South' }],
    ],
    [
      'a user who moves',
      ['user', 'move', 'anna', '--in', 'example.com/Sales'],
      ['entry.move', { dn: `uid=anna,${sales}`, to: 'example.com/Sales' }],
    ],
    [
      'a user who moves with the address',
      ['user', 'move', 'anna', '--in', 'example.com/Sales', '--keep-addresses'],
      ['entry.move', { dn: `uid=anna,${sales}`, to: 'example.com/Sales', addresses: 'keep' }],
    ],
    [
      'a contact that moves',
      ['contact', 'move', 'example.com/Sales/Ann Lee', '--in', 'example.com'],
      ['entry.move', { dn: `cn=Ann Lee,${sales}`, to: 'example.com' }],
    ],
    [
      'a resource that moves',
      ['resource', 'move', 'example.com/Sales/Projector', '--in', 'example.com'],
      ['entry.move', { dn: `cn=Projector,${sales}`, to: 'example.com' }],
    ],
    ['a group that goes', ['group', 'delete', north, '--yes'], ['container.delete', { dn: north }]],
    [
      'a contact',
      [
        ...['contact', 'create', '--in', 'example.com/Sales', '--first-name', 'Ann', '--last-name', 'Lee'],
        ...['--addresses', 'a@x.example,b@x.example', '--locality', 'Oslo', '--locality', 'Bergen'],
      ],
      [
        'contact.create',
        {
          ...{ container: 'example.com/Sales', firstName: 'Ann', lastName: 'Lee' },
          ...{ addresses: 'a@x.example,b@x.example', details: { l: 'Oslo\nBergen' } },
        },
      ],
    ],
    [
      'a contact without a first name',
      ['contact', 'set', 'example.com/Sales/Ann Lee', '--first-name', ''],
      ['contact.update', { dn: `cn=Ann Lee,${sales}`, firstName: { to: '' }, details: {} }],
    ],
    [
      'a resource',
      [
        ...['resource', 'create', 'Projector', '--in', 'example.com/Sales', '--kind', 'equipment'],
        ...['--address', 'projector@example.com', '--responsible', 'anna,ben', '--room-number', '7'],
      ],
      [
        'resource.create',
        {
          ...{ container: 'example.com/Sales', name: 'Projector', kind: 'equipment' },
          ...{ address: 'projector@example.com', responsible: 'anna,ben', details: { roomNumber: '7' } },
        },
      ],
    ],
    [
      'a resource under another name',
      ['resource', 'set', 'example.com/Sales/Projector', '--name', 'Beamer'],
      ['resource.update', { dn: `cn=Projector,${sales}`, name: { to: 'Beamer' }, details: {} }],
    ],
    [
      'the domains of a domain administrator',
      ['admin', 'grant', 'anna', '--role', 'domain-administrator', '--domains', 'a.example', 'b.example'],
      ['role.set', { login: 'anna', role: 'domainAdministrator', domains: ['a.example', 'b.example'] }],
    ],
    ['a role that ends', ['admin', 'revoke', 'anna'], ['role.set', { login: 'anna', role: 'user' }]],
    [
      'limits of a domain',
      [
        ...['domain', 'create', 'a.example', '--private', '--max-accounts', '20', '--max-aliases', 'none'],
        ...['--max-storage', '200 GB', '--default-quota', '1 GB'],
      ],
      [
        'domain.create',
        {
          ...{ name: 'a.example', private: true, maxAccounts: '20', maxAliases: '' },
          ...{ maxStorage: '200 GB', defaultQuota: '1 GB' },
        },
      ],
    ],
    [
      'limits taken away',
      ['domain', 'set', 'a.example', '--max-accounts', 'none', '--max-storage', 'none', '--no-private'],
      [
        'domain.update',
        {
          ...{ name: 'a.example', private: { to: 'false' } },
          ...{ maxAccounts: { to: '' }, maxStorage: { to: 'none' } },
        },
      ],
    ],
    [
      'what a user may do',
      [
        ...['user', 'set', 'anna', '--no-web-client', '--sends-local-only', '--no-receives-local-only'],
        ...['--forwarding', 'a@x.example,b@x.example', '--keeps-copy', '--alternates', ''],
        ...['--language', 'he', '--alternate-mail', 'anna@home.example', '--display-name', 'Änne'],
      ],
      [
        'user.update',
        {
          ...{ login: 'anna', standardFolders: true, details: {} },
          ...{ webClient: { to: 'false' }, sendsLocalOnly: { to: 'true' } },
          ...{ receivesLocalOnly: { to: 'false' }, keepsCopy: { to: 'true' }, alternates: { to: '' } },
          ...{ forwarding: { to: 'a@x.example,b@x.example' }, language: { to: 'he' } },
          ...{ alternateMail: { to: 'anna@home.example' }, displayName: { to: 'Änne' } },
        },
      ],
    ],
    [
      'a user suspended whose mail is refused',
      ['user', 'suspend', 'anna', '--refuse-mail'],
      ['user.setStatus', { login: 'anna', status: 'suspended', refusesMail: true }],
    ],
    [
      'a user who is back',
      ['user', 'resume', 'anna'],
      ['user.setStatus', { login: 'anna', status: 'active' }],
    ],
  ])('%s', async (_what, argv, expected) => {
    expect(await last(...argv)).toEqual(expected)
  })

  it('every detail of a person has an option of its own', async () => {
    const argv = Object.keys(personDetails).flatMap((name) => [`--${optionName(name)}`, `of ${name}`])
    const details = Object.keys(personDetails).map((name) => [name, { to: `of ${name}` }])
    const asked = await last('user', 'set', 'anna', ...argv)
    expect(asked?.[1]).toMatchObject({ details: Object.fromEntries(details) })
  })
})

describe('a file', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'sm-cli-'))
  const picture = path.join(directory, 'anna.jpg')
  writeFileSync(picture, 'the bytes of a picture')
  afterAll(() => rmSync(directory, { recursive: true }))
  const content = Buffer.from('the bytes of a picture').toString('base64')

  it.each<[string[], unknown]>([
    [['photo', 'anna', '--set', picture], { kind: 'photo', content }],
    [['photo', 'anna', '--remove'], { kind: 'photo' }],
    [['certificate', 'anna', '--set', picture], { kind: 'certificate', content }],
    [['certificate', 'anna', '--kind', 'smime', '--set', picture], { kind: 'smimeCertificate', content }],
    [['certificate', 'anna', '--kind', 'pkcs12', '--remove'], { kind: 'pkcs12' }],
  ])('is put and taken away by user %j', async (argv, expected) => {
    const asked = await last('user', ...argv)
    expect(asked).toEqual(['user.setFile', { login: 'anna', ...(expected as object) }])
  })

  it('is saved byte for byte', async () => {
    const copy = path.join(directory, 'copy.jpg')
    await run(['user', 'photo', 'anna', '--save', copy], { gives: { 'user.showPhoto': { jpeg: content } } })
    expect(readFileSync(copy, 'utf8')).toBe('the bytes of a picture')
  })

  it('that is too large is not read to its end', async () => {
    const large = path.join(directory, 'large.jpg')
    writeFileSync(large, Buffer.alloc(3 * LARGEST_FILE))
    const [, input] = (await last('user', 'photo', 'anna', '--set', large)) ?? []
    const { content } = input as { content: string }
    expect(Buffer.from(content, 'base64')).toHaveLength(LARGEST_FILE + 1)
  })

  it.each([
    [['photo', 'anna', '--set', path.join(directory, 'none')], 'ENOENT'],
    [['photo', 'anna', '--set', directory], 'EISDIR'],
    [['photo', 'anna', '--save', path.join(directory, 'none', 'none')], 'ENOENT'],
    [['photo', 'anna'], '--help'],
  ])('is missing: user %j', async (argv, words) => {
    const error = await failure(['user', ...argv], { gives: { 'user.showPhoto': { jpeg: content } } })
    expect(error).toMatchObject({ message: expect.stringContaining(words) })
  })

  it('is not put and taken away at once', async () => {
    const error = await failure(['user', 'photo', 'anna', '--set', picture, '--remove'])
    expect(usageText(error as CommanderError, translate(english))).toMatch(/--set.* and .*--remove.* do not/)
  })
})

describe('what is refused before anything is asked', () => {
  it.each([
    [['org', 'set', north]],
    [['group', 'move', north]],
    [['contact', 'set', north]],
    [['resource', 'set', north]],
    [['user', 'set', 'anna']],
    [['domain', 'set', 'a.example']],
  ])('%j says nothing to change', async (argv) => {
    expect(await failure(argv, { gives })).toMatchObject({ problem: { kind: 'usage' } })
  })

  it('an organization is no group', async () => {
    for (const argv of [['show'], ['set', '--private'], ['move', '--name', 'x'], ['delete', '--yes']]) {
      const [verb = '', ...options] = argv
      const error = await failure(['org', verb, north, ...options], { gives })
      expect(error).toMatchObject({ problem: { code: 'access.notFound' } })
    }
  })

  it.each([
    ['alias', 'info@example.com', 'info@example.com'],
    ['contact', 'cn=Acme,o=example.com', 'Acme'],
    ['resource', 'cn=Beamer,o=example.com', 'Beamer'],
  ])('%s delete asks, but not with --yes', async (kind, named, typed) => {
    const shown = { dn: named, name: typed, address: named, members: [] }
    const gives = { [`${kind}.show`]: shown }
    const { questions, asked } = await run([kind, 'delete', named], { gives, answers: [typed] })
    expect(questions).toHaveLength(1)
    expect(asked.at(-1)?.[0]).toBe(`${kind}.delete`)
    const quiet = await run([kind, 'delete', named, '--yes'], { gives })
    expect([quiet.questions.length, quiet.asked.at(-1)?.[0]]).toEqual([0, `${kind}.delete`])
  })

  it('a group is deleted when its name is typed', async () => {
    const { questions, asked } = await run(['group', 'delete', north], { gives, answers: ['North'] })
    expect(questions[0]).toContain('example.com/Sales/North')
    expect(asked.at(-1)?.[0]).toBe('container.delete')
    expect(await failure(['group', 'delete', north], { gives, answers: ['no'] })).toMatchObject({
      problem: { code: 'notConfirmed' },
    })
  })

  it('nobody is asked about a place or domain that is not empty: the operation says what is inside', async () => {
    const full = {
      'container.show': { ...gives['container.show'], contents: { user: 1 } },
      'domain.show': { name: 'a.example', contents: { alias: 1 }, hasPostmaster: true, former: 1 },
    }
    for (const argv of [
      ['group', 'delete', north],
      ['domain', 'delete', 'a.example'],
    ]) {
      const { questions, asked } = await run(argv, { gives: full, answers: ['no'] })
      expect(questions).toEqual([])
      expect(asked.at(-1)?.[0]).toMatch(/^(container|domain)\.delete$/)
    }
  })
})

describe('a list', () => {
  const row = (at: number) => ({
    ...{
      dn: `uid=u${at},${north}`,
      kind: 'user',
      name: `Called ${at}`,
      sortName: `User ${at}`,
      login: `u${at}`,
    },
    ...{ description: '', mail: null, role: null, suspended: false, isPrivate: false, hasChildren: false },
  })
  /** 450 users, as many at a time as are asked for. */
  const users = ({ offset, count }: { offset: number; count: number }) => {
    const here = Array.from({ length: Math.min(count, 450 - offset) }, (_, at) => row(offset + at))
    return { rows: here, offset, total: 450, list: 'the list' }
  }

  it('is the first window, and says how many there are', async () => {
    const { asked, written } = await run(['user', 'find', 'ann'], { gives: { 'directory.list': users } })
    expect(asked).toEqual([['directory.list', { text: 'ann', kind: 'user', offset: 0, count: 200 }]])
    expect(written).toContain('200 of 450 are shown')
    expect(written).toMatch(/^u0 +User 0 +User +active +example.com\/Sales\/North$/m)
  })

  it('is all of it with --all', async () => {
    const { asked, written } = await run(['user', 'find', '--all', '--json'], {
      gives: { 'directory.list': users },
    })
    expect(asked.map(([, input]) => input)).toMatchObject([
      { offset: 0 },
      { offset: 200, list: 'the list' },
      { offset: 400, list: 'the list' },
    ])
    const { rows, total } = JSON.parse(written)
    expect(total).toBe(450)
    expect(rows.map(({ login }: { login: string }) => login)).toEqual(
      Array.from({ length: 450 }, (_, at) => `u${at}`),
    )
  })

  it('takes criteria and a place', async () => {
    const argv = [
      ...['user', 'find', '--in', 'example.com/Sales', '--role', 'domain-administrator', '--uid', 'a'],
      ...['--status', 'suspended', '--mailbox', 'no', '--department', 'Ops', '--sort', 'surname'],
    ]
    const { asked } = await run(argv, { gives: { 'directory.list': users } })
    expect(asked[0]?.[1]).toEqual({
      ...{ at: 'example.com/Sales', depth: 'sub', kind: 'user', offset: 0, count: 200 },
      ...{ role: 'domainAdministrator', login: 'a', status: 'suspended', mailbox: 'no' },
      ...{ department: 'Ops', sort: 'surname' },
    })
  })

  it.each([
    ['org', 'organization'],
    ['group', 'group'],
    ['contact', 'contact'],
    ['resource', 'resource'],
  ])('of %s has only those', async (command, kind) => {
    const nothing = { rows: [], offset: 0, total: 0, list: null }
    const { asked, written } = await run([command, 'list', '--text', 'x'], {
      gives: { 'directory.list': nothing },
    })
    expect(asked[0]?.[1]).toEqual({ text: 'x', kind, offset: 0, count: 200 })
    expect(written.trim().split('\n')).toHaveLength(1)
  })
})
