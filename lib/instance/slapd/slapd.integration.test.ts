/** Starting and stopping whatever the state, and bringing an earlier configuration up to date. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Instance, readSecret } from '../instance'
import { mustRun } from '../program'
import { systemUser } from '../system-users'
import { until } from '../until'
import { accepts } from './administration'
import { writeBaseTree } from './base-tree'
import { configurationEntries } from './configuration'
import { type LdifEntry, readLdif, writeLdif } from './ldif'
import { groupMembersUrl } from './schema'
import { slapd } from './slapd'
import { refreshAccess, slapdSteps, upgradeSlapd } from './steps'
import { type Login, ldapTool, ldif, MANAGER_PASSWORD, removeSlapd, runningSlapd } from './testing'
import { addPeople, as, people, sales, stock } from './testing-people'

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('slapd-server')
})
afterAll(() => removeSlapd(instance))

const mainPid = async () => (await slapd.processes(instance))[0]
const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null
const manager = () => `uid=admin,o=example.com,${instance.suffix}`

describe('starting and stopping', () => {
  test('a second start changes nothing', async () => {
    const before = await slapd.processes(instance)
    await slapd.start(instance)
    expect(await slapd.processes(instance)).toEqual(before)
    expect(before).toHaveLength(1)
  })

  test('a server held by SIGSTOP is replaced', async () => {
    const held = (await mainPid()) ?? 0
    process.kill(held, 'SIGSTOP')
    await slapd.start(instance)
    expect(await mainPid()).not.toBe(held)
    expect(await accepts(instance, manager(), MANAGER_PASSWORD)).toBe(true)
  })

  test('after kill -9 it starts with its data', async () => {
    const killed = (await mainPid()) ?? 0
    process.kill(killed, 'SIGKILL')
    await until(async () => (await mainPid()) === undefined, 30_000)
    await slapd.start(instance)
    expect(await accepts(instance, manager(), MANAGER_PASSWORD)).toBe(true)
  })

  test('reload is a new process with the same data', async () => {
    const before = await mainPid()
    await slapd.reload(instance)
    expect(await mainPid()).not.toBe(before)
    expect(await accepts(instance, manager(), MANAGER_PASSWORD)).toBe(true)
  })

  test('processes of others live on, whatever the pid file says', async () => {
    const strangers = [
      spawn('/usr/bin/sleep', ['300']),
      spawn('/usr/bin/tail', ['-f', `${instance.paths.log}/slapd.log`]),
    ]
    try {
      await slapd.stop(instance)
      expect(await slapd.processes(instance)).toEqual([])
      await writeFile(`${instance.paths.slapdRun}/slapd.pid`, `${strangers[0]?.pid}\n`)
      await slapd.start(instance)
      await slapd.stop(instance)
      expect(strangers.map(isAlive)).toEqual([true, true])
      await slapd.start(instance)
    } finally {
      for (const stranger of strangers) stranger.kill()
    }
  })

  test('a port that is taken is named as the reason', async () => {
    await slapd.stop(instance)
    const taken = net.createServer((socket) => socket.resume()).listen(instance.ports.ldap, '127.0.0.1')
    try {
      await expect(slapd.start(instance)).rejects.toThrow(/slapd did not start: .*Address already in use/s)
    } finally {
      await new Promise((resolve) => taken.close(resolve))
    }
    await slapd.start(instance)
  })
})

describe('the base tree', () => {
  const configuration = async () =>
    (await ldapTool(instance, 'ldapsearch', 'root', ['-b', instance.suffix, '*', '+'])).stdout

  test('written again changes nothing, the first password included', async () => {
    const before = await configuration()
    await writeBaseTree(instance, { managerPassword: 'another-first-password' })
    expect(await configuration()).toBe(before)
  })

  test('a renewed secret becomes the password of its service', async () => {
    await writeFile(instance.paths.secret('mta'), 'renewed-secret-of-mta')
    await writeBaseTree(instance, { managerPassword: MANAGER_PASSWORD })
    expect(
      await accepts(instance, `cn=mta,ou=services,${instance.suffix}`, readSecret(instance, 'mta')),
    ).toBe(true)
  })

  test('a person added with ldapadd in Hebrew is there', async () => {
    const dn = `uid=dana,o=example.com,${instance.suffix}`
    const person = ldif.add(dn, { objectClass: 'inetOrgPerson', cn: 'דנה', sn: 'כהן' })
    expect((await ldapTool(instance, 'ldapmodify', 'root', [], person)).code).toBe(0)
  })
})

describe('upgrade steps', () => {
  const exported = async () => {
    const text = await mustRun('slapd', '/usr/sbin/slapcat', ['-n', '0', '-F', instance.paths.slapdConfig])
    const records = text.replace(/\n /g, '').split('\n\n')
    const lasting =
      /^(?!olcModuleLoad: \{\d+\}sssvlv$|structuralObjectClass|entryUUID|creatorsName|createTimestamp|entryCSN|modif|olcRootPW)/
    return records
      .map((record) =>
        record
          .split('\n')
          .filter((line) => lasting.test(line))
          .toSorted(),
      )
      .toSorted()
  }

  /** slapd with another configuration and no data. */
  const startAnew = async (entries: LdifEntry[]) => {
    await slapd.stop(instance)
    const { slapdConfig, slapdData } = instance.paths
    await rm(`${slapdConfig}/cn=config`, { recursive: true })
    await rm(`${slapdConfig}/cn=config.ldif`)
    for (const file of ['data.mdb', 'lock.mdb']) await rm(`${slapdData}/${file}`)
    const input = writeLdif(entries)
    await mustRun('slapd', '/usr/sbin/slapadd', ['-n', '0', '-F', slapdConfig], {
      input: input.replace(/(NAME 'mailLocalAddress' .*) SUBSTR caseIgnoreIA5SubstringsMatch/, '$1'),
      user: systemUser('openldap'),
    })
    await slapd.start(instance)
  }

  /** As before the first step: neither schema nor overlays of ours, nor any access. */
  const startFromNothing = () =>
    startAnew(
      withoutOurs().map(({ dn, attributes }) => {
        const { olcAccess, olcDbIndex, olcLimits, olcAddContentAcl, ...rest } = attributes
        const modules = [attributes.olcModuleLoad ?? []].flat()
        const base = modules.filter((module) => !/^(unique|constraint|refint)$/.test(module))
        return {
          dn,
          attributes: dn.includes('mdb')
            ? rest
            : base.length > 0
              ? { ...attributes, olcModuleLoad: base }
              : attributes,
        }
      }),
    )

  /** As version 1 made it. */
  const startFromVersion1 = () => {
    const text = readFileSync(`${import.meta.dirname}/testing-version-1.ldif`, 'utf8')
    const ours = readLdif(text.replace('@DATA@', instance.paths.slapdData))
    const [schema, ...database] = ours
    const rest = withoutOurs()
      .filter(({ dn }) => !dn.includes('mdb'))
      .map(({ dn, attributes: { olcModuleLoad, ...others } }) => ({
        dn,
        attributes: { ...others, ...(olcModuleLoad && { olcModuleLoad: [...olcModuleLoad, 'sssvlv'] }) },
      }))
    const place = rest.findIndex(({ dn }) => dn.startsWith('olcDatabase={-1}'))
    const [before, after] = [rest.slice(0, place), rest.slice(place)]
    const monitor = after.findIndex(({ dn }) => dn.startsWith('olcDatabase={2}'))
    return startAnew([
      ...before,
      ...(schema ? [schema] : []),
      ...after.slice(0, monitor),
      ...database,
      ...after.slice(monitor),
    ])
  }

  const withoutOurs = () =>
    configurationEntries(instance).filter(
      ({ dn }) => !dn.startsWith('olcOverlay=') && !dn.startsWith('cn=server-manager'),
    )

  const upgradeFrom = async (slapdVersion: number) => {
    const done: number[] = []
    const stored = { ...instance, upgraded: { ...instance.upgraded, slapd: slapdVersion } }
    await upgradeSlapd(stored, async (number) => void done.push(number))
    return done
  }

  const allNumbers = slapdSteps.map(({ number }) => number)

  test('are numbered without gaps', () => {
    expect(allNumbers).toEqual(allNumbers.map((_, index) => index + 1))
  })

  test('lead from nothing to what a new instance has; done twice they change nothing', async () => {
    const fresh = await exported()
    await startFromNothing()
    expect(await upgradeFrom(0)).toEqual(allNumbers)
    await writeBaseTree(instance, { managerPassword: MANAGER_PASSWORD })
    expect(await exported()).toEqual(fresh)
    const changes = async () =>
      (await readFile(`${instance.paths.log}/slapd.log`, 'utf8')).match(/ MOD dn=/g)?.length
    const before = await changes()
    expect(await upgradeFrom(0)).toEqual(allNumbers)
    expect(await changes()).toBe(before)
    expect(await upgradeFrom(allNumbers.at(-1) ?? 0)).toEqual([])
  })

  test('make sign-ins of the servers quick, which slapd checked like those of people', async () => {
    const dn = `cn=mta,ou=services,${instance.suffix}`
    const stored = async () => {
      const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', ['-LLL', '-b', dn, 'userPassword'])
      return Buffer.from(
        /userPassword:: (.+)/.exec(stdout.replaceAll('\n ', ''))?.[1] ?? '',
        'base64',
      ).toString()
    }
    const secret = readSecret(instance, 'mta')
    await ldapTool(instance, 'ldapmodify', 'root', [], ldif.set(dn, 'userPassword', secret))
    expect(await stored()).toMatch(/^\{ARGON2\}/)
    expect(await upgradeFrom(3)).toEqual(allNumbers.slice(3))
    expect(await stored()).toMatch(/^\{SSHA\}/)
    expect(await accepts(instance, dn, secret)).toBe(true)
    const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', ['-LLL', '-b', dn, 'pwdReset'])
    expect(stdout).not.toContain('pwdReset')
  })

  test('lead from version 1, with people in it, to what a new instance has', async () => {
    const fresh = await exported()
    await startFromVersion1()
    await writeBaseTree(instance, { managerPassword: MANAGER_PASSWORD })
    await addPeople(instance)
    const find = (login: Login, filter: string) =>
      ldapTool(instance, 'ldapsearch', login, ['-LLL', '-b', instance.suffix, filter, '1.1'])
    expect((await find('root', '(mailLocalAddress=*una@*)')).stdout).toBe('')
    expect(await upgradeFrom(1)).toEqual(allNumbers.slice(1))
    expect(await exported()).toEqual(fresh)
    const found = async (filter: string) => (await find('root', filter)).stdout.match(/^dn: /gm)?.length
    const everybody = Object.keys(people).length
    expect(await found('(objectClass=smAccount)')).toBe(everybody)
    expect(await found('(mailLocalAddress=*una@*)')).toBe(1)
    expect(await found('(uid=*lf*)')).toBe(1)
    expect(await found('(cn~=ulf)')).toBe(1)
    expect(await found('(uid=ulf)')).toBe(1)
    // Classes that have got more attributes go for entries that were there.
    const changes = [
      ldif.put(sales, 'smPrivate', 'TRUE'),
      ldif.put(sales, 'memberURL', groupMembersUrl(sales, instance.suffix)),
      ldif.put(people.user, 'smForwardingAddress', 'uma@elsewhere.example'),
    ]
    expect(
      (await ldapTool(instance, 'ldapmodify', as('domainAdministrator'), [], changes.join(''))).code,
    ).toBe(0)
    // The console gives groups their names, and nobody else.
    const named = (dn: string) => ldif.put(dn, 'smGroupId', 'sales')
    const asConsole = {
      dn: `cn=console,ou=services,${instance.suffix}`,
      password: readSecret(instance, 'console'),
    }
    expect((await ldapTool(instance, 'ldapmodify', as('manager'), [], named(sales))).code).toBe(50)
    expect((await ldapTool(instance, 'ldapmodify', asConsole, [], named(sales))).code).toBe(0)
    // A start looks for what became private without the console.
    expect((await find(as('homeUser'), '(uid=uma)')).stdout).toContain(people.user)
    expect(await upgradeFrom(allNumbers.at(-1) ?? 0)).toEqual([])
    expect((await find(as('homeUser'), '(uid=uma)')).stdout).toBe('')
    await slapd.reload(instance)
    expect((await find(as('homeUser'), '(uid=uma)')).stdout).toBe('')
    expect((await ldapTool(instance, 'ldapmodify', asConsole, [], named(stock))).code).toBe(19)
    await ldapTool(instance, 'ldapmodify', 'root', [], ldif.set(sales, 'smPrivate', []))
    expect(await refreshAccess(instance)).toBe(true)
  })

  test('replace what somebody changed by hand', async () => {
    const fresh = await exported()
    const byHand = [
      ldif.set('olcDatabase={1}mdb,cn=config', 'olcAccess', 'to * by * write'),
      ldif.set('olcOverlay={1}unique,olcDatabase={1}mdb,cn=config', 'olcUniqueURI', 'ldap:///?uid?sub'),
    ]
    expect((await ldapTool(instance, 'ldapmodify', 'root', [], byHand.join(''))).code).toBe(0)
    await upgradeFrom(0)
    expect(await exported()).toEqual(fresh)
  })
})
