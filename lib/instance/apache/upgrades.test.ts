/** What became of Apache's files from version to version. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Instance, instancePaths } from '../instance'
import { apacheConf, consoleHeader } from './configuration'
import { bringHeaderForConsole } from './upgrades'

const directory = mkdtempSync(path.join(tmpdir(), 'apache-upgrades-'))
const paths = instancePaths(directory)
const instance = { paths, ports: { web: 10080, https: 10443 }, hostname: 'mail.example.com' } as Instance
const file = `${paths.apacheConfig}/console.conf`
mkdirSync(paths.apacheConfig, { recursive: true })
afterAll(() => rmSync(directory, { recursive: true }))

const brought = async (conf: string, header: string) => {
  writeFileSync(paths.apacheConf, conf)
  writeFileSync(file, header, { mode: 0o600 })
  for (const _once of [1, 2]) await bringHeaderForConsole(instance)
  return readFileSync(file, 'utf8')
}

it('the header of the console is said to the console alone, where it is called as it was', async () => {
  const before = 'RequestHeader set X-Server-Manager-Proxy "a-secret"\n'
  const conf = apacheConf(instance)
  expect(await brought(conf, before)).toBe(consoleHeader(instance, 'a-secret'))
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const elsewhere = conf.replace('ProxyPass / http://127.0.0.1:', 'ProxyPass / http://localhost:')
  expect(elsewhere).not.toBe(conf)
  expect(await brought(elsewhere, before)).toBe(before)
  const own = `${before}RequestHeader set X-Other b\n`
  expect(await brought(conf, own)).toBe(own)
  rmSync(file)
  await bringHeaderForConsole(instance)
})
