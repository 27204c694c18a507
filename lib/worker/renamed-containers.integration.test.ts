/** Groups that ldapmodrdn renames, on real servers: mail to them goes on arriving. */
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { createContainer, createDomain, createUser } from '@/lib/directory'
import { groupMembersUrl } from '@/lib/instance/slapd/schema'
import { ldapValues, receivedMail, runLdapTool, sendMail, testInstance } from '@/lib/instance/testing'
import { followRenames } from './renamed-containers'

const { suffix } = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `renamed-${tag}.example`
const top = `o=${domain},${suffix}`
const root: Caller = { kind: 'root' }
const password = 'renamed outside 1'
let round = followRenames()

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
})

const create = (parent: string, name: string) =>
  perform(root, createContainer, { kind: 'group', parent, name })
const rename = (dn: string, rdn: string) =>
  runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\n`)
const urlOf = (dn: string) => ldapValues(dn, 'memberURL')
const address = (name: string) => `${name}-${tag}@${domain}`

async function addAlias(name: string, member: string) {
  const lines = [
    ...[
      `dn: cn=${name},${top}`,
      'objectClass: smAlias',
      'objectClass: inetLocalMailRecipient',
      `cn: ${name}`,
    ],
    ...[`mail: ${address(name)}`, `mailLocalAddress: ${address(name)}`, `member: ${member}`],
  ]
  await runLdapTool('ldapadd', `${lines.join('\n')}\n`)
}

it('gets mail for the people of a group, and of one below it, that was renamed outside', async () => {
  const { dn } = await create(domain, 'Old')
  const inner = await create(dn, 'Inner')
  const login = `person-${tag}`
  const draft = { container: inner.dn, login, password, lastName: 'Inner', mustChangePassword: false }
  await perform(root, createUser, draft)
  await addAlias('outer', dn)
  await addAlias('inner', inner.dn)
  await round()
  await rename(dn, 'ou=New')
  const [outerNow, innerNow] = [`ou=New,${top}`, `ou=Inner,ou=New,${top}`]
  expect(await urlOf(innerNow)).toEqual([groupMembersUrl(inner.dn, suffix)])
  expect(await round()).toEqual([outerNow])
  expect(await urlOf(outerNow)).toEqual([groupMembersUrl(outerNow, suffix)])
  expect(await urlOf(innerNow)).toEqual([groupMembersUrl(innerNow, suffix)])
  for (const name of ['outer', 'inner']) {
    const subject = `to ${name} ${tag}`
    const sent = await sendMail({ to: address(name), from: 'someone@elsewhere.test', subject })
    expect(sent.code).toBe(0)
    expect(await receivedMail({ login, password }, subject), name).toBeDefined()
  }
  expect(await round()).toEqual([])
})

it('finds what was renamed while no worker ran', async () => {
  const { dn } = await create(domain, 'Unseen')
  await rename(dn, 'ou=Seen')
  round = followRenames()
  expect(await round()).toContain(`ou=Seen,${top}`)
  expect(await urlOf(`ou=Seen,${top}`)).toEqual([groupMembersUrl(`ou=Seen,${top}`, suffix)])
})

it('leaves alone a group of which something else was changed', async () => {
  const { dn } = await create(domain, 'Same')
  await round()
  const change = `dn: ${dn}\nchangetype: modify\nreplace: description\ndescription: other\n`
  await runLdapTool('ldapmodify', change)
  expect(await round()).toEqual([])
  expect(await ldapValues(dn, 'modifiersName')).not.toContain(
    `uid=admin,o=${testInstance().domain},${suffix}`,
  )
})
