/** Accounts on their way to another group or domain; their mail is sent and read by programs that are not ours. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { createAlias, deleteAlias, updateAlias } from '@/lib/aliases'
import { isConsoleError } from '@/lib/errors'
import { readSecret } from '@/lib/instance/instance'
import {
  imapTalk,
  ldapValues,
  receivedMail,
  runLdapTool,
  sendMail,
  testInstance,
} from '@/lib/instance/testing'
import { showSelf } from '@/lib/self'
import {
  createContact,
  createContainer,
  createDomain,
  createResource,
  createUser,
  deleteContact,
  deleteContainer,
  deleteDomain,
  deleteResource,
  deleteUser,
  listAdministrators,
  listEntries,
  moveContainer,
  moveEntry,
  setRole,
  showContact,
  showDomain,
  showResource,
  showUser,
  updateContact,
  updateResource,
  updateUser,
} from '.'

const tag = randomBytes(4).toString('hex')
const old = `old-${tag}.example`
const next = `next-${tag}.example`
const third = `third-${tag}.example`
const root: Caller = { kind: 'root' }
const password = 'moving about 1'
let group = ''
const cyrus = { login: 'cyrus', password: readSecret(testInstance(), 'cyrus') }

beforeAll(async () => {
  await perform(root, createDomain, { name: old })
  await perform(root, createDomain, { name: third })
  await perform(root, createDomain, { name: next, maxAccounts: '2' })
  group = (await perform(root, createContainer, { kind: 'group', parent: old, name: 'Group' })).dn
})

async function user(name: string): Promise<{ login: string; dn: string }> {
  const login = `${name}-${tag}`
  const draft = { container: old, login, password, lastName: name, mustChangePassword: false }
  return perform(root, createUser, draft)
}

async function administratorOf(name: string, domain: string): Promise<Caller> {
  const { login } = await user(name)
  await perform(root, setRole, { login, role: 'domainAdministrator', domains: [domain] })
  const { id } = await perform(root, showUser, { login })
  return { kind: 'person', id, face: 'web', address: '192.0.2.32' }
}

async function loginsFound(who: Caller, wanted: object): Promise<string[]> {
  return (await perform(who, listEntries, wanted)).rows.map((row) => `${row.login}`)
}

const arrives = async (login: string, to: string) => {
  const subject = `to ${to} ${randomBytes(3).toString('hex')}`
  const { code } = await sendMail({ to, from: 'someone@elsewhere.test', subject })
  return code === 0 && (await receivedMail({ login, password }, subject)) !== undefined
}

describe('an account', () => {
  it('keeps its addresses within a domain', async () => {
    const { login, dn } = await user('near')
    const moved = await perform(root, moveEntry, { dn, to: group })
    expect(moved).toEqual({ dn: `uid=${login},${group}`, mail: `${login}@${old}` })
    expect(await arrives(login, `${login}@${old}`)).toBe(true)
  })

  it('gets mail to its old and new addresses in another domain', async () => {
    const { login, dn } = await user('far')
    await perform(root, updateUser, { login, alternates: { to: `info-${tag}@${old}` } })
    const moved = await perform(root, moveEntry, { dn, to: next })
    expect(moved.mail).toBe(`${login}@${next}`)
    expect(await ldapValues(moved.dn, 'mailLocalAddress')).toEqual([`${login}@${next}`])
    const former = [`${login}@${old}`, `info-${tag}@${old}`]
    for (const address of former) {
      // slapd follows references after its answer (slapo-refint(5)).
      await expect.poll(() => ldapValues(aliasDn(address), 'member'), { timeout: 30_000 }).toEqual([moved.dn])
      expect(await ldapValues(aliasDn(address), 'objectClass')).toContain('smFormerAddress')
    }
    for (const address of [...former, `${login}@${next}`]) expect(await arrives(login, address)).toBe(true)
    const shown = await perform(root, showUser, { login })
    expect([shown.domain, shown.addresses]).toEqual([next, [`${login}@${next}`]])
    expect(shown.formerAddresses).toEqual(former.toSorted())
    expect(shown.aliases).toEqual([])
    // Found by whoever looks after it, and by nobody who only looks after where it was.
    const [here, there] = [await administratorOf('here', next), await administratorOf('there', old)]
    const part = `nfo-${tag}`
    for (const wanted of [{ text: part }, { text: `${part.toUpperCase()} far` }, { address: former[0] }]) {
      for (const who of [root, here])
        expect(await loginsFound(who, wanted), JSON.stringify(wanted)).toEqual([login])
      expect(await loginsFound(there, wanted), JSON.stringify(wanted)).toEqual([])
    }
    expect(await loginsFound(root, { text: `${part} near` })).toEqual([])
    expect(await loginsFound(root, { text: part, kind: 'contact' })).toEqual([])
  })

  it('keeps its primary address in another domain when that is wanted, and can be changed there', async () => {
    const { login, dn } = await user('keep')
    const [before, after] = [`${login}@${old}`, `${login}@${third}`]
    const moved = await perform(root, moveEntry, { dn, to: third, addresses: 'keep' })
    expect(moved.mail).toBe(before)
    expect(await ldapValues(moved.dn, 'mailLocalAddress')).toEqual([after])
    for (const address of [before, after]) expect(await arrives(login, address)).toBe(true)
    const { id } = await perform(root, showUser, { login })
    const self = await perform({ kind: 'person', id, face: 'web', address: '127.0.0.1' }, showSelf, {})
    expect([self.mail, self.addresses]).toEqual([before, [before, after].toSorted()])
    await perform(root, updateUser, {
      ...{ login, lastName: { to: 'Kept' } },
      alternates: { from: after, to: `kept-${tag}@${third}\n${after}` },
    })
    expect(await ldapValues(moved.dn, 'mail')).toEqual([before])
    expect(await arrives(login, `kept-${tag}@${third}`)).toBe(true)
    const edit = (more: object) => perform(root, updateUser, { login, ...more })
    expect(await fieldsOf(edit({ alternates: { to: `else-${tag}@${old}` } }))).toEqual({
      alternates: 'address.domain',
    })
    expect(await fieldsOf(edit({ alternates: { to: '' } }))).toEqual({ alternates: 'address.ownMissing' })
    expect(await fieldsOf(edit({ forwarding: { to: before } }))).toEqual({ forwarding: 'address.loop' })
    expect(await codeOf(perform(root, deleteAlias, { address: before }))).toBe('alias.isPrimary')
    await edit({ address: { from: before, to: after } })
    expect(await ldapValues(moved.dn, 'mail')).toEqual([after])
    expect(await arrives(login, before)).toBe(true)
    await edit({ address: { from: after, to: before } })
    expect(await ldapValues(moved.dn, 'mail')).toEqual([before])
    expect((await ldapValues(moved.dn, 'mailLocalAddress')).sort()).toEqual([after, `kept-${tag}@${third}`])
    await edit({ address: { to: after } })
    await perform(root, deleteAlias, { address: before })
    expect((await perform(root, showUser, { login })).formerAddresses).toEqual([])
    expect(await codeOf(edit({ address: { to: before } }))).toBe('input.invalid')
  })

  it('keeps its address whoever administers the domain that it has left', async () => {
    const { login, dn } = await user('parted')
    const chief = await user('chief')
    await perform(root, setRole, { login: chief.login, role: 'domainAdministrator', domains: [old] })
    const { id } = await perform(root, showUser, { login: chief.login })
    const caller: Caller = { kind: 'person', id, face: 'web', address: '192.0.2.31' }
    const moved = await perform(root, moveEntry, { dn, to: third, addresses: 'keep' })
    const address = `${login}@${old}`
    for (const attempt of [
      () => perform(caller, updateAlias, { address, members: { to: [chief.login] } }),
      () => perform(caller, updateAlias, { address, description: { to: 'mine' } }),
      () => perform(caller, deleteAlias, { address }),
    ])
      expect(await codeOf(attempt())).toBe('alias.elsewhere')
    // slapd follows references after its answer (slapo-refint(5)).
    await expect.poll(() => ldapValues(aliasDn(address), 'member'), { timeout: 30_000 }).toEqual([moved.dn])
    expect(await ldapValues(aliasDn(address), 'description')).toEqual([])
    await perform(root, setRole, { login: chief.login, role: 'domainAdministrator', domains: [old, third] })
    const home = await perform(caller, moveEntry, { dn: moved.dn, to: old })
    expect(home).toEqual({ dn, mail: address })
    await expectGone(aliasDn(address))
    await perform(caller, moveEntry, { dn, to: third })
    await perform(caller, deleteAlias, { address })
    await expectGone(aliasDn(address))
  })

  it('takes what it brought along with it for those who administer its new domain, or its group there, alone', async () => {
    const place = await perform(root, createContainer, { kind: 'group', parent: third, name: `New ${tag}` })
    const administrator = async (name: string, container: string, role: object): Promise<Caller> => {
      const login = `${name}-${tag}`
      const draft = { container, login, password, lastName: name, mustChangePassword: false }
      await perform(root, createUser, draft)
      await perform(root, setRole, { login, ...role })
      const { id } = await perform(root, showUser, { login })
      return { kind: 'person', id, face: 'web', address: '192.0.2.32' }
    }
    const callers = {
      domain: await administrator('host', third, { role: 'domainAdministrator', domains: [third] }),
      group: await administrator('guide', place.dn, { role: 'groupAdministrator' }),
    }
    for (const [name, caller] of Object.entries(callers)) {
      const { login, dn } = await user(`guest-${name}`)
      const address = `${login}@${old}`
      const moved = await perform(root, moveEntry, { dn, to: place.dn })
      // slapd follows references after its answer (slapo-refint(5)).
      await expect.poll(() => ldapValues(aliasDn(address), 'member'), { timeout: 30_000 }).toEqual([moved.dn])
      expect((await perform(caller, showUser, { login })).formerAddresses).toEqual([address])
      const back = perform(caller, updateUser, { login, forwarding: { to: address } })
      expect(await fieldsOf(back)).toEqual({ forwarding: 'address.loop' })
      await perform(caller, updateUser, { login, address: { to: address } })
      expect(await ldapValues(moved.dn, 'mail')).toEqual([address])
      await perform(caller, deleteUser, { login })
      await expectGone(aliasDn(address))
      await perform(root, createAlias, { address, members: ['admin'] })
    }
  })

  it('goes on under all its addresses, and gets them back when it comes back', async () => {
    const { login, dn } = await user('roam')
    const [first, second] = [`${login}@${old}`, `${login}@${third}`]
    const away = await perform(root, moveEntry, { dn, to: third, addresses: 'keep' })
    const other = `other-${tag}.example`
    await perform(root, createDomain, { name: other })
    const further = await perform(root, moveEntry, { dn: away.dn, to: other })
    expect(further.mail).toBe(`${login}@${other}`)
    const shown = await perform(root, showUser, { login })
    expect(shown.formerAddresses).toEqual([first, second].toSorted())
    for (const address of [first, second]) expect(await arrives(login, address), address).toBe(true)
    const home = await perform(root, moveEntry, { dn: further.dn, to: old })
    expect(home).toEqual({ dn, mail: first })
    expect(await ldapValues(dn, 'mailLocalAddress')).toEqual([first])
    await expectGone(aliasDn(first))
    for (const address of [first, second]) expect(await arrives(login, address), address).toBe(true)
  })

  it('counts for no limit of aliases where it was, and takes its addresses along when it is deleted', async () => {
    const tight = `tight-${tag}.example`
    await perform(root, createDomain, { name: tight, maxAliases: '1' })
    const draft = { container: tight, login: `left-${tag}`, password, lastName: 'Left' }
    const { dn, mail } = await perform(root, createUser, draft)
    await perform(root, moveEntry, { dn, to: third })
    await perform(root, createAlias, { address: `one-${tag}@${tight}`, members: [draft.login] })
    expect((await perform(root, showDomain, { name: tight })).contents.alias).toBe(2) // with postmaster
    expect(await codeOf(perform(root, deleteDomain, { name: tight }))).toBe('domain.notEmpty')
    await perform(root, deleteUser, { login: draft.login })
    await expectGone(aliasDn(mail))
    expect(await ldapValues(aliasDn(`one-${tag}@${tight}`, `one-${tag}`), 'cn')).toEqual([`one-${tag}`])
    await perform(root, deleteAlias, { address: `one-${tag}@${tight}` })
    await perform(root, deleteDomain, { name: tight })
    await expectGone(`o=${tight},dc=example,dc=com`)
  })

  it('that looks after a room gets mail to the address that the room had', async () => {
    const keeper = await user('keeper')
    const address = `room-${tag}@${old}`
    const room = await perform(root, createResource, {
      ...{ container: old, name: `Room ${tag}`, address, responsible: keeper.login },
    })
    const moved = await perform(root, moveEntry, { dn: room.dn, to: third, addresses: 'keep' })
    expect(moved.mail).toBe(address)
    expect(await ldapValues(moved.dn, 'mailLocalAddress')).toEqual([`room-${tag}@${third}`])
    for (const to of [address, `room-${tag}@${third}`]) {
      expect(await arrives(keeper.login, to), to).toBe(true)
    }
    for (const to of [`room-${tag}@${third}`, address]) {
      await perform(root, updateResource, { dn: moved.dn, address: { to } })
      expect(await ldapValues(moved.dn, 'mail')).toEqual([to])
      expect(await ldapValues(moved.dn, 'mailLocalAddress')).toEqual([`room-${tag}@${third}`])
    }
    await perform(root, deleteResource, { dn: moved.dn })
    await expectGone(aliasDn(address))
  })

  it('stays where it is when it forwards to an address that it would get, or has left behind', async () => {
    const { login, dn } = await user('loop')
    for (const addresses of ['replace', 'keep']) {
      await perform(root, updateUser, { login, forwarding: { to: `${login}@${third}` } })
      const refusal = await refusalOf(perform(root, moveEntry, { dn, to: third, addresses }))
      expect(refusal.fields).toEqual([
        {
          ...{ field: 'to', code: 'address.loop.named' },
          values: { name: login, address: `${login}@${third}` },
        },
      ])
    }
    await perform(root, updateUser, { login, forwarding: { to: '' } })
    const moved = await perform(root, moveEntry, { dn, to: third })
    const back = { login, forwarding: { to: `${login}@${old}` } }
    expect(await fieldsOf(perform(root, updateUser, back))).toEqual({ forwarding: 'address.loop' })
    expect(await ldapValues(moved.dn, 'smForwardingAddress')).toEqual([])
  })

  it('stays in the group that it administers until somebody takes that role from it', async () => {
    const { login, dn: posted } = await user('post')
    const { dn } = await perform(root, moveEntry, { dn: posted, to: group })
    await perform(root, setRole, { login, role: 'groupAdministrator' })
    const administers = async () =>
      (await perform(root, listAdministrators, {})).find((row) => row.login === login)?.places
    for (const to of [old, third])
      expect(await fieldsOf(perform(root, moveEntry, { dn, to }))).toEqual({ to: 'role.livesThere' })
    expect(await administers()).toEqual(['Group'])
    // As with another program: the list says what the role is worth then.
    const move = [`dn: ${dn}`, 'changetype: modrdn', `newrdn: uid=${login}`, 'deleteoldrdn: 1']
    await runLdapTool('ldapmodify', [...move, `newsuperior: ${domainOf(dn)}`, ''].join('\n'))
    expect(await administers()).toEqual([])
    await perform(root, setRole, { login, role: 'user' })
    expect((await perform(root, moveEntry, { dn: `uid=${login},${domainOf(dn)}`, to: third })).mail).toBe(
      `${login}@${third}`,
    )
  })

  it('stays where it is when the domain is full or has the address already', async () => {
    const first = await user('full')
    await perform(root, createUser, {
      container: next,
      login: `clash-${tag}`,
      password,
      lastName: 'Clash',
      address: `full-${tag}@${next}`,
    })
    expect(await fieldsOf(perform(root, moveEntry, { dn: first.dn, to: next }))).toEqual({
      to: 'address.taken.named',
    })
    const second = await user('late')
    expect(await codeOf(perform(root, moveEntry, { dn: second.dn, to: next }))).toBe('limit.accounts')
    expect(await ldapValues(second.dn, 'uid')).toEqual([second.login])
  })
})

describe('a group of accounts', () => {
  it('moves to another domain with new addresses or with those it has', async () => {
    for (const addresses of ['replace', 'keep'] as const) {
      const name = `Team ${addresses}`
      const { dn } = await perform(root, createContainer, { kind: 'group', parent: old, name })
      const inner = await perform(root, createContainer, { kind: 'group', parent: dn, name: 'Inner' })
      const logins = [`a-${addresses}-${tag}`, `b-${addresses}-${tag}`]
      for (const [index, login] of logins.entries()) {
        const container = index === 0 ? dn : inner.dn
        const draft = { container, login, password, lastName: 'Mover', mustChangePassword: false }
        await perform(root, createUser, draft)
      }
      const moved = await perform(root, moveContainer, { dn, parent: third, addresses })
      for (const [index, login] of logins.entries()) {
        const place = index === 0 ? moved.dn : `ou=Inner,${moved.dn}`
        const domain = addresses === 'keep' ? old : third
        expect(await ldapValues(`uid=${login},${place}`, 'mail')).toEqual([`${login}@${domain}`])
        expect(await ldapValues(`uid=${login},${place}`, 'mailLocalAddress')).toEqual([`${login}@${third}`])
        for (const at of [old, third]) expect(await arrives(login, `${login}@${at}`), at).toBe(true)
      }
    }
  })

  it('stays where it is when the other domain has no room, or has an address of one of them', async () => {
    const small = `small-${tag}.example`
    await perform(root, createDomain, { name: small, maxAccounts: '1', maxStorage: '1GB' })
    const { dn } = await perform(root, createContainer, { kind: 'group', parent: old, name: 'Many' })
    const make = (login: string, container: string, more = {}) =>
      perform(root, createUser, { ...{ container, login, password, lastName: 'Many' }, ...more })
    await make(`one-${tag}`, dn, { quota: '2GB' })
    expect(await codeOf(perform(root, moveContainer, { dn, parent: small }))).toBe('limit.storage')
    await make(`two-${tag}`, dn)
    expect(await codeOf(perform(root, moveContainer, { dn, parent: small }))).toBe('limit.accounts')
    await make(`other-${tag}`, third, { address: `two-${tag}@${third}` })
    expect(await fieldsOf(perform(root, moveContainer, { dn, parent: third }))).toEqual({
      parent: 'address.taken.named',
    })
    const kept = perform(root, moveContainer, { dn, parent: third, addresses: 'keep' })
    expect(await fieldsOf(kept)).toEqual({ parent: 'address.taken.named' })
    expect(await ldapValues(dn, 'ou')).toEqual(['Many'])
  })
})

describe('what another program has given a name of several parts, or of another attribute,', () => {
  const rename = (dn: string, name: string, without = 0) =>
    runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${name}\ndeleteoldrdn: ${without}\n`)

  it('keeps the whole name, and its addresses, with the place that it is in', async () => {
    const { dn } = await perform(root, createContainer, { kind: 'group', parent: old, name: 'Parts' })
    await perform(root, createContainer, { kind: 'group', parent: dn, name: 'Inner' })
    const logins = [`several-${tag}`, `within-${tag}`, `elsewise-${tag}`]
    const inner = `l=Lund+ou=Inner,${dn}`
    await rename(`ou=Inner,${dn}`, 'ou=Inner+l=Lund')
    for (const [index, login] of logins.entries()) {
      const draft = { container: index === 1 ? inner : dn, login, password, mustChangePassword: false }
      await perform(root, createUser, { ...draft, lastName: 'Parts' })
    }
    await rename(`uid=${logins[0]},${dn}`, `cn=Several+uid=${logins[0]}`, 1)
    await rename(`uid=${logins[2]},${dn}`, 'cn=Other')
    const moved = await perform(root, moveContainer, { dn, parent: third })
    const now = [
      `cn=Several+uid=${logins[0]},${moved.dn}`,
      `uid=${logins[1]},l=Lund+ou=Inner,${moved.dn}`,
      `cn=Other,${moved.dn}`,
    ]
    for (const [index, login] of logins.entries()) {
      expect(await ldapValues(now[index] ?? '', 'mailLocalAddress')).toEqual([`${login}@${third}`])
      for (const at of [old, third]) expect(await arrives(login, `${login}@${at}`), at).toBe(true)
    }
    const { dn: renamed } = await perform(root, moveContainer, {
      ...{ dn: `l=Lund+ou=Inner,${moved.dn}`, name: 'Outer' },
      parent: third,
    })
    expect(renamed).toBe(`l=Lund+ou=Outer,${domainOf(moved.dn)}`)
    expect(await ldapValues(renamed, 'l')).toEqual(['Lund'])
    expect((await perform(root, moveEntry, { dn: now[0] ?? '', to: renamed })).dn).toBe(
      `cn=Several+uid=${logins[0]},${renamed}`,
    )
  })

  it('is shown, changed and deleted like others', async () => {
    const { login, dn } = await user('otherwise')
    await rename(dn, 'cn=otherwise')
    const named = `cn=otherwise,${domainOf(dn)}`
    await perform(root, updateUser, { login, quota: { to: '1 GB' } })
    expect(await perform(root, showUser, { login })).toMatchObject({
      ...{ dn: named, quota: { limitBytes: 1024 ** 3 } },
    })
    await perform(root, deleteUser, { login })
    await expectGone(named)
    const [, list] = await imapTalk(cyrus, [`LIST "" user/${login}*`])
    expect(list).not.toContain('LIST (')
  })

  it('is named by its login where it looks after a room', async () => {
    const [{ login, dn }, other] = [await user('janitor'), await user('caretaker')]
    await rename(dn, 'cn=janitor')
    const room = await perform(root, createResource, {
      ...{ container: old, name: `Room kept ${tag}`, kind: 'room', address: '', responsible: login },
    })
    expect(await perform(root, showResource, room)).toMatchObject({ responsible: [login] })
    const both = [login, other.login].sort()
    await perform(root, updateResource, {
      ...room,
      responsible: { from: login, to: both.join('\n') },
    })
    expect((await ldapValues(room.dn, 'member')).sort()).toEqual([`cn=janitor,${domainOf(dn)}`, other.dn])
  })

  it('is opened, changed, moved and deleted with letters in its name that nobody may type', async () => {
    const place = domainOf(group)
    for (const letters of ['\u202e', '\t', '\u0001', '\u2028']) {
      const hex = Buffer.from(letters).toString('hex').replace(/../g, '\\$&')
      const within = `ou=x${hex}y,${place}`
      const names = [`cn=a${hex}b,${within}`, `cn=a${hex}b,${group}`] as const
      await runLdapTool(
        'ldapadd',
        [
          `dn: ${within}\nobjectClass: organizationalUnit\nobjectClass: smContainer\n`,
          `dn: ${names[0]}\nobjectClass: inetOrgPerson\nobjectClass: smContact\nsn: b\n`,
        ].join('\n'),
      )
      const [row] = (await perform(root, listEntries, { at: within, kind: 'contact' })).rows
      const { dn } = await perform(root, showContact, { dn: row?.dn ?? '' })
      const initials = { initials: { to: 'ab' } }
      await perform(root, updateContact, { dn, details: initials })
      expect(await ldapValues(names[0], 'initials')).toEqual(['ab'])
      const moved = await perform(root, moveEntry, { dn, to: group })
      await perform(root, deleteContact, { dn: moved.dn })
      await expectGone(names[1])
      await perform(root, deleteContainer, { dn: row?.place.dn ?? '' })
      await expectGone(within)
    }
  })

  it('keeps its addresses when it is a contact that moves or gets another name', async () => {
    const place = domainOf(group)
    const [both, address] = [`c-both-${tag}@elsewhere.test`, `c-alone-${tag}@elsewhere.test`]
    const made = { container: place, firstName: 'Mia', addresses: '' }
    const contacts = [
      await perform(root, createContact, { ...made, lastName: 'Both', addresses: both }),
      await perform(root, createContact, { ...made, lastName: 'Alone', addresses: address }),
    ]
    await rename(contacts[0]?.dn ?? '', `cn=Mia Both+mail=${both}`)
    await rename(contacts[1]?.dn ?? '', `mail=${address}`)
    const names = [`cn=Mia Both+mail=${both}`, `mail=${address}`]
    const after = [`cn=Mia New+mail=${both}`, `mail=${address}`]
    for (const [index, name] of names.entries()) {
      const { dn } = await perform(root, moveEntry, { dn: `${name},${place}`, to: group })
      expect(dn).toBe(`${name},${group}`)
      const changed = await perform(root, updateContact, { dn, lastName: { to: 'New' } })
      expect(changed.dn).toBe(`${after[index]},${group}`)
      expect(await ldapValues(changed.dn, 'mail')).toEqual([[both, address][index]])
      expect(await ldapValues(changed.dn, 'cn')).toEqual(['Mia New'])
      await runLdapTool('ldapdelete', '', [changed.dn])
    }
  })
})

const domainOf = (dn: string) => dn.slice(dn.indexOf('o='))

function aliasDn(address: string, name = address): string {
  return `cn=${name},o=${address.slice(address.lastIndexOf('@') + 1)},dc=example,dc=com`
}

async function expectGone(dn: string): Promise<void> {
  await expect(ldapValues(dn, 'objectClass')).rejects.toThrow('No such object')
}

async function refusalOf(attempt: Promise<unknown>) {
  const refusal: unknown = await attempt.then(
    () => null,
    (error) => error,
  )
  if (!isConsoleError(refusal)) throw new Error('it was done')
  return refusal
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return (await refusalOf(attempt)).code
}

async function fieldsOf(attempt: Promise<unknown>): Promise<Record<string, string>> {
  const { fields } = await refusalOf(attempt)
  return Object.fromEntries(fields.map(({ field, code }) => [field, code]))
}
