/** What the web process learns from Apache, and what a browser cannot make it believe. */
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInstance } from '../create'
import { type Instance, readSecret } from '../instance'
import { mustRun } from '../program'
import { removeInstance } from '../remove'
import { instanceBeside } from '../testing'
import { apache } from './apache'
import { compression } from './configuration'
import { bringCompression } from './upgrades'

const wish = instanceBeside('apache')
let instance: Instance
let web: http.Server | undefined

beforeAll(async () => {
  instance = await createInstance(wish)
  await apache.start(instance)
})

afterAll(async () => {
  web?.close()
  await removeInstance(wish.directory)
})

describe('Apache in front of the web process', () => {
  it('answers 503 with its own page until there is one, and then passes requests on at once', async () => {
    const away = await ask('/accounts')
    expect(away).toMatch(/^HTTP\/1\.1 503 [\s\S]*^Retry-After: 5/im)
    expect(away).toContain('The console is not available')
    web = await webProcess()
    expect(await ask('/accounts')).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('says who asks and by which name, whatever the browser says of itself', async () => {
    const claims = ['X-Server-Manager-Client: 203.0.113.9', 'X-Server-Manager-Proxy: guessed']
    const more = ['X-Forwarded-For: 203.0.113.9', 'X-Forwarded-Proto: http', 'Forwarded: for=203.0.113.9']
    const headers = [...claims, ...more].flatMap((header) => ['--header', header])
    const seen = seenHeaders(await ask('/', headers))
    expect(seen).toMatchObject({
      host: `localhost:${instance.ports.https}`,
      'x-server-manager-client': '127.0.0.1',
      'x-server-manager-proxy': readSecret(instance, 'proxy'),
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
    })
    expect(JSON.stringify(seen)).not.toContain('203.0.113.9')
    expect(seen).not.toHaveProperty('forwarded')
  })

  it('compresses what it passes on, also after an upgrade of a file that did not say so', async () => {
    const head = async () => (await ask('/', ['--header', 'Accept-Encoding: gzip'])).split('\r\n\r\n')[0]
    expect(await head()).toMatch(/^Content-Encoding: gzip\b/im)
    const { apacheConf: file } = instance.paths
    const now = readFileSync(file, 'utf8')
    writeFileSync(file, now.replace(compression, ''))
    await apache.stop(instance)
    await apache.start(instance)
    expect(await head()).not.toMatch(/^Content-Encoding:/im)
    await bringCompression(instance)
    await bringCompression(instance)
    expect(readFileSync(file, 'utf8').split(compression)).toHaveLength(2)
    await apache.stop(instance)
    await apache.start(instance)
    expect(await head()).toMatch(/^Content-Encoding: gzip\b/im)
  })

  it('passes on the answer of a web process that is not well as it is', async () => {
    expect(await ask('/broken')).toMatch(/^HTTP\/1\.1 503 [\s\S]*^Retry-After: 60[\s\S]*from the console$/im)
  })

  it('does not speak plain HTTP and shows none of its files', async () => {
    const plain = await mustRun('curl', 'curl', ['--silent', `http://localhost:${instance.ports.https}/`])
    expect(plain).not.toContain('seen')
    web?.closeAllConnections()
    await new Promise((resolve) => web?.close(resolve))
    expect(await ask('/../console.conf')).not.toContain(readSecret(instance, 'proxy'))
  })
})

/** Tells the headers it got. */
function webProcess(): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    if (request.url === '/broken') {
      response.writeHead(503, { 'Retry-After': '60' }).end('from the console')
    } else {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ seen: request.headers }))
    }
  })
  return new Promise((resolve) => {
    server.listen(instance.ports.web, '127.0.0.1', () => resolve(server))
  })
}

function ask(path: string, options: string[] = []): Promise<string> {
  const url = `https://localhost:${instance.ports.https}${path}`
  return mustRun('curl', 'curl', ['--silent', '--include', '--insecure', '--path-as-is', ...options, url])
}

function seenHeaders(answer: string): Record<string, string> {
  return JSON.parse(answer.slice(answer.indexOf('{"seen"'))).seen
}
