/** Containers as members of aliases: everybody below them, now and later, gets the mail. */
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { createContainer, createDomain, createUser, setRole, showUser } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { ldapValues, receivedMail, runLdapTool, sendMail } from '@/lib/instance/testing'
import { createAlias, findMembers, showAlias, updateAlias } from '.'

const tag = randomBytes(4).toString('hex')
const domain = `groups-${tag}.example`
const root: Caller = { kind: 'root' }
const password = 'groups in aliases 1'

async function user(login: string, container: string, mailbox = true) {
  const draft = { container, login, password, lastName: login, mustChangePassword: false, mailbox }
  return perform(root, createUser, draft)
}

it('a group is a member by the way to it, and those who come later get the mail too', async () => {
  await perform(root, createDomain, { name: domain })
  const group = await perform(root, createContainer, {
    kind: 'group',
    parent: domain,
    name: 'Mail, Room 1/2',
  })
  const way = String.raw`${domain}/Mail\,\ Room\ 1\/2`
  const address = `all-${tag}@${domain}`
  const dn = `cn=all-${tag},o=${domain}`
  const made = await perform(root, createAlias, { address, members: [way] })
  expect(made.dn.startsWith(dn)).toBe(true)
  expect(await ldapValues(made.dn, 'member')).toEqual([group.dn])
  expect((await perform(root, showAlias, { address })).members).toMatchObject([{ text: way, kind: 'group' }])
  expect(await perform(root, findMembers, { text: 'Room 1/2' })).toContainEqual(
    expect.objectContaining({ text: way, kind: 'group' }),
  )

  const login = `late-${tag}`
  await user(login, group.dn)
  const subject = `to the room ${tag}`
  expect((await sendMail({ to: address, from: 'someone@elsewhere.test', subject })).code).toBe(0)
  expect(await receivedMail({ login, password }, subject)).toContain('elsewhere.test')

  const shown = await perform(root, showUser, { login })
  expect([shown.aliases, shown.groupAliases]).toEqual([[], [{ address, group: way }]])

  // Shown members are sent back as they were shown.
  await perform(root, updateAlias, { address, members: { from: [way], to: [way, domain] } })
  expect((await ldapValues(made.dn, 'member')).sort()).toEqual(
    [group.dn, group.dn.replace(/^[^=]+=.*?,o=/, 'o=')].sort(),
  )
})

it('is not for those who do not administer it', async () => {
  const own = `own-${tag}.example`
  await perform(root, createDomain, { name: own })
  const login = `own-${tag}`
  await user(login, own, false)
  await perform(root, setRole, { login, role: 'domainAdministrator', domains: [own] })
  const { id } = await perform(root, showUser, { login })
  const caller: Caller = { kind: 'person', id, face: 'web', address: '192.0.2.3' }
  const foreign = String.raw`${domain}/Mail\,\ Room\ 1\/2`
  for (const members of [[foreign], [domain], [`${own}/Nothing`], ['o=x,=,']]) {
    const refusal: unknown = await perform(caller, createAlias, {
      address: `x-${tag}@${own}`,
      members,
    }).catch((error) => error)
    expect(isConsoleError(refusal) && refusal.code, members.join()).toBe('alias.member.unknown')
  }
  await perform(caller, createAlias, { address: `x-${tag}@${own}`, members: [own] })
  const through = async (who: Caller) => (await perform(who, showUser, { login })).groupAliases
  expect(await through(caller)).toEqual([{ address: `x-${tag}@${own}`, group: own }])
  // An alias of a domain that is not administered leads to the same group.
  const elsewhere = `z-${tag}@${domain}`
  await perform(root, createAlias, { address: elsewhere, members: [own] })
  expect(await through(caller)).toEqual([{ address: `x-${tag}@${own}`, group: own }])
  expect((await through(root)).map(({ address }) => address)).toEqual([`x-${tag}@${own}`, elsewhere])
  // One whose group the person who looks does not see, and one that is no group.
  const inner = await perform(root, createContainer, { kind: 'group', parent: own, name: 'Inner' })
  const [chief, plain] = [`chief-${tag}`, `ou=Plain,${inner.dn}`]
  await user(chief, inner.dn, false)
  await perform(root, setRole, { login: chief, role: 'groupAdministrator' })
  const { id: chiefId } = await perform(root, showUser, { login: chief })
  const chiefly: Caller = { kind: 'person', id: chiefId, face: 'web', address: '192.0.2.4' }
  const seen = await perform(chiefly, showUser, { login: chief })
  expect(seen.groupAliases).toEqual([])
  await runLdapTool(
    'ldapadd',
    `dn: ${plain}\nobjectClass: organizationalUnit\nobjectClass: smContainer\nou: Plain\n\n` +
      `dn: cn=p-${tag},o=${own},${plain.replace(/^.*,o=[^,]*,/, '')}\nobjectClass: smAlias\n` +
      `objectClass: inetLocalMailRecipient\ncn: p-${tag}\nmail: p-${tag}@${own}\n` +
      `mailLocalAddress: p-${tag}@${own}\nmember: ${plain}\n`,
  )
  const inside = `in-${tag}`
  await user(inside, plain, false)
  const found = (await perform(root, showUser, { login: inside })).groupAliases
  expect(found.map(({ address }) => address)).toEqual([`x-${tag}@${own}`, elsewhere])
})
