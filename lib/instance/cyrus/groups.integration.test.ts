/** Groups of the directory in the access lists of mail folders, on a Cyrus that forgets within a second who is where. */
import { readFileSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Instance, readSecret } from '../instance'
import { send } from '../processes'
import { runProgram } from '../program'
import { slapd } from '../slapd/slapd'
import { refreshAccess } from '../slapd/steps'
import { ldapTool, ldif } from '../slapd/testing'
import { abroad, account, foreign, home, PASSWORD, sales, stock, teams } from '../slapd/testing-people'
import { systemUser } from '../system-users'
import { type ImapLogin, imapTalk } from '../testing'
import { until } from '../until'
import { cyrus } from './cyrus'
import { asAdmin as administrate, person, removeCyrus, runningCyrus } from './testing'

const group = { objectClass: ['organizationalUnit', 'smContainer'] }
let instance: Instance

beforeAll(async () => {
  instance = await runningCyrus('cyrus-groups', async ({ paths }) => {
    const conf = await readFile(paths.imapdConf, 'utf8')
    expect(conf).toMatch(/^ptscache_timeout: 10s$/m)
    await writeFile(paths.imapdConf, conf.replace(/^ptscache_timeout: .*/m, 'ptscache_timeout: 1s'))
  })
  await asRoot(ldif.put(sales, 'smGroupId', 'sales'), ldif.put(abroad, 'smGroupId', 'abroad'))
})
afterAll(() => removeCyrus(instance))

const asAdmin = (...commands: string[]) => administrate(instance, ...commands)

async function asRoot(...changes: string[]): Promise<void> {
  const { code, stderr } = await ldapTool(instance, 'ldapmodify', 'root', [], changes.join(''))
  expect(code, stderr).toBe(0)
}

/** A public folder that only the group may see and read. */
async function sharedWith(folder: string, id: string): Promise<void> {
  const answers = await asAdmin(
    `CREATE "${folder}"`,
    `SETACL "${folder}" anyone ""`,
    `SETACL "${folder}" ${id} lrs`,
  )
  expect(answers.join('')).not.toMatch(/^t\d+ (NO|BAD)/m)
}

/** The person's rights on a public folder after a sign-in, as letters; nothing when it is not there for them. */
async function rights(who: ImapLogin | string, folder: string): Promise<string> {
  const login = typeof who === 'string' ? person(who) : who
  const [signedIn = '', answer = ''] = await imapTalk(
    login,
    [`MYRIGHTS "Shared Folders/${folder}"`],
    instance,
  )
  expect(signedIn).toMatch(/^t0 OK/m)
  return /^\* MYRIGHTS .* (\S+)\r$/m.exec(answer)?.[1] ?? ''
}

const becomes = (who: string, folder: string, wanted: string) =>
  until(async () => (await rights(who, folder)) === wanted, 30_000)

