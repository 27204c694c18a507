/** Cyrus's files as versions before groups made them, and as an administrator left them, brought up to date while it runs. */
import { readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configurationSteps } from '../configuration-steps'
import { type Instance, readSecret } from '../instance'
import { runProgram } from '../program'
import { saslauthd } from '../saslauthd/saslauthd'
import { ldapTool, ldif, removeSlapd, runningSlapd } from '../slapd/testing'
import { addPeople, PASSWORD, sales } from '../slapd/testing-people'
import { imapTalk } from '../testing'
import { until } from '../until'
import { groupsInImapd, groupsService } from './configuration'
import { cyrus } from './cyrus'

/** The step that this is about; there are no files of other servers here. */
const GROUPS = 4

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('cyrus-upgrade')
  await addPeople(instance)
  await ldapTool(instance, 'ldapmodify', 'root', [], ldif.put(sales, 'smGroupId', 'sales'))
  for (const server of [saslauthd, cyrus]) await server.configure(instance)
  await saslauthd.start(instance)
})
afterAll(async () => {
  await cyrus.stop(instance)
  await saslauthd.stop(instance)
  await removeSlapd(instance)
})

const texts = () =>
  [instance.paths.imapdConf, instance.paths.cyrusConf].map((file) => readFileSync(file, 'utf8'))

/** What earlier versions wrote in place of what is there now; `settings` and `services` are the administrator's. */
async function asBeforeGroups(settings = '', services = ''): Promise<void> {
  await cyrus.configure(instance)
  const [imapd = '', master = ''] = texts()
  expect(imapd).toContain(groupsInImapd(instance))
  expect(master).toContain(groupsService(instance))
  await writeFile(instance.paths.imapdConf, imapd.replace(groupsInImapd(instance), '') + settings)
  await writeFile(instance.paths.cyrusConf, master.replace(groupsService(instance), services))
  rmSync(`${instance.paths.cyrusConfig}/directory.conf`)
}

/** Every setting with a value of its own, as Cyrus understands the files. */
async function effective(): Promise<string[]> {
  const { code, stdout, stderr } = await runProgram('/usr/sbin/cyrus', [
    ...['info', 'conf', '-C', instance.paths.imapdConf, '-M', instance.paths.cyrusConf],
  ])
  expect(code, stderr).toBe(0)
  return stdout.split('\n').toSorted()
}

const upgrade = async () => {
  for (const { number, run } of configurationSteps) if (number === GROUPS) await run(instance)
}

test('earlier files become what a new instance has; again changes nothing', async () => {
  const fresh = await effective()
  const [, services] = texts()
  await asBeforeGroups()
  expect(await effective()).not.toEqual(fresh)
  await upgrade()
  expect(await effective()).toEqual(fresh)
  expect(texts()[1]?.split('\n').filter(Boolean)).toEqual(services?.split('\n').filter(Boolean))
  const before = texts()
  await upgrade()
  expect(texts()).toEqual(before)
})

test('a Cyrus that runs knows groups afterwards, without being started again', async () => {
  await asBeforeGroups()
  await cyrus.start(instance)
  const main = await cyrus.main(instance)
  const admin = { login: 'cyrus', password: readSecret(instance, 'cyrus') }
  const give = ['CREATE Plans', 'SETACL Plans anyone ""', 'SETACL Plans group:sales lrs']
  expect((await imapTalk(admin, give, instance)).at(-1)).toMatch(/^t3 /m)
  await upgrade()
  expect(await cyrus.main(instance)).toBe(main)
  // Nobody signs in before ptloader has found slapd.
  const isKnown = async () => /^t3 OK/m.test((await imapTalk(admin, give, instance)).at(-1) ?? '')
  expect(await until(isKnown, 20_000)).toBe(true)
  const uma = { login: 'uma', password: PASSWORD }
  expect((await imapTalk(uma, ['MYRIGHTS "Shared Folders/Plans"'], instance))[1]).toMatch(/ lrs\r$/m)
  await cyrus.stop(instance)
})

test('what the administrator wrote stays', async () => {
  const own =
    '# my own words\nldap_time_limit: 9s\nldap_timeout: 9s\nptscache_timeout: 1h\nmaxmessagesize: 12345\n'
  const service = '  extra  cmd="imapd -C /nowhere" listen="127.0.0.1:1" prefork=0 # {mine}'
  await asBeforeGroups(own, service)
  await upgrade()
  const [imapd = '', master = ''] = texts()
  expect(imapd).toContain(own)
  expect(imapd.match(/^ptscache_timeout:.*/gm)).toEqual(['ptscache_timeout: 1h'])
  expect(imapd).toMatch(/^auth_mech: pts$/m)
  expect(master).toContain(`${service}\n${groupsService(instance)}\n`)
})

test('whoever has chosen another way to know people keeps it', async () => {
  await asBeforeGroups('auth_mech: unix\n')
  const before = texts()
  await upgrade()
  expect(texts()).toEqual(before)
})

test('counts of messages are no longer remembered by name', async () => {
  await cyrus.configure(instance)
  const [now = ''] = texts()
  await writeFile(instance.paths.imapdConf, now.replace('\nstatuscache: no\n', '\nstatuscache: yes\n'))
  expect(texts()[0]).not.toBe(now)
  await configurationSteps.find(({ number }) => number === 10)?.run(instance)
  expect(texts()[0]).toBe(now)
})
