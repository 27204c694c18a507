/** What is unique in the whole tree stays so when many write at once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Instance } from '../instance'
import { ldapTool, ldif, removeSlapd, runningSlapd } from './testing'
import { account, addPeople, as, home, people, sales, stock } from './testing-people'

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('slapd-unique')
  await addPeople(instance)
})
afterAll(() => removeSlapd(instance))

const race = async (changes: string[]) => {
  const runs = changes.map((change) =>
    ldapTool(instance, 'ldapmodify', as('domainAdministrator'), [], change),
  )
  return (await Promise.all(runs)).map(({ code }) => code)
}

const holders = async (filter: string) => {
  const argv = ['-LLL', '-b', 'dc=example,dc=com', filter, '1.1']
  const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', argv)
  return stdout.match(/^dn: /gm)?.length ?? 0
}

test('one address raced as primary, alternate and alias by twenty has one winner', async () => {
  for (const round of [1, 2, 3]) {
    const address = `wanted${round}@home.example`
    const alternates = [people.user, people.deepUser, people.homeUser, people.groupAdministrator]
    const changes = [
      ...Array.from({ length: 8 }, (_, n) => {
        const dn = `uid=racer${round}${n},${stock}`
        return ldif.add(dn, account(dn, { mail: address, mailLocalAddress: address }))
      }),
      ...alternates.map((dn) => ldif.put(dn, 'mailLocalAddress', address)),
      ...Array.from({ length: 8 }, (_, n) =>
        ldif.add(`cn=racer${round}${n},${home}`, {
          objectClass: ['smAlias', 'inetLocalMailRecipient'],
          ...{ mailLocalAddress: address, member: people.user },
        }),
      ),
    ]
    const codes = await race(changes)
    expect(codes.toSorted()).toEqual([0, ...Array(19).fill(19)])
    expect(await holders(`(mailLocalAddress=${address})`)).toBe(1)
  }
})

test('one login raced in many groups has one winner', async () => {
  const places = [home, sales, stock]
  const changes = Array.from({ length: 20 }, (_, n) => {
    const dn = `uid=same,ou=Place${n},${places[n % 3]}`
    return ldif.add(
      dn,
      account(dn, { mail: `same${n}@home.example`, mailLocalAddress: `same${n}@home.example` }),
    )
  })
  const groups = changes.map((_, n) =>
    ldif.add(`ou=Place${n},${places[n % 3]}`, { objectClass: ['organizationalUnit', 'smContainer'] }),
  )
  expect((await ldapTool(instance, 'ldapmodify', 'root', [], groups.join(''))).code).toBe(0)
  expect((await race(changes)).toSorted()).toEqual([0, ...Array(19).fill(19)])
  expect(await holders('(uid=same)')).toBe(1)
})

test('a domain name belongs to one domain', async () => {
  const domain = (n: number) =>
    ldif.add(`o=twin${n},dc=example,dc=com`, {
      objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
      associatedDomain: 'twin.example',
    })
  const runs = [1, 2, 3, 4].map((n) => ldapTool(instance, 'ldapmodify', as('administrator'), [], domain(n)))
  const codes = (await Promise.all(runs)).map(({ code }) => code)
  expect(codes.toSorted()).toEqual([0, 19, 19, 19])
})