describe('a group in an access list', () => {
  beforeAll(() => sharedWith('Plans', 'group:sales'))

  test('is everybody below the container and nobody else', async () => {
    for (const inside of ['uma', 'gina', 'udo']) expect(await rights(inside, 'Plans'), inside).toBe('lrs')
    for (const outside of ['ulf', 'una', 'dora']) expect(await rights(outside, 'Plans'), outside).toBe('')
  })

  test('is also whoever is added later with ldapadd, in a container that is new too', async () => {
    const deep = `ou=Night,${teams}`
    const newcomer = `uid=nora,${deep}`
    await asRoot(ldif.add(deep, group), ldif.add(newcomer, account(newcomer)))
    expect(await rights('nora', 'Plans')).toBe('lrs')
  })

  test('gives its rights to whoever joins and takes them from whoever leaves', async () => {
    const mover = `uid=mona,${stock}`
    await asRoot(ldif.add(mover, account(mover)))
    expect(await rights('mona', 'Plans')).toBe('')
    await asRoot(ldif.move(mover, 'uid=mona', teams))
    expect(await becomes('mona', 'Plans', 'lrs')).toBe(true)
    await asRoot(ldif.move(`uid=mona,${teams}`, 'uid=mona', stock))
    expect(await becomes('mona', 'Plans', '')).toBe(true)
  })

  test('adds to what a person has, and a negative entry takes it away', async () => {
    await asAdmin('SETACL Plans uma lrsw', 'SETACL Plans -group:sales s')
    expect(await rights('uma', 'Plans')).toBe('lrw')
    expect(await rights('gina', 'Plans')).toBe('lr')
    await asAdmin('DELETEACL Plans uma', 'DELETEACL Plans -group:sales')
    expect(await rights('gina', 'Plans')).toBe('lrs')
  })

  test('means nothing any more when the group is gone, and can be taken out', async () => {
    const passing = `ou=Passing,${home}`
    const member = `uid=pia,${passing}`
    await asRoot(ldif.add(passing, { ...group, smGroupId: 'passing' }), ldif.add(member, account(member)))
    await sharedWith('Passing', 'group:passing')
    expect(await rights('pia', 'Passing')).toBe('lrs')
    await asRoot(ldif.take(passing, 'smGroupId'))
    expect(await becomes('pia', 'Passing', '')).toBe(true)
    const [removed, left] = await asAdmin('DELETEACL Passing group:passing', 'GETACL Passing')
    expect(removed).toMatch(/OK/)
    expect(left).not.toContain('passing')
  })
})

test('groups of the same name in two domains are two groups', async () => {
  const other = `ou=Sales,${foreign}`
  const member = `uid=otto,${other}`
  await asRoot(ldif.add(other, { ...group, smGroupId: 'sales.foreign' }), ldif.add(member, account(member)))
  await sharedWith('Home', 'group:sales')
  await sharedWith('Foreign', 'group:sales.foreign')
  expect([await rights('uma', 'Home'), await rights('uma', 'Foreign')]).toEqual(['lrs', ''])
  expect([await rights('otto', 'Home'), await rights('otto', 'Foreign')]).toEqual(['', 'lrs'])
})

test('a private container is a group like any other', async () => {
  const vault = `ou=Vault,${foreign}`
  const member = `uid=vera,${vault}`
  const hidden = { ...group, smPrivate: 'TRUE', smGroupId: 'vault' }
  await asRoot(ldif.add(vault, hidden), ldif.add(member, account(member)))
  expect(await refreshAccess(instance)).toBe(true)
  await sharedWith('Vault', 'group:vault')
  expect([await rights('vera', 'Vault'), await rights('una', 'Vault')]).toEqual(['lrs', ''])
})

test.each([
  ['parens', 'Sales (North) *'],
  ['backslash', 'a\\5Cb\\2C c'],
  ['letters', 'Größe שלום'],
])('a container with %s in its name works', async (id, name) => {
  const dn = `ou=${name},${home}`
  const member = `uid=in-${id},${dn}`
  const added = (entry: string) =>
    entry.replace(/^dn: (.*)$/m, (_, text) => `dn:: ${Buffer.from(text).toString('base64')}`)
  await asRoot(
    added(ldif.add(dn, { ...group, smGroupId: id })),
    added(
      ldif.add(member, {
        ...account(member),
        mail: `in-${id}@home.example`,
        mailLocalAddress: `in-${id}@home.example`,
      }),
    ),
  )
  await sharedWith(id, `group:${id}`)
  expect([await rights(`in-${id}`, id), await rights('uma', id)]).toEqual(['lrs', ''])
})

