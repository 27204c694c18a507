import { describe, expect, it } from 'vitest'
import { readStartOptions } from './options.mjs'
import { isFullName, wishFaults } from './preflight.mjs'

const wish = { hostname: 'mail.example.com', domain: 'example.com', portBase: 45_000, directory: '/nowhere' }

describe('a new instance', () => {
  it('needs a host name with a domain, and says so in a sentence', () => {
    expect(wishFaults(wish)).toEqual([])
    expect(wishFaults({ ...wish, hostname: 'mail' })).toEqual([
      'The host name mail has no domain: give a full one, such as --hostname mail.example.com.',
    ])
    expect(wishFaults({ ...wish, domain: 'example' })).toHaveLength(1)
  })

  it.each(['a.b', 'mail.example.com', 'x1.xn--mnchen-3ya.example'])('can be called %s', (name) => {
    expect(isFullName(name)).toBe(true)
  })

  it.each([
    'mail',
    'mail.',
    '.example.com',
    '-a.example',
    'a_b.example',
    '10.0.0.1',
    'a b.example',
    'ä.example',
  ])('cannot be called %s', (name) => {
    expect(isFullName(name)).toBe(false)
  })
})

describe('the options of npm start', () => {
  it('name the instance and its directory', () => {
    const options = readStartOptions(['--name', 'second', '--port-base', '20000', '--demo'])
    expect(options).toMatchObject({
      directory: '/var/lib/server-manager/second',
      portBase: 20_000,
      demo: true,
    })
  })

  it.each([
    ['--port-base', 'many'],
    ['--port-base', '65000'],
    ['--name', '../etc'],
    ['--nonsense'],
    ['word'],
  ])('are refused in a sentence when they are %s %s', (...argv) => {
    expect(() => readStartOptions(argv)).toThrow(/\.$/)
  })
})
