/** Postfix's files as version 1 made them, and as an administrator left them, brought up to date. */
import { cpSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configurationSteps } from '../configuration-steps'
import type { Instance } from '../instance'
import { mustRun } from '../program'
import { bareInstance, removeSlapd } from '../slapd/testing'
import { mainCf } from './configuration'
import { postfix } from './postfix'

let instance: Instance
beforeAll(async () => {
  instance = await bareInstance('postfix-upgrade')
})
afterAll(() => removeSlapd(instance))

const file = (name: string) => `${instance.paths.postfixConfig}/${name}`
const text = (name: string) => readFileSync(file(name), 'utf8')

/** What version 1 wrote in place of what is there now. */
async function asInVersion1(): Promise<void> {
  await postfix.configure(instance)
  const maps = (...names: string[]) => names.map((name) => `proxy:ldap:${file(name)}.cf`)
  const main = mainCf(instance)
    .replace(/^virtual_alias_maps = .*/m, `virtual_alias_maps = ${maps('aliases', 'mailboxes').join(', ')}`)
    .replace(/^# People who forward.*\n.*\n/m, '')
    .replace(/^transport_maps = .*\n/m, '')
    .replace(/^recipient_delimiter = .*\n/m, '')
    .replace(
      /^proxy_read_maps = .*/m,
      `proxy_read_maps = ${maps('domains', 'aliases', 'mailboxes', 'senders').join(' ')}`,
    )
  await writeFile(file('main.cf'), main)
  for (const name of ['forwards', 'copies', 'left', 'former'])
    await mustRun('rm', '/bin/rm', [file(`${name}.cf`)])
  await replaceLine('aliases.cf', 'query_filter', '(&(objectClass=smAlias)(mailLocalAddress=%s))')
  await replaceLine('aliases.cf', 'special_result_attribute', 'member')
  await replaceLine('senders.cf', 'query_filter', '(&(objectClass=smAccount)(mailLocalAddress=%s))')
  await writeFile(file('senders.cf'), text('senders.cf').replace(/^special_result_attribute.*\n/m, ''))
  await replaceLine(
    'mailboxes.cf',
    'query_filter',
    '(&(objectClass=smAccount)(smMailbox=TRUE)(mailLocalAddress=%s))',
  )
}

async function replaceLine(name: string, parameter: string, value: string): Promise<void> {
  const line = new RegExp(`^${parameter} = .*`, 'm')
  expect(text(name)).toMatch(line)
  await writeFile(
    file(name),
    text(name).replace(line, () => `${parameter} = ${value}`),
  )
}

const tables = ['domains', 'former', 'aliases', 'forwards', 'copies', 'mailboxes', 'left', 'senders']

async function effective(): Promise<string[]> {
  const main = await mustRun('postfix', 'postconf', ['-c', instance.paths.postfixConfig, '-n'])
  return [main, ...tables.map((name) => text(`${name}.cf`))]
}

const upgrade = async () => {
  for (const { number, run } of configurationSteps) if (number > 1) await run(instance)
}

test('version 1 becomes what a new instance has; again changes nothing', async () => {
  await postfix.configure(instance)
  const fresh = await effective()
  await asInVersion1()
  expect(text('main.cf')).not.toMatch(/unionmap|transport_maps/)
  await upgrade()
  expect(await effective()).toEqual(fresh)
  const changed = ['main.cf', 'aliases.cf', 'mailboxes.cf', 'senders.cf']
  const before = changed.map(text)
  await upgrade()
  expect(changed.map(text)).toEqual(before)
  await mustRun('postfix', '/usr/sbin/postfix', ['-c', instance.paths.postfixConfig, 'check'])
})

test('what the administrator wrote stays', async () => {
  await asInVersion1()
  const own = text('main.cf')
    .replace(/^virtual_alias_maps = (.*)/m, 'virtual_alias_maps = inline:{own@x.example=other@x.example}, $1')
    .concat(
      '# my own words\nmessage_size_limit = 12345\ntransport_maps = inline:{x.example=smtp:[192.0.2.1]}\n',
    )
  await writeFile(file('main.cf'), own)
  await writeFile(file('aliases.cf'), text('aliases.cf').replace('timeout = 20', 'timeout = 7'))
  cpSync(file('master.cf'), file('master.before'))
  await upgrade()
  const main = text('main.cf')
  expect(main).toMatch(
    /^virtual_alias_maps = inline:\{own@x.example=other@x.example\}, .*former\.cf, .*unionmap:\{/m,
  )
  expect(main).toMatch(/^transport_maps = inline:\{x.example=smtp:\[192.0.2.1\]\}, .*left\.cf$/m)
  expect(main).toMatch(/^# my own words\nmessage_size_limit = 12345$/m)
  expect(text('aliases.cf')).toMatch(/^timeout = 7$/m)
  expect(text('aliases.cf')).toMatch(/^special_result_attribute = member, memberURL$/m)
  expect(await readFile(file('master.cf'))).toEqual(await readFile(file('master.before')))
})