describe('who is in access lists', () => {
  test('has to be in the directory; who is not any more can still be taken out', async () => {
    await asAdmin('CREATE Strict')
    const gone = `uid=gone,${stock}`
    await asRoot(ldif.add(gone, account(gone)))
    const [known, ...unknown] = await asAdmin(
      'SETACL Strict gone lrs',
      'SETACL Strict nobody-we-know lrs',
      'SETACL Strict group:nothing lrs',
      'SETACL Strict "*" lrs',
      'SETACL Strict "u*" lrs',
    )
    expect(known).toMatch(/OK/)
    for (const answer of unknown) expect(answer).toMatch(/NO Invalid identifier/)
    await asRoot(ldif.remove(gone))
    const removal = async () => (await asAdmin('DELETEACL Strict gone', 'GETACL Strict')).join('')
    expect(await removal()).not.toMatch(/gone|NO /)
  })

  test('acts through the administrator as before, suspended or not', async () => {
    await sharedWith('Acting', 'group:sales')
    const admin = { login: 'cyrus', password: readSecret(instance, 'cyrus') }
    expect(await rights({ ...admin, as: 'uma' }, 'Acting')).toBe('lrs')
    expect(await rights({ ...admin, as: 'sam' }, 'Acting')).toBe('lrs')
    expect((await imapTalk(person('sam'), [], instance))[0] ?? '').not.toMatch(/^t0 OK/m)
  })

  test('signs in by POP3 and CalDAV', async () => {
    await asAdmin('CREATE user/uma')
    const { ports } = instance
    const curl = (...argv: string[]) =>
      runProgram('curl', ['--silent', '--show-error', '--fail', '--user', `uma:${PASSWORD}`, ...argv])
    expect((await curl(`pop3://127.0.0.1:${ports.pop3}/`)).code).toBe(0)
    const principal = `http://127.0.0.1:${ports.dav}/dav/principals/user/uma/`
    expect((await curl('--request', 'PROPFIND', '--header', 'Depth: 0', principal)).stdout).toContain(
      'multistatus',
    )
  })

  test('gets mail from Postfix, and nobody else does', async () => {
    await asAdmin('CREATE user/ulf')
    const deliver = (to: string) =>
      runProgram('swaks', [
        ...[
          '--protocol',
          'LMTP',
          '--socket',
          instance.paths.lmtpSocket,
          '--from',
          'una@foreign.example',
          '--to',
          to,
        ],
      ])
    expect((await deliver('ulf')).code).toBe(0)
    expect((await deliver('nobody-we-know')).code).toBe(24)
    expect((await imapTalk(person('ulf'), ['STATUS INBOX (MESSAGES)'], instance))[1]).toContain('MESSAGES 1')
  })
})

describe('when something is down', () => {
  const ptloaders = async () => {
    const pids = await cyrus.processes(instance)
    return pids.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('ptloader'))
  }
  const signsIn = async () =>
    (await imapTalk(person('uma'), ['NOOP'], instance))[0]?.includes('t0 OK') ?? false

  test('groups work again as soon as slapd does', async () => {
    await sharedWith('Outage', 'group:sales')
    expect(await rights('uma', 'Outage')).toBe('lrs')
    await slapd.stop(instance)
    expect(await signsIn()).toBe(false)
    await slapd.start(instance)
    expect(await until(signsIn, 30_000)).toBe(true)
    expect(await rights('uma', 'Outage')).toBe('lrs')
    expect(await rights('ulf', 'Outage')).toBe('')
  })

  test('a killed ptloader is replaced at the next sign-in', async () => {
    await sharedWith('Killed', 'group:sales')
    const killed = await ptloaders()
    expect(killed).toHaveLength(1)
    for (const pid of killed) send(pid, 'SIGKILL')
    expect(await until(async () => (await rights('uma', 'Killed')) === 'lrs', 30_000)).toBe(true)
    // What is not known yet needs the new one.
    const fresh = `uid=fresh,${sales}`
    await asRoot(ldif.add(fresh, account(fresh)))
    expect(await rights('fresh', 'Killed')).toBe('lrs')
    expect(await ptloaders()).not.toEqual(killed)
  })
})

test('the password stands where Cyrus alone can read it', async () => {
  const secret = readSecret(instance, 'mta')
  expect(await readFile(instance.paths.imapdConf, 'utf8')).not.toContain(secret)
  const file = `${instance.paths.cyrusConfig}/directory.conf`
  expect(readFileSync(file, 'utf8')).toContain(secret)
  expect([statSync(file).mode & 0o777, statSync(file).uid]).toEqual([0o400, systemUser('cyrus').uid])
})
