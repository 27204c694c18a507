/** What is in a domain, by the commands on real servers, as root and as administrators of different reach. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mustRun } from '@/lib/instance/program'
import {
  imapTalk,
  ldapValues,
  receivedMail,
  runLdapTool,
  sendMail,
  testInstance,
} from '@/lib/instance/testing'
import { commandsOf } from './testing-inside'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `inside-${tag}.example`
const other = `outside-${tag}.example`
const top = `o=${domain},${instance.suffix}`
const sales = `o=Sales,${top}`
const north = `ou=North,${sales}`
const password = 'a long secret 1'

const { run, must } = commandsOf(instance)
const newUser = (login: string, place: string, ...more: string[]) =>
  must(
    [
      ...['user', 'create', login, '--in', place, '--last-name', 'Miller', '--password-stdin'],
      ...['--no-must-change', ...more],
    ],
    { input: `${password}\n` },
  )
const userDn = (login: string, place = top) => `uid=${login},${place}`
const isGone = (dn: string) => expect(ldapValues(dn, 'objectClass')).rejects.toThrow('No such object')

const directory = mkdtempSync(path.join(tmpdir(), 'sm-inside-'))

beforeAll(async () => {
  await must(['domain', 'create', domain])
  await must(['domain', 'create', other])
  await must(['org', 'create', 'Sales', '--in', domain, '--description', 'Sells', '--locality', 'Bergen'])
  await must(['group', 'create', 'North', '--in', `${domain}/Sales`])
}, 60_000)
afterAll(() => rmSync(directory, { recursive: true }))

describe('root', () => {
  it('makes organizations and groups, and names them by the way to them', async () => {
    expect(await ldapValues(sales, 'l')).toEqual(['Bergen'])
    expect(await ldapValues(north, 'memberURL')).toHaveLength(1)
    const shown = (await must(['org', 'show', `${domain}/Sales`])).stdout
    expect(shown).toMatch(/^Description +Sells$/m)
    expect(shown).toMatch(/^Groups +1$/m)
    const listed = await must(['group', 'list', '--in', `${domain}/Sales`, '--json'])
    expect(listed.json()).toMatchObject({ total: 1, rows: [{ dn: north, kind: 'group' }] })
    const text = ['--text', 'ort', '--in', domain, '--json']
    expect((await must(['group', 'list', ...text])).json()).toMatchObject({ rows: [{ dn: north }] })
    expect((await must(['org', 'list', ...text])).json()).toMatchObject({ total: 0 })
    expect((await run(['group', 'show', `${domain}/Sales`])).code).toBe(4)
    expect((await run(['org', 'show', `${domain}/Nowhere`])).code).toBe(4)
  })

  it('asks for the DN where a way means two places', async () => {
    await must(['org', 'create', 'Twin', '--in', domain])
    await must(['group', 'create', 'Twin', '--in', domain])
    const { code, stderr } = await run(['org', 'show', `${domain}/Twin`])
    expect(code).toBe(6)
    expect(stderr).toContain(`ou=Twin,${top}`)
    await must(['group', 'delete', `ou=Twin,${top}`, '--yes'])
    await must(['org', 'delete', `${domain}/Twin`, '--yes'])
    await isGone(`o=Twin,${top}`)
  })

  it('changes, moves and deletes a group whose name is not easy', async () => {
    const way = String.raw`${domain}/Sales/R\/D, Süd`
    await must(['group', 'create', 'R/D, Süd', '--in', `${domain}/Sales`])
    await must(['group', 'set', way, '--fax', '+47 1', '--fax', '+47 2', '--postal-address', 'Quay 1'])
    const dn = String.raw`ou=R/D\, Süd,${sales}`
    expect((await ldapValues(dn, 'facsimileTelephoneNumber')).sort()).toEqual(['+47 1', '+47 2'])
    await must(['group', 'move', way, '--in', domain, '--name', 'Research'])
    expect(await ldapValues(`ou=Research,${top}`, 'postalAddress')).toEqual(['Quay 1'])
    await must(['group', 'set', `${domain}/Research`, '--fax', ''])
    expect(await ldapValues(`ou=Research,${top}`, 'facsimileTelephoneNumber')).toEqual([])
    await must(['group', 'delete', `${domain}/Research`, '--yes'])
    await isGone(`ou=Research,${top}`)
  })

  it('deletes nothing that is not empty, and says what is inside', async () => {
    const { code, stderr } = await run(['org', 'delete', `${domain}/Sales`, '--yes'])
    expect(code).toBe(6)
    expect(stderr).toContain('North')
    expect(await ldapValues(sales, 'o')).toEqual(['Sales'])
  })

  it('hides a group and shows it again', async () => {
    await must(['group', 'create', 'Secret', '--in', domain, '--private'])
    expect(await ldapValues(`ou=Secret,${top}`, 'smPrivate')).toEqual(['TRUE'])
    await must(['group', 'set', `${domain}/Secret`, '--no-private'])
    expect(await ldapValues(`ou=Secret,${top}`, 'smPrivate')).toEqual([])
  })

  it('keeps contacts', async () => {
    const way = `${domain}/Sales/North/Zoë Lee`
    await must([
      ...['contact', 'create', '--in', `${domain}/Sales/North`, '--first-name', 'Zoë', '--last-name', 'Lee'],
      ...['--addresses', 'zoe@x.example, lee@x.example', '--mobile', '+47 3', '--title', 'Agent'],
    ])
    const dn = `cn=Zoë Lee,${north}`
    expect((await ldapValues(dn, 'mail')).sort()).toEqual(['lee@x.example', 'zoe@x.example'])
    expect((await must(['contact', 'show', way])).stdout).toMatch(/^Job title +Agent$/m)
    await must(['contact', 'set', way, '--title', '', '--last-name', 'Lind'])
    expect(await ldapValues(`cn=Zoë Lind,${north}`, 'title')).toEqual([])
    expect((await must(['contact', 'list', '--text', 'lind', '--in', domain])).stdout).toContain('Zoë Lind')
    await must(['contact', 'move', `${domain}/Sales/North/Zoë Lind`, '--in', domain])
    await must(['contact', 'delete', `${domain}/Zoë Lind`, '--yes'])
    await isGone(`cn=Zoë Lind,${top}`)
  })

  it('keeps resources, whose mail goes to those who look after them', async () => {
    const login = `keeper-${tag}`
    const address = `projector-${tag}@${domain}`
    await newUser(login, domain)
    await must([
      ...['resource', 'create', 'Projector', '--in', domain, '--kind', 'equipment', '--address', address],
      ...['--responsible', login, '--room-number', '7'],
    ])
    const dn = `cn=Projector,${top}`
    expect(await ldapValues(dn, 'member')).toEqual([userDn(login)])
    await sendMail({ to: address, from: 'friend@example.net', subject: `book-${tag}` })
    expect(await receivedMail({ login, password }, `book-${tag}`)).toContain('Hello')
    await must(['resource', 'set', `${domain}/Projector`, '--name', 'Beamer', '--kind', 'room'])
    expect(await ldapValues(`cn=Beamer,${top}`, 'smResourceKind')).toEqual(['room'])
    expect((await must(['resource', 'list', '--in', domain])).stdout).toContain(address)
    expect(
      (await run(['resource', 'set', `${domain}/Beamer`, '--responsible', 'nobody-here'])).stderr,
    ).toMatch(/^ {2}responsible: There is no account/m)
    await must(['resource', 'delete', `${domain}/Beamer`, '--yes'])
    await isGone(`cn=Beamer,${top}`)
  })

  it('changes every field of a user', async () => {
    const login = `fields-${tag}`
    await newUser(login, `${domain}/Sales/North`, '--employee-number', '17', '--sends-local-only')
    const dn = userDn(login, north)
    expect(await ldapValues(dn, 'employeeNumber')).toEqual(['17'])
    expect(await ldapValues(dn, 'smSendsLocalOnly')).toEqual(['TRUE'])
    await must([
      ...['user', 'set', login, '--telephone-number', '+47 4', '--telephone-number', '+47 5'],
      ...['--labeled-uri', 'https://x.example/ Home', '--office', 'Bergen', '--state', 'Vestland'],
      ...['--alternates', `a-${tag}@${domain},b-${tag}@${domain}`, '--forwarding', 'me@x.example'],
      ...['--keeps-copy', '--no-web-client', '--no-sends-local-only', '--receives-local-only'],
      ...['--language', 'he', '--alternate-mail', 'home@x.example', '--display-name', 'The Miller'],
    ])
    const expected: Record<string, string[]> = {
      telephoneNumber: ['+47 4', '+47 5'],
      labeledURI: ['https://x.example/ Home'],
      physicalDeliveryOfficeName: ['Bergen'],
      st: ['Vestland'],
      mailLocalAddress: [`a-${tag}@${domain}`, `b-${tag}@${domain}`, `${login}@${domain}`],
      smForwardingAddress: ['me@x.example'],
      smForwardingKeepsCopy: ['TRUE'],
      smWebClient: ['FALSE'],
      smSendsLocalOnly: [],
      smReceivesLocalOnly: ['TRUE'],
      preferredLanguage: ['he'],
      smAlternateMail: ['home@x.example'],
      displayName: ['The Miller'],
    }
    for (const [attribute, values] of Object.entries(expected)) {
      expect((await ldapValues(dn, attribute)).sort(), attribute).toEqual(values)
    }
    const shown = (await must(['user', 'show', login])).stdout
    expect(shown).toMatch(/^Goes on to +me@x\.example$/m)
    expect(shown).toMatch(new RegExp(`^Belongs to +${domain}/Sales/North$`, 'm'))
    const { code, stderr } = await run(['user', 'set', login, '--telephone-number', 'ört'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^ {2}telephone-number: Only the letters/m)
  })

  it('keeps photographs and certificates', async () => {
    const login = `photo-${tag}`
    await newUser(login, domain, '--folder-language', 'nl', '--alternates', `p-${tag}@${domain}`)
    expect((await imapTalk({ login, password }, ['LIST "" "*"']))[1]).toContain('Verzonden')
    expect(await ldapValues(userDn(login), 'mailLocalAddress')).toContain(`p-${tag}@${domain}`)
    const at = (name: string) => path.join(directory, name)
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(3000)])
    writeFileSync(at('anna.jpg'), jpeg)
    await must(['user', 'photo', login, '--set', at('anna.jpg')])
    const kept = await runLdapTool('ldapsearch', '', [
      ...['-LLL', '-o', 'ldif-wrap=no', '-b', userDn(login), '-s', 'base', '(objectClass=*)', 'jpegPhoto'],
    ])
    expect(/^jpegPhoto:: (.*)$/m.exec(kept)?.[1]).toBe(jpeg.toString('base64'))
    await must(['user', 'photo', login, '--save', at('copy.jpg')])
    expect(readFileSync(at('copy.jpg'))).toEqual(jpeg)
    await must(['user', 'photo', login, '--remove'])
    expect(await ldapValues(userDn(login), 'jpegPhoto')).toEqual([])
    expect((await run(['user', 'photo', login, '--save', at('gone.jpg')])).code).toBe(4)

    const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('key.pem'), '-subj', '/CN=Photo']
    await mustRun('openssl', 'openssl', ['req', '-x509', ...key, '-out', at('cert.pem')])
    await must(['user', 'certificate', login, '--set', at('cert.pem')])
    await must(['user', 'certificate', login, '--kind', 'smime', '--set', at('cert.pem')])
    const listed = (await must(['user', 'certificate', login])).stdout
    expect(listed).toMatch(/^Certificate +CN=Photo +CN=Photo +\d{4}-/m)
    expect(listed).toMatch(/^S\/MIME certificate +CN=Photo/m)
    await must(['user', 'certificate', login, '--remove'])
    expect((await must(['user', 'certificate', login])).stdout).not.toMatch(/^Certificate/m)
    expect(await ldapValues(userDn(login), 'userCertificate;binary')).toEqual([])

    writeFileSync(at('large.jpg'), Buffer.concat([jpeg, Buffer.alloc(500 * 1024)]))
    const refused = async (...argv: string[]) => {
      const { code, stderr } = await run(['user', ...argv])
      return `${code} ${stderr}`
    }
    expect(await refused('photo', login, '--set', at('large.jpg'))).toMatch(/^2 .*larger than 500 kB/s)
    expect(await refused('photo', login, '--set', at('cert.pem'))).toMatch(/^2 .*not a JPEG picture/s)
    expect(await refused('certificate', login, '--set', at('anna.jpg'))).toMatch(/^2 .*no.* X\.509/s)
    expect(await refused('certificate', login, '--kind', 'pkcs12', '--set', at('anna.jpg'))).toMatch(
      /^2 .*not a PKCS #12/s,
    )
  })

  it('suspends a user, who gets in nowhere, and lets the user in again', async () => {
    const login = `stop-${tag}`
    await newUser(login, domain)
    await must(['user', 'suspend', login, '--refuse-mail'])
    expect((await imapTalk({ login, password }, []))[0]).toContain(' NO ')
    expect(
      (await sendMail({ to: `${login}@${domain}`, from: 'a@example.net', subject: 'no' })).code,
    ).not.toBe(0)
    expect((await must(['user', 'show', login])).stdout).toMatch(/^State +suspended, mail is refused$/m)
    await must(['user', 'resume', login])
    expect((await imapTalk({ login, password }, []))[0]).toContain(' OK ')
    expect(await ldapValues(userDn(login), 'smRefusesMail')).toEqual([])
  })

  it('finds users by words and by criteria', async () => {
    const login = `find-${tag}`
    await newUser(login, `${domain}/Sales/North`, '--first-name', 'Björk', '--department-number', 'Harbour')
    const logins = async (...argv: string[]) => {
      const { json } = await must(['user', 'find', '--json', '--in', domain, ...argv])
      return json<{ rows: { login: string }[] }>().rows.map((row) => row.login)
    }
    expect(await logins('björk', '--all')).toEqual([login])
    expect(await logins('--department', 'arbou')).toEqual([login])
    expect(await logins('--uid', `ind-${tag}`)).toEqual([login])
    expect(await logins('björk', '--status', 'suspended')).toEqual([])
    await must(['user', 'suspend', login])
    expect(await logins('björk', '--status', 'suspended')).toEqual([login])
    expect((await must(['user', 'find', 'björk', '--in', `${domain}/Sales`])).stdout).toMatch(
      new RegExp(`^${login} +Björk Miller .*suspended +${domain}/Sales/North$`, 'm'),
    )
    expect((await run(['user', 'find', '--in', `${domain}/Nowhere`])).code).toBe(4)
  })

  it('moves a user, whose mail follows', async () => {
    const login = `goes-${tag}`
    await newUser(login, domain)
    await must(['user', 'move', login, '--in', other])
    expect(await ldapValues(`uid=${login},o=${other},${instance.suffix}`, 'mail')).toEqual([
      `${login}@${other}`,
    ])
    await sendMail({ to: `${login}@${domain}`, from: 'friend@example.net', subject: `old-${tag}` })
    expect(await receivedMail({ login, password }, `old-${tag}`)).toContain('Hello')
  })

  it('limits a domain, and lifts the limits', async () => {
    const name = `limits-${tag}.example`
    const dn = `o=${name},${instance.suffix}`
    await must([
      ...['domain', 'create', name, '--private', '--max-accounts', '1', '--max-aliases', '0'],
      ...['--max-storage', '3 MB', '--default-quota', '2 MB'],
    ])
    expect(await ldapValues(dn, 'smPrivate')).toEqual(['TRUE'])
    expect(await ldapValues(dn, 'smMaxStorage')).toEqual([String(3 * 2 ** 20)])
    const login = `lim-${tag}`
    await newUser(login, name)
    expect((await imapTalk({ login, password }, ['GETQUOTAROOT INBOX']))[1]).toContain('STORAGE 0 2048')
    const second = ['user', 'create', `lim2-${tag}`, '--in', name, '--last-name', 'B', '--password-stdin']
    expect((await run(second, { input: password })).stderr).toContain(
      'accounts in the domain is limited to 1',
    )
    expect((await run(['alias', 'create', `x@${name}`, login])).stderr).toContain(
      'aliases in the domain is limited to 0',
    )
    expect((await must(['domain', 'show', name])).stdout).toMatch(/^Storage at most +3 MB$/m)
    expect((await run(['domain', 'set', name, '--max-accounts', 'many'])).stderr).toMatch(
      /^ {2}max-accounts: /m,
    )
    await must(['domain', 'set', name, '--max-accounts', 'none', '--max-storage', 'none', '--no-private'])
    expect(await ldapValues(dn, 'smMaxAccounts')).toEqual([])
    expect(await ldapValues(dn, 'smMaxStorage')).toEqual([])
    expect(await ldapValues(dn, 'smPrivate')).toEqual([])
    await must(second, { input: password })
  })

  it('gives roles and takes them', async () => {
    const login = `role-${tag}`
    await newUser(login, `${domain}/Sales/North`)
    const dn = userDn(login, north)
    await must(['admin', 'grant', login, '--role', 'domain-administrator', '--domains', domain, other])
    expect((await ldapValues(dn, 'smManages')).sort()).toEqual([top, `o=${other},${instance.suffix}`].sort())
    expect((await must(['admin', 'list'])).stdout).toMatch(
      new RegExp(`^${login} +Miller +Domain administrator +${domain}, ${other}$`, 'm'),
    )
    await must(['admin', 'grant', login, '--role', 'group-administrator'])
    expect(await ldapValues(dn, 'smLocal')).toEqual([north])
    await must(['admin', 'revoke', login])
    expect(await ldapValues(dn, 'smRole')).toEqual([])
    expect(await ldapValues(dn, 'smLocal')).toEqual([])
    expect((await run(['admin', 'grant', login, '--role', 'domain-administrator'])).stderr).toMatch(
      /^ {2}domains: /m,
    )
  })

  it('gets a script for the shell', async () => {
    const { stdout } = await must(['completion', 'bash'])
    expect(stdout).toContain('complete -F _server_manager server-manager')
    expect((await must(['completion', 'fish', '--json'])).json()).toMatchObject({ shell: 'fish' })
  })
})

describe('a domain administrator', () => {
  const login = `chief-${tag}`
  /** As the system user nobody, with this login. */
  const as = (argv: string[], who = login) =>
    run(['--login', who, '--password-stdin', ...argv], { as: 'nobody', input: `${password}\n` })
  const secret = `ou=Inner,o=${other},${instance.suffix}`

  beforeAll(async () => {
    await newUser(login, domain)
    await must(['admin', 'grant', login, '--role', 'domain-administrator', '--domains', domain])
    await must(['group', 'create', 'Inner', '--in', other])
    await must(['contact', 'create', '--in', `${other}/Inner`, '--last-name', 'Stranger'])
    await newUser(`foreign-${tag}`, `${other}/Inner`)
    await newUser(`inmate-${tag}`, `${domain}/Sales/North`)
  }, 60_000)

  it('keeps the own domain', async () => {
    expect((await as(['group', 'create', 'Own', '--in', `${domain}/Sales`, '--private'])).code).toBe(0)
    expect(await ldapValues(`ou=Own,${sales}`, 'smPrivate')).toEqual(['TRUE'])
    expect((await as(['contact', 'create', '--in', `${domain}/Sales/Own`, '--last-name', 'Mine'])).code).toBe(
      0,
    )
    expect((await as(['contact', 'set', `${domain}/Sales/Own/Mine`, '--mobile', '+47 6'])).code).toBe(0)
    expect(await ldapValues(`cn=Mine,ou=Own,${sales}`, 'mobile')).toEqual(['+47 6'])
    expect((await as(['user', 'suspend', `inmate-${tag}`])).code).toBe(0)
    expect(await ldapValues(userDn(`inmate-${tag}`, north), 'smAccountStatus')).toEqual(['suspended'])
    expect((await as(['user', 'resume', `inmate-${tag}`])).code).toBe(0)
    const grant = ['admin', 'grant', `inmate-${tag}`, '--role', 'group-administrator']
    expect((await as(grant)).code).toBe(0)
    expect(await ldapValues(userDn(`inmate-${tag}`, north), 'smLocal')).toEqual([north])
  })

  it('is told how many members of an alias are not shown, and keeps them', async () => {
    const address = `watch@${domain}`
    await must(['alias', 'create', address, login, `foreign-${tag}`])
    const shown = await as(['alias', 'show', address])
    expect(shown.stdout).toContain('1 member who is not shown to you')
    const data = await as(['alias', 'show', address, '--json'])
    expect(data.json()).toMatchObject({ hiddenMembers: 1, members: [{ text: `${login}@${domain}` }] })
    expect(shown.stdout + data.stdout).not.toMatch(/foreign-|Inner/)
    expect((await as(['alias', 'set', address, '--remove', `${login}@${domain}`])).code).toBe(0)
    expect(await ldapValues(`cn=watch,${top}`, 'member')).toEqual([`uid=foreign-${tag},${secret}`])
  })

  it.each([
    [['group', 'show', `${other}/Inner`]],
    [['group', 'show', secret]],
    [['group', 'create', 'Mine', '--in', other]],
    [['group', 'set', secret, '--description', 'mine']],
    [['group', 'move', secret, '--in', domain]],
    [['group', 'delete', secret, '--yes']],
    [['org', 'create', 'Mine', '--in', instance.suffix]],
    [['contact', 'show', `${other}/Inner/Stranger`]],
    [['contact', 'create', '--in', secret, '--last-name', 'Mine']],
    [['contact', 'delete', `cn=Stranger,${secret}`]],
    [['resource', 'create', 'Mine', '--in', other]],
    [['user', 'set', `foreign-${tag}`, '--title', 'mine']],
    [['user', 'suspend', `foreign-${tag}`]],
    [['user', 'photo', `foreign-${tag}`, '--remove']],
    [['user', 'certificate', `foreign-${tag}`]],
    [['user', 'move', `inmate-${tag}`, '--in', other]],
    [['user', 'find', '--in', `${other}/Inner`]],
    [['admin', 'grant', `foreign-${tag}`, '--role', 'group-administrator']],
    [['admin', 'grant', `inmate-${tag}`, '--role', 'domain-administrator', '--domains', domain]],
    [['admin', 'grant', `inmate-${tag}`, '--role', 'administrator']],
    [['domain', 'set', domain, '--max-accounts', 'none']],
    [['domain', 'create', `more-${tag}.example`]],
  ])('may not: %j', async (argv) => {
    const before = await tree()
    const { code, stdout } = await as(argv)
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(await tree()).toEqual(before)
  })

  it.each([
    ['a place that is not there', () => `${other}/Nothing`],
    ['one outside', () => `${other}/Inner`],
  ])('is told the same of %s to move a group to', async (_what, place) => {
    const before = await tree()
    const { code, stderr } = await as(['group', 'move', `${domain}/Sales/North`, '--in', place()])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^ {2}in: There is no such object\.$/m)
    expect(await tree()).toEqual(before)
  })

  it('finds nobody outside, and sees no administrators but the own', async () => {
    const found = (await as(['user', 'find', '--json', '--all'])).json<{ rows: { dn: string }[] }>().rows
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(({ dn }) => !dn.endsWith(top))).toEqual([])
    for (const kind of ['org', 'group', 'contact', 'resource']) {
      const { json } = await as([kind, 'list', '--json'])
      const strangers = json<{ rows: { dn: string }[] }>().rows.filter(({ dn }) => !dn.endsWith(top))
      expect(strangers, kind).toEqual([])
    }
    const administrators = (await as(['admin', 'list', '--json'])).json<{ dn: string }[]>()
    expect(administrators.filter(({ dn }) => !dn.endsWith(top))).toEqual([])
  })

  it('lists what is more than a window, each row once, like root', async () => {
    await must(['group', 'create', 'Many', '--in', domain])
    const names = Array.from({ length: 430 }, (_, at) => `Contact ${String(at).padStart(3, '0')}`)
    const entry = (cn: string) =>
      `dn: cn=${cn},ou=Many,${top}\nobjectClass: inetOrgPerson\nobjectClass: smContact\ncn: ${cn}\nsn: ${cn}\n`
    await runLdapTool('ldapadd', names.map(entry).join('\n'))
    const list = ['contact', 'list', '--in', `${domain}/Many`]
    for (const look of [as, run]) {
      const { rows, total } = (await look([...list, '--all', '--json'])).json<{
        rows: { name: string }[]
        total: number
      }>()
      expect(total).toBe(names.length)
      expect(rows.map(({ name }) => name)).toEqual(names)
      expect((await look(list)).stdout).toContain('200 of 430 are shown; --all shows all.')
    }
  }, 60_000)

  it('lets a group administrator do the same in the group only', async () => {
    const local = `local-${tag}`
    await newUser(local, `${domain}/Sales/North`)
    expect((await as(['admin', 'grant', local, '--role', 'group-administrator'])).code).toBe(0)
    expect((await as(['group', 'create', 'Below', '--in', `${domain}/Sales/North`], local)).code).toBe(0)
    expect(await ldapValues(`ou=Below,${north}`, 'ou')).toEqual(['Below'])
    expect((await as(['group', 'create', 'Beside', '--in', `${domain}/Sales`], local)).code).toBe(4)
    expect((await as(['org', 'show', `${domain}/Sales`], local)).code).toBe(4)
    await isGone(`ou=Beside,${sales}`)
  })

  /** Everything below the other domain and in the own one's organization, as ldapsearch prints it; in no order. */
  async function tree(): Promise<string[]> {
    const printed = await runLdapTool('ldapsearch', '', [
      ...['-LLL', '-o', 'ldif-wrap=no', '-b', instance.suffix],
      `(|(entryDN:dnSubtreeMatch:=o=${other},${instance.suffix})(entryDN:dnSubtreeMatch:=${top}))`,
    ])
    return printed.trim().split('\n\n').sort()
  }
})
