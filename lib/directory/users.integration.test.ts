/** What can be written about users, asked of slapd with ldapsearch and of Cyrus by IMAP. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { createAlias } from '@/lib/aliases'
import { isConsoleError } from '@/lib/errors'
import { readSecret } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { ldapTool, ldif } from '@/lib/instance/slapd/testing'
import { imapTalk, ldapValues, runLdapTool, sendMail, testInstance } from '@/lib/instance/testing'
import {
  createContainer,
  createDomain,
  createUser,
  setUserStatus,
  showUser,
  updateDomain,
  updateUser,
} from '.'
import { type PersonDetail, personDetails } from './details'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `people-${tag}.example`
const top = `o=${domain},${instance.suffix}`
const root: Caller = { kind: 'root' }
const password = 'people to meet 1'
const dnOf = (login: string) => `uid=${login},${top}`

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
})

const create = (login: string, more = {}, { caller = root }: { caller?: Caller } = {}) =>
  perform(caller, createUser, {
    container: domain,
    login,
    password,
    lastName: 'Meyer',
    mustChangePassword: false,
    mailbox: false,
    ...more,
  })
const update = (login: string, edits: object, { caller = root }: { caller?: Caller } = {}) =>
  perform(caller, updateUser, { login, ...edits })

async function faults(work: Promise<unknown>) {
  return faultsOf(
    await work.then(
      () => undefined,
      (reason: unknown) => reason,
    ),
  )
}

function faultsOf(error: unknown) {
  if (!isConsoleError(error)) throw new Error('it was not refused')
  return error.fields.length > 0 ? error.fields.map(({ field, code }) => `${field} ${code}`) : [error.code]
}

describe('the fields of a user', () => {
  const samples = Object.fromEntries(
    Object.entries(personDetails).map(([name, { kind }]) => {
      if (kind === 'printable') return [name, '+49 30 1234\n(030) 99']
      if (kind === 'postal') return [name, 'Hauptstraße 1\n10115 Berlin\nc/o $ \\ Söhne']
      return [name, kind === 'lines' ? 'Größe <b>\nשלום *)(uid=*' : 'Größe <b> שלום *)(uid=*'.slice(0, 20)]
    }),
  ) as Record<PersonDetail, string>

  it('make one name of what two people write at the same moment', async () => {
    const login = `halves-${tag}`
    await create(login, { firstName: 'F0' })
    for (const round of ['1', '2', '3']) {
      const done = await Promise.allSettled([
        update(login, { firstName: { to: `F${round}` } }),
        update(login, { lastName: { to: `L${round}` } }),
      ])
      for (const each of done)
        if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'edit.conflict' })
      expect(done.some(({ status }) => status === 'fulfilled')).toBe(true)
      const [first, last] = [await ldapValues(dnOf(login), 'givenName'), await ldapValues(dnOf(login), 'sn')]
      for (const attribute of ['cn', 'displayName'])
        expect(await ldapValues(dnOf(login), attribute)).toEqual([`${first} ${last}`])
    }
  })

  it('are kept and shown as they were typed, each of them', async () => {
    const login = `all-${tag}`
    await create(login, { details: samples })
    expect((await perform(root, showUser, { login })).details).toEqual(samples)
    expect((await ldapValues(dnOf(login), 'telephoneNumber')).sort()).toEqual(['(030) 99', '+49 30 1234'])
    expect(await ldapValues(dnOf(login), 'homePostalAddress')).toEqual([
      'Hauptstraße 1$10115 Berlin$c/o \\24 \\5C Söhne',
    ])
  })

  it('are changed one by one, and emptied', async () => {
    const login = `edit-${tag}`
    await create(login, { details: { title: 'Clerk', mobile: '1' } })
    await runLdapTool(
      'ldapmodify',
      `dn: ${dnOf(login)}\nchangetype: modify\nadd: roomNumber\nroomNumber: 7\n`,
    )
    await update(login, { details: { title: { from: 'Clerk', to: 'Head' }, mobile: { from: '1', to: '' } } })
    expect(await ldapValues(dnOf(login), 'title')).toEqual(['Head'])
    expect(await ldapValues(dnOf(login), 'mobile')).toEqual([])
    expect(await ldapValues(dnOf(login), 'roomNumber')).toEqual(['7'])
  })

  it('are refused beside the field when slapd could not keep them', async () => {
    const login = `bad-${tag}`
    await create(login)
    expect(await faults(update(login, { details: { pager: { to: 'call me ✆' } } }))).toEqual([
      'details.pager.to input.printable',
    ])
    expect(await faults(update(login, { details: { title: { to: 'x'.repeat(201) } } }))).toEqual([
      'details.title.to input.tooLong',
    ])
  })

  it('tell of a crossing change only where it crossed', async () => {
    const login = `cross-${tag}`
    await create(login, { details: { title: 'Clerk', roomNumber: '1' } })
    await runLdapTool('ldapmodify', `dn: ${dnOf(login)}\nchangetype: modify\nreplace: title\ntitle: Boss\n`)
    await update(login, { details: { roomNumber: { from: '1', to: '2' } } })
    expect(await faults(update(login, { details: { title: { from: 'Clerk', to: 'Head' } } }))).toEqual([
      'edit.conflict',
    ])
    expect(await ldapValues(dnOf(login), 'title')).toEqual(['Boss'])
    expect(await ldapValues(dnOf(login), 'roomNumber')).toEqual(['2'])
  })
})

describe('values that other programs wrote', () => {
  const shownOf = (login: string) => perform(root, showUser, { login })

  it('are shown one of them in a line and do not keep anything from being saved', async () => {
    const login = `ours-${tag}`
    await create(login, { firstName: 'Eva' })
    const dn = dnOf(login)
    const foreign = [
      ['description', 'one', 'two'],
      ['givenName', 'Evi'],
      ['sn', 'Maier'],
      ['cn', 'E. Meyer'],
      ['postalAddress', 'Main St 1 $ 12345 City'],
      ['initials:', Buffer.from('E\nM').toString('base64')],
    ].map(
      ([name, ...values]) =>
        `add: ${name?.replace(':', '')}\n${values.map((v) => `${name}: ${v}\n`).join('')}`,
    )
    await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\n${foreign.join('-\n')}`)
    const shown = await shownOf(login)
    const { description, postalAddress, initials } = shown.details
    expect([shown.firstName, description, postalAddress, initials]).toEqual([
      'Eva',
      'one',
      'Main St 1\n12345 City',
      'E M',
    ])
    await update(login, {
      firstName: { from: 'Eva', to: 'Ada' },
      lastName: { from: 'Meyer', to: 'Mai' },
      details: {
        description: { from: description, to: 'three' },
        postalAddress: { from: postalAddress, to: 'Main St 2\n12345 City' },
        initials: { from: initials, to: 'A M' },
      },
    })
    expect(await ldapValues(dn, 'description')).toEqual(['three', 'two'])
    expect(await ldapValues(dn, 'givenName')).toEqual(['Ada', 'Evi'])
    expect(await ldapValues(dn, 'sn')).toEqual(['Mai', 'Maier'])
    expect(await ldapValues(dn, 'cn')).toEqual(['Ada Mai', 'E. Meyer'])
    expect(await ldapValues(dn, 'postalAddress')).toEqual(['Main St 2$12345 City'])
    expect(await ldapValues(dn, 'initials')).toEqual(['A M'])
    expect(await faults(update(login, { details: { description: { from: 'one', to: 'four' } } }))).toEqual([
      'edit.conflict',
    ])
  })

  it('are addresses in capitals too, which are nobody else’s', async () => {
    const login = `capital-${tag}`
    await create(login)
    const dn = dnOf(login)
    const foreign = `Big.Case-${tag}@${domain.toUpperCase()}`
    const also = `add: mailLocalAddress\nmailLocalAddress: ${foreign}\n`
    await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\n${also}`)
    const shown = await shownOf(login)
    expect(shown.addresses).toContain(foreign)
    const more = `more-${tag}@${domain}`
    await update(login, { alternates: { from: foreign, to: `${foreign}\n${more}` } })
    const lower = (values: string[]) => values.map((value) => value.toLowerCase()).sort()
    const all = lower([foreign, more, `${login}@${domain}`])
    expect(lower(await ldapValues(dn, 'mailLocalAddress'))).toEqual(all)
    await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\nreplace: mail\nmail: ${foreign}\n`)
    await update(login, { address: { from: foreign, to: more } })
    await update(login, { address: { from: more, to: foreign.toLowerCase() }, alternates: { to: more } })
    expect(lower(await ldapValues(dn, 'mailLocalAddress'))).toEqual(lower([foreign, more]))
    expect(await faults(update(login, { forwarding: { to: foreign } }))).toEqual(['forwarding address.loop'])
  })
})

describe('the name that others see', () => {
  it('follows first and last name until the person is called something else', async () => {
    const login = `name-${tag}`
    await create(login, { firstName: 'Eva' })
    await update(login, { lastName: { from: 'Meyer', to: 'Schmidt' } })
    expect(await ldapValues(dnOf(login), 'displayName')).toEqual(['Eva Schmidt'])
    await update(login, { displayName: { from: 'Eva Schmidt', to: 'Evi' } })
    await update(login, { firstName: { to: 'Evamaria' } })
    expect(await ldapValues(dnOf(login), 'displayName')).toEqual(['Evi'])
    expect(await ldapValues(dnOf(login), 'cn')).toEqual(['Evamaria Schmidt'])
  })
})

describe('addresses', () => {
  it('beside the primary one are added, taken away, and taken by nobody else', async () => {
    const login = `addr-${tag}`
    const other = `other-${tag}`
    await create(login)
    await create(other)
    await update(login, { alternates: { from: '', to: `info.${tag}@${domain}\nhelp.${tag}@${domain}` } })
    expect((await ldapValues(dnOf(login), 'mailLocalAddress')).sort()).toEqual(
      [`help.${tag}@${domain}`, `info.${tag}@${domain}`, `${login}@${domain}`].sort(),
    )
    expect(await faults(update(other, { alternates: { to: `info.${tag}@${domain}` } }))).toEqual([
      'alternates address.taken',
    ])
    expect(await faults(update(other, { alternates: { to: 'info@elsewhere.example' } }))).toEqual([
      'alternates address.domain',
    ])
    expect(await faults(update(other, { alternates: { to: 'no address' } }))).toContain(
      'alternates.to address.formOf',
    )
    await update(login, { alternates: { to: '' } })
    await update(other, { alternates: { to: `info.${tag}@${domain}` } })
    expect(await ldapValues(dnOf(login), 'mailLocalAddress')).toEqual([`${login}@${domain}`])
  })

  it('are refused beside the field when mail to them would not arrive', async () => {
    const login = `signs-${tag}`
    await create(login, { mailbox: true })
    const refused: string[] = []
    for (const sign of "!#$%&'*+/=?^_`{|}~-") {
      const address = `x${sign}${tag}@${domain}`
      const faulty = await update(login, { alternates: { to: address } }).then(() => undefined, faultsOf)
      if (faulty) {
        expect(faulty).toEqual(['alternates address.route'])
        expect(await faults(update(login, { address: { to: address } }))).toEqual(['address address.route'])
        const alias = { address, members: [login] }
        expect(await faults(perform(root, createAlias, alias))).toEqual(['address address.route'])
        await runLdapTool('ldapmodify', ldif.set(dnOf(login), 'mailLocalAddress', address))
        refused.push(sign)
      }
      const { code } = await sendMail({ to: address, from: 'x@elsewhere.example' })
      expect(code === 0, address).toBe(!faulty)
    }
    expect(refused).toEqual(['!', '%'])
  })

  it('to forward to are kept, but not the own ones', async () => {
    const login = `fwd-${tag}`
    await create(login)
    await update(login, { forwarding: { from: '', to: 'me@elsewhere.example' }, keepsCopy: { to: 'true' } })
    expect(await ldapValues(dnOf(login), 'smForwardingAddress')).toEqual(['me@elsewhere.example'])
    expect(await ldapValues(dnOf(login), 'smForwardingKeepsCopy')).toEqual(['TRUE'])
    expect(await faults(update(login, { forwarding: { to: `${login}@${domain}` } }))).toEqual([
      'forwarding address.loop',
    ])
    await update(login, { forwarding: { to: `later-${login}@${domain}` } })
    for (const [edit, field] of [
      [{ alternates: { to: `later-${login}@${domain}` } }, 'alternates'],
      [{ address: { to: `later-${login}@${domain}` } }, 'address'],
    ] as const) {
      expect(await faults(update(login, edit))).toEqual([`${field} address.loop`])
      expect(await ldapValues(dnOf(login), 'mailLocalAddress')).not.toContain(`later-${login}@${domain}`)
    }
    const both = await Promise.allSettled([
      update(login, { forwarding: { to: `new-${login}@${domain}` } }),
      update(login, { alternates: { to: `new-${login}@${domain}` } }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a new user', () => {
  it('has from the beginning what is written of users later', async () => {
    const login = `new-${tag}`
    await create(login, {
      ...{ firstName: 'Eva', displayName: 'Evi', language: 'de', alternateMail: 'evi@home.example' },
      alternates: `evi.${tag}@${domain}, ${login}@${domain}`,
      ...{ forwarding: 'evi@elsewhere.example', keepsCopy: true },
    })
    const dn = dnOf(login)
    expect(await ldapValues(dn, 'cn')).toEqual(['Eva Meyer'])
    expect(await ldapValues(dn, 'displayName')).toEqual(['Evi'])
    expect(await ldapValues(dn, 'preferredLanguage')).toEqual(['de'])
    expect(await ldapValues(dn, 'smAlternateMail')).toEqual(['evi@home.example'])
    expect((await ldapValues(dn, 'mailLocalAddress')).sort()).toEqual(
      [`evi.${tag}@${domain}`, `${login}@${domain}`].sort(),
    )
    expect(await ldapValues(dn, 'smForwardingAddress')).toEqual(['evi@elsewhere.example'])
    expect(await ldapValues(dn, 'smForwardingKeepsCopy')).toEqual(['TRUE'])
  })

  it('is refused what would be refused later, beside the field', async () => {
    const login = `none-${tag}`
    const taken = `taken.${tag}@${domain}`
    await create(`holder-${tag}`, { alternates: taken })
    expect(await faults(create(login, { alternates: taken }))).toEqual(['alternates address.taken'])
    expect(await faults(create(login, { alternates: 'a@elsewhere.example' }))).toEqual([
      'alternates address.domain',
    ])
    expect(await faults(create(login, { forwarding: 'no address' }))).toContain('forwarding address.formOf')
    expect(await faults(create(login, { forwarding: `${login}@${domain}` }))).toEqual([
      'forwarding address.loop',
    ])
    expect(await faults(create(login, { language: 'x'.repeat(21) }))).toEqual(['language input.tooLong'])
    await expect(ldapValues(dnOf(login), 'uid')).rejects.toThrow('No such object')
  })
})

describe('the folders of a new mailbox', () => {
  it.each([
    ['en', 'Sent', 'Drafts'],
    ['de', 'Gesendet', 'Entw&APw-rfe'],
    ['he', '&BdMF1QXQBeg- &BdkF1QXmBdA-', '&BdgF2QXVBdgF1QXq-'],
  ])('are called in %s and found by their special use', async (folderLanguage, sent, drafts) => {
    const login = `box-${folderLanguage}-${tag}`
    await create(login, { mailbox: true, folderLanguage })
    expect([await folderOf(login, 'Sent'), await folderOf(login, 'Drafts')]).toEqual([sent, drafts])
  })

  it.each([
    ['the person’s language', 'de-AT', 'fr', 'Gesendet'],
    ['the language of who makes them', '', 'fr', 'Envoy&AOk-s'],
    ['English where neither is known', 'xx', 'tlh', 'Sent'],
  ])('are called in %s unless one is chosen', async (_what, language, ofMaker, sent) => {
    const name = randomBytes(4).toString('hex')
    const maker = { caller: await administrator(`maker-${name}`, ofMaker) }
    await create(`own-${name}`, { mailbox: true, language }, maker)
    await create(`late-${name}`, { language }, maker)
    await update(`late-${name}`, { mailbox: { to: 'true' } }, maker)
    await create(`said-${name}`, { language }, maker)
    await update(`said-${name}`, { mailbox: { to: 'true' }, folderLanguage: 'nl' }, maker)
    expect(await folderOf(`own-${name}`, 'Sent')).toBe(sent)
    expect(await folderOf(`late-${name}`, 'Sent')).toBe(sent)
    expect(await folderOf(`said-${name}`, 'Sent')).toBe('Verzonden')
  })

  async function administrator(login: string, language: string): Promise<Caller> {
    await create(login, { language })
    const role = 'replace: smRole\nsmRole: administrator\n'
    await runLdapTool('ldapmodify', `dn: ${dnOf(login)}\nchangetype: modify\n${role}`)
    const [id = ''] = await ldapValues(dnOf(login), 'entryUUID')
    return { kind: 'person', id, face: 'web', address: '192.0.2.1' }
  }

  async function folderOf(login: string, use: string) {
    const [, listed = ''] = await imapTalk({ login, password }, ['LIST (SPECIAL-USE) "" "*"'])
    return new RegExp(`\\\\${use}\\b.*"/" "?([^"\r]+)"?`).exec(listed)?.[1]
  }
})

describe('a suspended user', () => {
  it('signs in to nothing until resumed', async () => {
    const login = `susp-${tag}`
    await create(login, { mailbox: true })
    expect(await letIn(login)).toEqual(everywhere)
    await perform(root, setUserStatus, { login, status: 'suspended', refusesMail: true })
    expect(await ldapValues(dnOf(login), 'smRefusesMail')).toEqual(['TRUE'])
    expect(await letIn(login)).toEqual([])
    await perform(root, setUserStatus, { login, status: 'active' })
    expect(await ldapValues(dnOf(login), 'smRefusesMail')).toEqual([])
    expect(await letIn(login)).toEqual(everywhere)
  })

  const everywhere = ['IMAP', 'POP3', 'CalDAV', 'FTP', 'LDAP', 'SMTP']

  /** Where somebody gets in. */
  async function letIn(login: string): Promise<string[]> {
    const { ports } = instance
    const curl = async (url: string, ...argv: string[]) => {
      const options = ['--silent', '--fail', '--max-time', '20', '--user', `${login}:${password}`, ...argv]
      return (await runProgram('curl', [...options, url])).code === 0
    }
    const find = ['--request', 'PROPFIND', '--header', 'Depth: 0']
    const own = { to: `${login}@${domain}`, from: `${login}@${domain}`, as: { login, password } }
    const answers: [string, boolean][] = [
      ['IMAP', (await imapTalk({ login, password }, []))[0]?.includes(' OK ') ?? false],
      ['POP3', await curl(`pop3://127.0.0.1:${ports.pop3}/`)],
      ['CalDAV', await curl(`http://127.0.0.1:${ports.dav}/dav/principals/user/${login}/`, ...find)],
      ['FTP', await curl(`ftp://127.0.0.1:${ports.ftp}/`)],
      ['LDAP', (await ldapTool(instance, 'ldapwhoami', { dn: dnOf(login), password })).code === 0],
      // 28 is that the server refused to let in; who is let in may still not have mail taken.
      ['SMTP', (await sendMail(own)).code !== 28],
    ]
    return answers.filter(([, isIn]) => isIn).map(([name]) => name)
  }

  it('is not the manager', async () => {
    expect(await faults(perform(root, setUserStatus, { login: 'admin', status: 'suspended' }))).toEqual([
      'account.manager',
    ])
  })
})

