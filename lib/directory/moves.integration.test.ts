/** Accounts on their way to another group or domain; their mail is sent and read by programs that are not ours. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import { ldapValues, receivedMail, sendMail } from '@/lib/instance/testing'
import { createContainer, createDomain, createUser, moveEntry, showUser, updateUser } from '.'

const tag = randomBytes(4).toString('hex')
const old = `old-${tag}.example`
const next = `next-${tag}.example`
const root: Caller = { kind: 'root' }
const password = 'moving about 1'
let group = ''

beforeAll(async () => {
  await perform(root, createDomain, { name: old })
  await perform(root, createDomain, { name: next, maxAccounts: '2' })
  group = (await perform(root, createContainer, { kind: 'group', parent: old, name: 'Group' })).dn
})

async function user(name: string): Promise<{ login: string; dn: string }> {
  const login = `${name}-${tag}`
  const draft = { container: old, login, password, lastName: name, mustChangePassword: false }
  return perform(root, createUser, draft)
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
    for (const address of [`${login}@${next}`, `${login}@${old}`, `info-${tag}@${old}`]) {
      expect(await arrives(login, address)).toBe(true)
    }
    const shown = await perform(root, showUser, { login })
    expect(shown.domain).toBe(next)
    expect(shown.aliases).toEqual([`${login}@${old}`, `info-${tag}@${old}`].sort())
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
    const refusal = (await perform(root, moveEntry, { dn: first.dn, to: next }).catch(
      (error) => error,
    )) as unknown
    if (!isConsoleError(refusal)) throw new Error('it was moved')
    expect(refusal.fields.map(({ code }) => code)).toEqual(['address.taken.named'])
    const second = await user('late')
    const full = (await perform(root, moveEntry, { dn: second.dn, to: next }).catch(
      (error) => error,
    )) as unknown
    expect(isConsoleError(full) && full.code).toBe('limit.accounts')
    expect(await ldapValues(second.dn, 'uid')).toEqual([second.login])
  })
})
