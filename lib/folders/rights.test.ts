import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grid, parseRights, plainRights, presetOf, presets, union, without } from './rights'

describe('rights', () => {
  it('are letters, each once, in Cyrus’s order, or a preset', () => {
    expect(parseRights('srl')).toBe('lrs')
    expect(parseRights(' Reader ')).toBe('lrs')
    expect(parseRights('owner')).toBe('lrswipkxtea')
    expect(parseRights('none')).toBe('')
    expect(parseRights('lrsc')).toBe('lrsk')
    expect(parseRights('ld')).toBe('lxte')
    for (const wrong of [
      'lrz',
      'l r',
      'read',
      'write',
      'lrs;',
      '-lrs',
      'lrsé',
      'append',
      'all',
      'pleasepale',
    ])
      expect(parseRights(wrong), wrong).toBeUndefined()
  })

  it('are the same whether Cyrus adds the old names or not', () => {
    expect(plainRights('lrswipkxtecda')).toBe('lrswipkxtea')
    expect(presetOf('lrswipkxtecda')).toBe('owner')
    // What Cyrus gives every owner.
    expect(presetOf('lrswipkxtecdan')).toBe('owner')
    expect(presetOf('lr')).toBeUndefined()
  })

  it('are added and taken as sets', () => {
    const rights = fc.string({ unit: fc.constantFrom(...'lrswipkxtean05') })
    fc.assert(
      fc.property(rights, rights, (one, other) => {
        expect(without(union(one, other), other)).toBe(without(one, other))
        expect(parseRights(union(one, other))).toBe(union(other, one))
      }),
    )
  })

  it('stand in the grid with every letter but that of annotations, once', () => {
    const letters = Object.values(grid).join('')
    expect(parseRights(letters)).toBe(presets.owner)
    expect(new Set(letters).size).toBe(letters.length)
  })
})