describe('a mailbox', () => {
  it('belongs to its owner, even when Cyrus gave the owner no rights at first', async () => {
    const login = `locked-${tag}`
    await create(login)
    const cyrus = { login: 'cyrus', password: readSecret(instance, 'cyrus') }
    await imapTalk(cyrus, [`CREATE "user/${login}"`, `DELETEACL "user/${login}" ${login}`])
    expect((await imapTalk({ login, password }, ['SELECT INBOX']))[1]).toContain(' NO ')
    await update(login, { mailbox: { to: 'true' } })
    expect((await imapTalk({ login, password }, ['SELECT INBOX']))[1]).toContain(' OK ')
  })
})

describe('a quota', () => {
  it('that somebody else changed in the meantime is left as it is, with all else of the edit', async () => {
    const login = `crossed-${tag}`
    const mega = 2 ** 20
    await create(login, { mailbox: true, quota: '10 MB' })
    await update(login, { quota: { from: String(10 * mega), to: '20 MB' } })
    const late = { quota: { from: String(10 * mega), to: '30 MB' }, lastName: { to: 'Late' } }
    expect(await faults(update(login, late))).toEqual(['edit.conflict'])
    expect((await imapTalk({ login, password }, ['GETQUOTAROOT INBOX']))[1]).toContain('STORAGE 0 20480')
    expect(await ldapValues(dnOf(login), 'sn')).toEqual(['Meyer'])
    await update(login, { quota: { from: String(20 * mega), to: 'none' } })
    expect(await faults(update(login, { quota: { from: '5', to: '1 MB' } }))).toEqual(['edit.conflict'])
    await update(login, { quota: { from: '', to: '1 MB' } })
  })
})

