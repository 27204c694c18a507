import { describe, expect, it } from 'vitest'
import { plan, rightsFrom, takesFromOwner } from './acl-plan'

const acl = [
  { id: 'anna', rights: 'lrswipkxtecdan' },
  { id: 'anyone', rights: 'lrs' },
  { id: 'group:sales', rights: 'lrsip' },
  { id: '-ben', rights: 'ip' },
]

describe('a change of rights', () => {
  it('is what differs from the access list', () => {
    const changes = [
      { id: 'anyone', rights: 'lrs' },
      { id: 'group:sales', rights: 'lrs' },
      { id: 'carl', rights: 'lr' },
      { id: '-ben', rights: '' },
      { id: 'nobody', rights: '' },
    ]
    expect(plan(acl, changes)).toEqual([
      { id: 'group:sales', before: 'lrsip', after: 'lrs' },
      { id: 'carl', before: '', after: 'lr' },
      { id: '-ben', before: 'ip', after: '' },
    ])
  })

  it('takes every other entry away where the list shall be exactly that', () => {
    const exactly = plan(acl, [{ id: 'anna', rights: 'lrswipkxtean' }], { exactly: true })
    expect(exactly.map(({ id, after }) => `${id}=${after}`)).toEqual(['anyone=', 'group:sales=', '-ben='])
  })

  it('takes from the owner what it takes from nobody else unnoticed', () => {
    const takes = (id: string, rights: string) => takesFromOwner('anna', plan(acl, [{ id, rights }]))
    expect(takes('anna', 'lrs')).toBe(true)
    expect(takes('anna', '')).toBe(true)
    expect(takes('-anna', 'a')).toBe(true)
    expect(takes('-anyone', 'a')).toBe(true)
    expect(takes('-ben', 'a')).toBe(false)
    expect(takes('anna', 'la')).toBe(false)
    expect(takes('-anna', 's')).toBe(false)
    expect(takes('anyone', '')).toBe(false)
  })
})

describe('the rights of somebody', () => {
  it('are those of every name together, and those that are taken apart', () => {
    expect(rightsFrom(acl, ['ben', 'group:sales', 'anyone'])).toEqual({ given: 'lrsip', taken: 'ip' })
    expect(rightsFrom(acl, ['carl'])).toEqual({ given: '', taken: '' })
  })
})
