/** Who may vouch for a change: asked of slapd itself, whatever the web process says. */
import { statSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { ldapTool, ldif, removeSlapd, runningSlapd } from '@/lib/instance/slapd/testing'
import { addPeople, PASSWORD, people } from '@/lib/instance/slapd/testing-people'
import { forgetAttempts, prove } from './proof'

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('proof')
  await addPeople(instance)
})
afterEach(forgetAttempts)
afterAll(() => removeSlapd(instance))

const outcome = (proof: Parameters<typeof prove>[1]) =>
  prove(instance, proof).then(
    (login) => (typeof login === 'string' ? 'taken' : 'nobody'),
    ({ code }) => code,
  )

it('takes the manager and administrators with their own passwords', async () => {
  expect(await outcome({ login: 'admin', password: PASSWORD })).toBe('taken')
  expect(await outcome({ login: 'ada', password: PASSWORD })).toBe('taken')
  expect(await outcome({ login: 'ADA', password: PASSWORD })).toBe('taken')
})

it('gives the login as the directory has it, whatever was typed', async () => {
  expect(await prove(instance, { login: 'ADA', password: PASSWORD })).toBe('ada')
  expect(await prove(instance, { root: readSecret(instance, 'root-proof') })).toBe('root')
})

it.each([
  ['nobody', 'nothing', null],
  ['a domain administrator', 'dora', PASSWORD],
  ['a group administrator', 'gina', PASSWORD],
  ['an ordinary person', 'uma', PASSWORD],
  ['the login of a service', 'cyrus', 'secret'],
  ['a wrong password', 'ada', 'wrong'],
  ['no password', 'ada', ''],
  ['no login', '', PASSWORD],
  ['every login', '*', PASSWORD],
  ['a filter', 'ada)(smRole=*', PASSWORD],
  ['a DN', people.administrator, PASSWORD],
])('refuses %s', async (_who, login, password) => {
  const secret = password === 'secret' ? readSecret(instance, 'cyrus') : password
  expect(await outcome(secret === null ? null : { login, password: secret })).toBe('config.password')
})

it('refuses an administrator who is suspended', async () => {
  const set = (status: string) =>
    ldapTool(instance, 'ldapmodify', 'root', [], ldif.set(people.administrator, 'smAccountStatus', status))
  await set('suspended')
  expect(await outcome({ login: 'ada', password: PASSWORD })).toBe('config.password')
  await set('active')
  expect(await outcome({ login: 'ada', password: PASSWORD })).toBe('taken')
})

it("takes root's token, which only root can read", async () => {
  expect(await outcome({ root: readSecret(instance, 'root-proof') })).toBe('taken')
  for (const root of ['', 'x', readSecret(instance, 'console')])
    expect(await outcome({ root })).toBe('config.password')
  const { uid, gid, mode } = statSync(instance.paths.secret('root-proof'))
  expect([uid, gid, mode & 0o777]).toEqual([0, 0, 0o600])
})

it('listens to a few wrong passwords of a login only, many at once among them, and to others all the same', async () => {
  for (let i = 0; i < 9; i++) expect(await outcome({ login: 'ada', password: '' })).toBe('config.password')
  const tries = Array.from({ length: 4 }, () => outcome({ login: 'ada', password: 'wrong' }))
  await Promise.all(tries)
  for (let i = 0; i < 4; i++) expect(await outcome({ login: 'ADA', password: 'x' })).toBe('config.password')
  expect(await outcome({ login: 'ada', password: PASSWORD })).toBe('access.throttled')
  expect(await outcome({ login: 'admin', password: PASSWORD })).toBe('taken')
  for (let i = 8; i < 100; i++)
    expect(await outcome({ login: `nobody${i}`, password: 'x' })).toBe('config.password')
  expect(await outcome({ login: 'admin', password: PASSWORD })).toBe('access.throttled')
  expect(await outcome({ root: readSecret(instance, 'root-proof') })).toBe('taken')
})
