/** The verb that makes slapd hide the private containers, asked by whoever can reach the agent. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Instance } from '@/lib/instance/instance'
import { ldapTool, ldif, removeSlapd, runningSlapd } from '@/lib/instance/slapd/testing'
import { addPeople, as, home, people, sales, stock, teams } from '@/lib/instance/slapd/testing-people'
import { answerRequest } from './answer'

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('agent-access')
  await addPeople(instance)
})
afterAll(() => removeSlapd(instance))

const ask = (args: unknown) => answerRequest(instance, { verb: 'directory.refreshAccess', arguments: args })
const refresh = (also: string[] = [], settled: string[] = []) => ask({ also, settled })
const changed = (value: boolean) => ({ ok: true, result: { changed: value } })

async function change(...changes: string[]): Promise<void> {
  const { code, stderr } = await ldapTool(instance, 'ldapmodify', 'root', [], changes.join(''))
  expect(code, stderr).toBe(0)
}

async function isSeen(dn: string): Promise<boolean> {
  const argv = ['-LLL', '-s', 'base', '-b', dn, '1.1']
  return (await ldapTool(instance, 'ldapsearch', as('homeUser'), argv)).code === 0
}

async function rules(): Promise<string> {
  const argv = ['-LLL', '-b', 'olcDatabase={1}mdb,cn=config', 'olcAccess']
  return (await ldapTool(instance, 'ldapsearch', 'root', argv)).stdout
}

describe('the agent refuses', () => {
  const fits = `ou=New,${home}`
  it.each<[what: string, args: unknown]>([
    ['no arguments', {}],
    ['one of two', { also: [] }],
    ['an argument too many', { also: [], settled: [], suffix: 'dc=com' }],
    ['text for a list', { also: fits, settled: [] }],
    ['a number for a DN', { also: [7], settled: [] }],
    ['an empty DN', { also: [''], settled: [] }],
    ['101 DNs', { also: Array(101).fill(fits), settled: [] }],
    ['a DN without end', { also: [`ou=${'x'.repeat(2001)},${home}`], settled: [] }],
    ['the suffix', { also: ['dc=example,dc=com'], settled: [] }],
    ['what is beside the suffix', { also: ['o=home.example,dc=example,dc=org'], settled: [] }],
    [
      'what only ends like the suffix',
      { also: ['o=x,o=dc=example,dc=com'.replace('o=x,o=', 'o=x')], settled: [] },
    ],
    ['the services', { also: ['ou=services,dc=example,dc=com'], settled: [] }],
    ['an account', { also: [people.user], settled: [] }],
    ['a quote', { also: [`ou=a" by users write by dn.base="x,${home}`], settled: [] }],
    ['a line break', { also: [`ou=a\nb,${home}`], settled: [] }],
    ['a NUL', { also: [`ou=a\0,${home}`], settled: [] }],
    ['half a hex pair', { also: [`ou=a\\5,${home}`], settled: [] }],
    ['a backslash before a letter', { also: [`ou=a\\z,${home}`], settled: [] }],
    ['two parts in one level', { also: [`ou=a+ou=b,${home}`], settled: [] }],
    ['an empty level', { also: [`,${home}`], settled: [] }],
    ['a level without a name', { also: [`ou=,${home}`], settled: [] }],
    ['something malformed that is settled', { also: [], settled: ['*'] }],
  ])('%s', async (_what, args) => {
    const before = await rules()
    expect(await ask(args)).toMatchObject({ ok: false, error: { code: 'agent.refused' } })
    expect(await rules()).toBe(before)
  })
})

describe('the rules follow', () => {
  it('what became private by ldapmodify, and what became public', async () => {
    await change(ldif.put(stock, 'smPrivate', 'TRUE'), ldif.put(sales, 'smPrivate', 'TRUE'))
    expect(await isSeen(sales)).toBe(true)
    expect(await refresh()).toEqual(changed(true))
    expect(await isSeen(sales)).toBe(false)
    expect(await refresh()).toEqual(changed(false))
    await change(ldif.set(sales, 'smPrivate', 'FALSE'), ldif.set(stock, 'smPrivate', []))
    expect(await refresh()).toEqual(changed(true))
    expect(await isSeen(sales)).toBe(true)
  })

  it('a private container through a rename, without a moment in which it is seen', async () => {
    const renamed = `ou=Squads,${sales}`
    await change(ldif.put(teams, 'smPrivate', 'TRUE'))
    expect(await refresh([renamed])).toEqual(changed(true))
    // Somebody else's round in between leaves the new name hidden.
    expect(await refresh()).toEqual(changed(false))
    await change(ldif.move(teams, 'ou=Squads'))
    expect(await isSeen(renamed)).toBe(false)
    expect(await isSeen(people.deepUser.replace('Teams', 'Squads'))).toBe(false)
    expect(await refresh([], [renamed])).toEqual(changed(true))
    expect(await isSeen(renamed)).toBe(false)
    expect(await rules()).not.toContain('Teams')
    await change(ldif.move(renamed, 'ou=Teams'), ldif.set(teams, 'smPrivate', []))
    await refresh()
  })

  it('an abandoned name for ten minutes only', async () => {
    expect(await refresh([sales])).toEqual(changed(true))
    expect(await isSeen(sales)).toBe(false)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 })
    try {
      expect(await refresh()).toEqual(changed(true))
    } finally {
      vi.useRealTimers()
    }
    expect(await isSeen(sales)).toBe(true)
  })

  it('many who ask at once', async () => {
    await change(ldif.set(sales, 'smPrivate', 'TRUE'))
    const answers = await Promise.all(Array.from({ length: 25 }, () => refresh()))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await isSeen(sales)).toBe(false)
    await change(ldif.set(sales, 'smPrivate', []))
    await refresh()
  })

  it('no account that was made a container and private', async () => {
    await change(
      ldif.put(people.user, 'objectClass', 'smContainer'),
      ldif.put(people.user, 'smPrivate', 'TRUE'),
    )
    expect(await refresh()).toEqual(changed(false))
  })
})
