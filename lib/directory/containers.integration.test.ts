/** Organizations and groups on real servers; what was made of them is asked with ldapsearch, and of Postfix with mail. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform, rdnValue } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import { ldapTool } from '@/lib/instance/slapd/testing'
import { ldapValues, receivedMail, runLdapTool, sendMail, testInstance } from '@/lib/instance/testing'
import {
  createContact,
  createContainer,
  createDomain,
  createUser,
  deleteContainer,
  deleteDomain,
  findPlaces,
  listEntries,
  moveContainer,
  setRole,
  showContainer,
  showUser,
  updateContainer,
} from '.'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `places-${tag}.example`
const top = `o=${domain},${instance.suffix}`
const root: Caller = { kind: 'root' }
const password = 'places to be 1'

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
})

const create = (kind: 'group' | 'organization', parent: string, name: string, more = {}) =>
  perform(root, createContainer, { kind, parent, name, ...more })
const user = (login: string, container: string) =>
  perform(root, createUser, { container, login, password, lastName: login, mustChangePassword: false })

async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isConsoleError(error)) throw new Error('it was not refused')
  return {
    code: error.code,
    values: error.values,
    fields: error.fields.map(({ field, code }) => ({ field, code })),
  }
}

/** Whether somebody finds an entry by its DN with ldapsearch. */
async function finds(login: string, container: string, dn: string): Promise<boolean> {
  const who = { dn: `uid=${login},${container}`, password }
  const { stdout } = await ldapTool(instance, 'ldapsearch', who, [
    '-LLL',
    '-s',
    'base',
    '-b',
    dn,
    'entryUUID',
  ])
  return stdout.includes('entryUUID:')
}

