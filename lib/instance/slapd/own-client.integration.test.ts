/** People who write to slapd past the console, by names and with controls that no access rule is asked about. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instance } from '../instance'
import { type Login, ldapTool, ldif, removeSlapd, runningSlapd } from './testing'
import { account, addPeople, PASSWORD, people, teams, type Who } from './testing-people'

const { add, remove, set, put, move } = ldif

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('slapd-clients')
  await addPeople(instance)
})
afterAll(() => removeSlapd(instance))

describe('with a client of their own', () => {
  const deep = people.deepUser
  const past = (who: Who): Login => ({ dn: people[who], password: PASSWORD, past: 'console' })
  const roles = ['manager', 'administrator', 'domainAdministrator', 'groupAdministrator', 'user'] as const
  const renamed = [
    'smRole=manager',
    'smManages=o=foreign.example\\,dc=example\\,dc=com',
    'mail=boss@foreign.example',
  ]

  test.each(roles)('the %s changes nothing, by no name and with no control', async (who) => {
    const changes = [
      set(deep, 'title', 'seen'),
      set(people[who], 'title', 'seen'),
      put(deep, 'uid', 'second'),
      set(deep, 'userPassword', 'taken-over'),
      ...renamed.map((rdn) => move(deep, rdn)),
      remove(deep),
      add(`uid=fresh,${teams}`, account(`uid=fresh,${teams}`)),
    ]
    for (const argv of [['-c'], ['-c', '-e', 'relax']]) {
      const { stderr } = await ldapTool(instance, 'ldapmodify', past(who), argv, changes.join(''))
      const codes = stderr.match(/(?<=^ldap_\w+: .* \()\d+(?=\)$)/gm) ?? []
      expect(codes, stderr).toHaveLength(changes.length)
      for (const refusal of codes) expect(['19', '50']).toContain(refusal)
    }
  })

  test.each(roles)('the %s changes the own language and password', async (who) => {
    const changes = set(people[who], 'preferredLanguage', 'he') + set(people[who], 'userPassword', PASSWORD)
    const { code, stderr } = await ldapTool(instance, 'ldapmodify', past(who), [], changes)
    expect(code, stderr).toBe(0)
  })
})
