import { describe, expect, it } from 'vitest'
import type { Role } from './permissions'
import type { Person } from './person'
import { covers, reaches, scopeOf } from './scope'

const suffix = 'dc=example,dc=com'
const domain = `o=example.com,${suffix}`
const person = (role: Role, more: Partial<Person> = {}): Person => ({
  id: 'id',
  dn: `uid=harry,ou=Marketing,${domain}`,
  login: 'harry',
  name: 'Harry',
  mail: 'harry@example.com',
  role,
  manages: [],
  local: null,
  suspended: false,
  mustChangePassword: false,
  hasMailbox: true,
  language: null,
  ...more,
})

describe('a scope', () => {
  it('of everything leaves out the services and policies', () => {
    const scope = scopeOf(person('manager'), 'all', suffix)
    expect(covers(scope, domain)).toBe(true)
    expect(covers(scope, `cn=console,ou=services,${suffix}`)).toBe(false)
    expect(covers(scope, `OU=Services,${suffix}`)).toBe(false)
    expect(covers(scope, suffix)).toBe(false)
    expect(reaches(scope, suffix)).toBe(true)
    expect(covers(scope, 'dc=other')).toBe(false)
  })

  it('of a domain administrator is what lies below the managed domains, not the domains themselves', () => {
    const scope = scopeOf(person('domainAdministrator', { manages: [domain] }), 'scope', suffix)
    expect(covers(scope, `uid=anna,${domain}`)).toBe(true)
    expect(covers(scope, domain)).toBe(false)
    expect(reaches(scope, domain)).toBe(true)
    expect(reaches(scope, `o=other.com,${suffix}`)).toBe(false)
    expect(covers(scope, `uid=anna,o=notexample.com,${suffix}`)).toBe(false)
  })

  it('of a group administrator is the group they live in and no other', () => {
    const group = `ou=Marketing,${domain}`
    const inside = scopeOf(person('groupAdministrator', { local: group }), 'scope', suffix)
    expect(covers(inside, `uid=anna,${group}`)).toBe(true)
    expect(reaches(inside, domain)).toBe(false)
    const moved = scopeOf(person('groupAdministrator', { local: domain }), 'scope', suffix)
    expect(moved.containers).toEqual([])
  })

  it('of oneself is the own entry', () => {
    const scope = scopeOf(person('user'), 'self', suffix)
    expect(covers(scope, `UID=Harry,ou=marketing,${domain}`)).toBe(true)
    expect(covers(scope, `uid=anna,ou=Marketing,${domain}`)).toBe(false)
  })
})
