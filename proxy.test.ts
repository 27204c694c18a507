import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proxy } from './proxy'

const directory = mkdtempSync(path.join(tmpdir(), 'proxy-'))
const before = process.env.SERVER_MANAGER_INSTANCE

beforeAll(() => {
  const names = ['ldap', 'imap', 'pop3', 'sieve', 'dav', 'smtp', 'submission', 'https', 'ftp']
  const ports = Object.fromEntries([...names, 'ftpPassiveFirst', 'ftpPassiveLast'].map((name) => [name, 1]))
  writeFileSync(
    path.join(directory, 'instance.json'),
    JSON.stringify({
      ...{ version: 1, name: 'test', hostname: 'mail.example.com', domain: 'example.com' },
      suffix: 'dc=example,dc=com',
      ports: { ...ports, web: 10080 },
      origins: ['https://mail.example.com:10443'],
      upgraded: { slapd: 0, configuration: 0 },
      programs: { node: process.execPath },
    }),
  )
  process.env.SERVER_MANAGER_INSTANCE = directory
})

afterAll(() => {
  if (before === undefined) delete process.env.SERVER_MANAGER_INSTANCE
  else process.env.SERVER_MANAGER_INSTANCE = before
  rmSync(directory, { recursive: true })
})

function ask(method: string, headers: Record<string, string>, page = '/aliases?x=1') {
  return proxy(new NextRequest(`http://127.0.0.1:10080${page}`, { method, headers }))
}

const ours = { host: 'mail.example.com:10443' }

describe('a request', () => {
  it.each(['mail.example.com:10443', 'MAIL.example.com:10443', '127.0.0.1:10080', 'localhost:10080'])(
    'to the host %s is served',
    (host) => expect(ask('GET', { host }).status).toBe(200),
  )

  it.each(['evil.example', 'mail.example.com', 'mail.example.com.evil.example:10443', ''])(
    'to the host %j is not: the name may be one that was made to point here',
    (host) => expect(ask('GET', { host }).status).toBe(403),
  )

  it.each([
    ['/aliases/%E2%82%AC', 200],
    ['/aliases/%ff', 400],
    ['/aliases/%c0%af', 400],
    ['/%', 400],
  ])('for %s answers %d: what is no UTF-8 is no address', (page, status) =>
    expect(ask('GET', ours, page).status).toBe(status),
  )

  it.each([
    ['https://mail.example.com:10443', 200],
    ['http://127.0.0.1:10080', 200],
    ['http://mail.example.com:10443', 403],
    ['https://evil.example', 403],
    ['null', 403],
  ])('that changes something from %s answers %d', (origin, status) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      expect(ask(method, { ...ours, origin }).status).toBe(status)
    }
  })

  it('that changes something without saying from where is refused', () => {
    expect(ask('POST', ours).status).toBe(403)
  })
})

describe('a page', () => {
  it('allows only scripts with its own fresh nonce', () => {
    const [one, two] = [ask('GET', ours), ask('GET', ours)].map(
      (response) => response.headers.get('content-security-policy') ?? '',
    )
    const scripts = one?.split('; ').find((part) => part.startsWith('script-src'))
    expect(scripts).toMatch(/^script-src 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'$/)
    expect(one).not.toMatch(/unsafe-(eval|hashes)/)
    expect(one?.match(/'unsafe-inline'/g)).toHaveLength(1)
    expect(one).toContain("style-src-attr 'unsafe-inline'")
    expect(one).not.toBe(two)
  })

  it('is told its path, host name and nonce by the proxy, whatever the client says', () => {
    const forged = {
      'x-server-manager-path': '//evil',
      'x-server-manager-hostname': 'evil',
      'x-server-manager-nonce': 'x',
    }
    const { headers } = ask('GET', { ...ours, ...forged, 'x-forwarded-host': 'evil.example' })
    expect(headers.get('x-middleware-request-x-server-manager-path')).toBe('/aliases?x=1')
    expect(headers.get('x-middleware-request-x-server-manager-hostname')).toBe('mail.example.com')
    expect(headers.get('x-middleware-request-x-server-manager-nonce')).not.toBe('x')
    expect(headers.get('x-middleware-request-x-forwarded-host')).toBeNull()
  })

  it('is not kept, framed or guessed at', () => {
    const { headers } = ask('GET', ours)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it('asks for https from then on only where it came over https under a public name', () => {
    const over = (url: string, headers: Record<string, string>) =>
      proxy(new NextRequest(url, { headers })).headers.has('strict-transport-security')
    const https = { 'x-forwarded-proto': 'https' }
    expect(over('https://mail.example.com:10443/', { ...ours, ...https })).toBe(true)
    expect(over('https://mail.example.com:10443/', ours)).toBe(false)
    expect(over('http://localhost:10080/', { host: 'localhost:10080', ...https })).toBe(false)
  })
})