describe('the limits of a domain', () => {
  const limited = `limited-${tag}.example`
  const user = (login: string, more = {}) => create(login, { container: limited, ...more })

  it('hold for accounts, aliases and storage', async () => {
    const most = { maxAccounts: '2', maxAliases: '1', maxStorage: '100 MB' }
    await perform(root, createDomain, { name: limited, ...most })
    const alias = (name: string) =>
      perform(root, createAlias, { address: `${name}@${limited}`, members: ['far@elsewhere.example'] })
    await alias('first')
    expect(await faults(alias('second'))).toEqual(['limit.aliases'])
    expect(await ldapValues(`o=${limited},${instance.suffix}`, 'smMaxAliases')).toEqual(['1'])
    const group = await perform(root, createContainer, { kind: 'group', parent: limited, name: 'All' })
    expect(await faults(user(`l1-${tag}`, { mailbox: true, quota: '' }))).toEqual([
      'quota limit.storageQuota',
    ])
    await user(`l1-${tag}`, { mailbox: true, quota: '60 MB' })
    expect(await faults(user(`l2-${tag}`, { mailbox: true, quota: '50 MB' }))).toEqual([
      'quota limit.storage',
    ])
    await user(`l2-${tag}`, { container: group.dn, mailbox: true, quota: '40 MB' })
    expect(await faults(user(`l3-${tag}`))).toEqual(['limit.accounts'])
    expect(await faults(update(`l1-${tag}`, { quota: { to: '61 MB' } }))).toEqual(['quota limit.storage'])
    await update(`l1-${tag}`, { quota: { to: '10 MB' } })
    const crossed = { name: limited, maxAccounts: { from: '1', to: '5' } }
    expect(await faults(perform(root, updateDomain, crossed))).toEqual(['edit.conflict'])
    await perform(root, updateDomain, { name: limited, maxAccounts: { from: '2', to: '' } })
    await user(`l3-${tag}`)
  })

  it('hold when many are made at the same moment', async () => {
    const crowded = `crowded-${tag}.example`
    await perform(root, createDomain, { name: crowded, maxAccounts: '3', maxStorage: '40 MB' })
    const made = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        create(`c${index}-${tag}`, { container: crowded, mailbox: true, quota: '15 MB' }),
      ),
    )
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const found = await runLdapTool('ldapsearch', '', [
      ...['-LLL', '-b', `o=${crowded},${instance.suffix}`, '(objectClass=smAccount)', '1.1'],
    ])
    expect(found.match(/^dn: /gm)).toHaveLength(2)
  })

  it('come with a quota for those who are made without one', async () => {
    await perform(root, updateDomain, { name: limited, defaultQuota: { to: '5 MB' } })
    await user(`def-${tag}`, { mailbox: true })
    const login = { login: `def-${tag}`, password }
    expect((await imapTalk(login, ['GETQUOTAROOT INBOX']))[1]).toContain('STORAGE 0 5120')
  })
})