describe('an organization or a group', () => {
  it('is an ordinary entry with its address, and a group of the accounts in it', async () => {
    const { dn } = await create('organization', domain, 'Sales & Söhne', {
      details: {
        street: 'Main Street 1',
        postalAddress: 'Main Street 1\nSpringfield $5',
        telephoneNumber: '+49 30 1',
      },
    })
    expect(await ldapValues(dn, 'objectClass')).toEqual(['organization', 'smContainer'])
    expect(await ldapValues(dn, 'postalAddress')).toEqual(['Main Street 1$Springfield \\245'])
    expect(await ldapValues(dn, 'smGroupId')).toEqual([`sales-sohne-${domain}`])
    const shown = await perform(root, showContainer, { dn })
    expect(shown.details).toMatchObject({
      postalAddress: 'Main Street 1\nSpringfield $5',
      telephoneNumber: '+49 30 1',
    })
    expect(shown).toMatchObject({ kind: 'organization', name: 'Sales & Söhne', domain, private: false })
  })

  it('gets mail for everybody below it, also for those who come later, wherever it is moved', async () => {
    const { dn } = await create('group', domain, `Staff ${tag}`)
    const inner = await create('group', dn, 'Night shift')
    const logins = [`early-${tag}`, `late-${tag}`, `mover-${tag}`]
    await user(`early-${tag}`, dn)
    const alias = [
      `dn: cn=staff-${tag},${top}`,
      'objectClass: smAlias',
      'objectClass: inetLocalMailRecipient',
    ]
    const address = `staff-${tag}@${domain}`
    await runLdapTool(
      'ldapadd',
      [
        ...alias,
        `cn: staff-${tag}`,
        `mail: ${address}`,
        `mailLocalAddress: ${address}`,
        `member: ${dn}`,
        '',
      ].join('\n'),
    )
    await user(`late-${tag}`, inner.dn)
    const moved = await perform(root, moveContainer, { dn, name: `Crew ${tag}` })
    await user(`mover-${tag}`, `ou=Night shift,${moved.dn}`)
    const sent = await sendMail({ to: address, from: 'someone@elsewhere.test', subject: `all ${tag}` })
    expect(sent.code).toBe(0)
    for (const login of logins) expect(await receivedMail({ login, password }, `all ${tag}`)).toBeDefined()
    // slapd follows references after its answer (slapo-refint(5)).
    await expect
      .poll(() => ldapValues(`cn=staff-${tag},${top}`, 'member'), { timeout: 30_000 })
      .toEqual([moved.dn])
  })

  it('that was made with ldapadd is a group as soon as somebody saves it', async () => {
    const [outer, inner] = [`ou=Made ${tag},${top}`, `o=Made ${tag},${top}`]
    const made = (dn: string, kind: string) =>
      `dn: ${dn}\nobjectClass: ${kind}\nobjectClass: smContainer\n${dn.split(',')[0]?.replace('=', ': ')}\n\n`
    await runLdapTool('ldapadd', made(outer, 'organizationalUnit') + made(inner, 'organization'))
    const chief = `saver-${tag}`
    await user(chief, domain)
    await perform(root, setRole, { login: chief, role: 'domainAdministrator', domains: [domain] })
    const { id } = await perform(root, showUser, { login: chief })
    const caller: Caller = { kind: 'person', id, face: 'web', address: '192.0.2.7' }
    expect(await perform(caller, showContainer, { dn: outer })).toMatchObject({ groupId: '' })
    await perform(caller, updateContainer, { dn: outer, details: { description: { to: 'Saved' } } })
    // Without any change too.
    await perform(caller, updateContainer, { dn: inner })
    const [first, second] = [`made-${tag}-${domain}`, await perform(root, showContainer, { dn: inner })]
    expect(await ldapValues(outer, 'smGroupId')).toEqual([first])
    expect(second.groupId).toMatch(new RegExp(`^${first}-[0-9a-f]{8}$`))
    await runLdapTool(
      'ldapadd',
      `dn: cn=made-${tag},${top}\nobjectClass: smAlias\nobjectClass: inetLocalMailRecipient\ncn: made-${tag}\n` +
        `mail: made-${tag}@${domain}\nmailLocalAddress: made-${tag}@${domain}\nmember: ${outer}\n`,
    )
    await user(`inmate-${tag}`, outer)
    const subject = `to those made ${tag}`
    const to = `made-${tag}@${domain}`
    expect((await sendMail({ to, from: 'someone@elsewhere.test', subject })).code).toBe(0)
    expect(await receivedMail({ login: `inmate-${tag}`, password }, subject)).toBeDefined()
  })

  it('is found by a part of its name, told with the places around it', async () => {
    const sales = await create('organization', top, 'Sales (Süd)')
    const inner = await create('group', sales.dn, `Spring ${tag}`)
    const label = `${domain} / Sales (Süd) / Spring ${tag}`
    const found = { dn: inner.dn, kind: 'group', name: `Spring ${tag}`, label }
    expect(await perform(root, findPlaces, { text: `pring ${tag}` })).toEqual([found])
    expect(await perform(root, findPlaces, { text: label })).toEqual([found])
    const domains = await perform(root, findPlaces, { text: tag, kind: 'domain' })
    expect(domains.map((place) => place.label)).toEqual([domain])
    const shown = await perform(root, showContainer, { dn: inner.dn })
    expect(shown.path.map(({ name }) => name)).toEqual([domain, 'Sales (Süd)'])
    expect(shown.changeable).toBe(true)
  })

  it('is told and found in its own script where the domain has one', async () => {
    const read = `bücher-${tag}.example`
    const { dn: shop } = await perform(root, createDomain, { name: read })
    const name = rdnValue(shop)
    expect(name).toMatch(/^xn--/)
    const sales = await create('organization', shop, 'Laden')
    const domain = { dn: shop, kind: 'domain', name, label: read }
    for (const text of [`ÜCHER-${tag}`, `ücher-${tag}`, read, name])
      expect(await perform(root, findPlaces, { text, kind: 'domain' })).toEqual([domain])
    expect(await perform(root, findPlaces, { text: `üche-${tag}` })).toEqual([])
    const { path } = await perform(root, showContainer, { dn: sales.dn })
    expect(path).toEqual([{ dn: shop, name, unicode: read }])
    await user(`reader-${tag}`, sales.dn)
    const { rows } = await perform(root, listEntries, { at: shop, depth: 'sub', text: `reader-${tag}` })
    expect(rows.map(({ place }) => place.path)).toEqual([[read, 'Laden']])
  })

  it('is not what a contact is', async () => {
    const { dn } = await perform(root, createContact, { container: top, lastName: `Nobody ${tag}` })
    expect(await refusal(create('group', dn, 'Below'))).toMatchObject({ code: 'access.notFound' })
    expect(await refusal(perform(root, showContainer, { dn }))).toMatchObject({ code: 'access.notFound' })
  })

  it('has a group name that no other has', async () => {
    const first = await create('group', domain, `Same ${tag}`)
    const second = await create('group', first.dn, `Same ${tag}`)
    const ids = await Promise.all([first, second].map(({ dn }) => ldapValues(dn, 'smGroupId')))
    expect(ids).toEqual([[`same-${tag}-${domain}`], [`same-${tag}.same-${tag}-${domain}`]])
    // However it is spelt: only what can be seen beside it changes a name.
    const third = await create('group', domain, `Säme ${tag}`)
    expect((await ldapValues(third.dn, 'smGroupId')).join()).toMatch(/-[0-9a-f]{8}$/)
  })

  it('is refused under a name that is in use, and below what cannot hold it', async () => {
    const { dn } = await create('group', domain, `Once ${tag}`)
    expect((await refusal(create('group', domain, `once ${tag}`))).fields).toEqual([
      { field: 'name', code: 'container.taken' },
    ])
    expect((await refusal(create('organization', dn, 'Below'))).fields).toEqual([
      { field: 'kind', code: 'container.kind' },
    ])
    expect((await refusal(perform(root, moveContainer, { dn, parent: dn }))).fields).toEqual([
      { field: 'parent', code: 'container.inside' },
    ])
  })

  it.each(['*)(ou=*', 'a,b=c+d', '"; rm -rf /', '<script>', 'שלום', '😀 #1', ' #hash\\', 'a'.repeat(64)])(
    'may be called %s',
    async (name) => {
      const { dn } = await create('group', domain, name)
      expect(await ldapValues(dn, 'ou')).toEqual([name.trim()])
      const renamed = await perform(root, moveContainer, { dn, name: `${name.slice(0, 60)} 2` })
      expect((await perform(root, showContainer, { dn: renamed.dn })).name).toBe(
        `${name.trim().slice(0, 60)} 2`,
      )
      await perform(root, deleteContainer, { dn: renamed.dn })
    },
  )

  it('is deleted only when empty, and says what is inside', async () => {
    const { dn } = await create('group', domain, `Full ${tag}`)
    await user(`inside-${tag}`, dn)
    expect(await refusal(perform(root, deleteContainer, { dn }))).toMatchObject({
      code: 'container.notEmpty',
      values: { contents: `inside-${tag}` },
    })
    const contacts = Array.from({ length: 21 }, (_, i) => ({ container: dn, lastName: `Contact ${i}` }))
    for (const contact of contacts) await perform(root, createContact, contact)
    const { values } = await refusal(perform(root, deleteContainer, { dn }))
    expect(String(values?.contents).split(', ')).toHaveLength(21)
    expect(values?.contents).toMatch(/, …$/)
  })

  it('tells of a change that crossed somebody else’s', async () => {
    const { dn } = await create('group', domain, `Crossed ${tag}`, { details: { description: 'before' } })
    await runLdapTool(
      'ldapmodify',
      `dn: ${dn}\nchangetype: modify\nreplace: description\ndescription: theirs\n`,
    )
    const edits = { details: { description: { from: 'before', to: 'mine' } } }
    expect((await refusal(perform(root, updateContainer, { dn, ...edits }))).code).toBe('edit.conflict')
    expect(await ldapValues(dn, 'description')).toEqual(['theirs'])
  })
})

