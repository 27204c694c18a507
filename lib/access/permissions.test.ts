import { describe, expect, it } from 'vitest'
import { operations } from '@/lib/operations'
import { grantOf, outranks, permissions, roles } from './permissions'

describe('the permission table', () => {
  it('has one operation for every row, and a row for every operation', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(permissions).sort())
  })

  it('gives people without a role nothing but their own account', () => {
    for (const { name } of operations) expect([undefined, 'self']).toContain(grantOf('user', name))
  })

  it('gives administration of domains, services and audit to administrators alone', () => {
    for (const name of ['domain.create', 'domain.delete', 'service.stop', 'audit.list'] as const) {
      expect(roles.filter((role) => grantOf(role, name))).toEqual(['manager', 'administrator'])
    }
  })
})

describe('rank', () => {
  it('lets nobody but the manager act on an equal', () => {
    for (const role of roles) expect(outranks(role, role)).toBe(role !== 'manager')
    expect(outranks('manager', 'administrator')).toBe(true)
    expect(outranks('domainAdministrator', 'administrator')).toBe(false)
    expect(outranks('user', 'groupAdministrator')).toBe(false)
  })
})