describe('a domain', () => {
  it('is not empty with a group called as its postmaster is', async () => {
    const name = `post-${tag}.example`
    await perform(root, createDomain, { name })
    const { dn } = await create('group', name, 'Postmaster')
    expect(await refusal(perform(root, deleteDomain, { name }))).toMatchObject({
      ...{ code: 'domain.notEmpty', values: { contents: 'Postmaster' } },
    })
    await perform(root, deleteContainer, { dn })
    await perform(root, deleteDomain, { name })
    await expect(ldapValues(`o=${name},${instance.suffix}`, 'o')).rejects.toThrow('No such object')
  })
})

describe('a private container', () => {
  it('is there for those inside alone, under its next name too', async () => {
    const outsider = `outsider-${tag}`
    const insider = `insider-${tag}`
    const { dn } = await create('group', domain, `Secret ${tag}`, { private: true })
    await user(outsider, top)
    await user(insider, dn)
    expect(await finds(outsider, top, dn)).toBe(false)
    expect(await finds(outsider, top, `uid=${insider},${dn}`)).toBe(false)
    expect(await finds(insider, dn, dn)).toBe(true)
    expect(await finds(insider, dn, `uid=${outsider},${top}`)).toBe(true)

    const moved = await perform(root, moveContainer, { dn, name: `Hidden ${tag}` })
    expect(await finds(outsider, top, moved.dn)).toBe(false)
    expect(await finds(insider, moved.dn, moved.dn)).toBe(true)

    await perform(root, updateContainer, { dn: moved.dn, private: { from: 'true', to: 'false' } })
    expect(await finds(outsider, top, moved.dn)).toBe(true)
    await perform(root, updateContainer, { dn: moved.dn, private: { to: 'true' } })
    expect(await finds(outsider, top, moved.dn)).toBe(false)
  })
})
