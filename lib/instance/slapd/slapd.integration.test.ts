/** Starting and stopping whatever the state, and bringing an earlier configuration up to date. */
import { type ChildProcess, spawn } from 'node:child_process'
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
import { writeLdif } from './ldif'
import { slapd } from './slapd'
import { slapdSteps, upgradeSlapd } from './steps'
import { ldapTool, ldif, MANAGER_PASSWORD, removeSlapd, runningSlapd } from './testing'

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
    await until(async () => (await mainPid()) === undefined, 5000)
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
      /^(?!structuralObjectClass|entryUUID|creatorsName|createTimestamp|entryCSN|modif|olcRootPW)/
    return records
      .map((record) =>
        record
          .split('\n')
          .filter((line) => lasting.test(line))
          .toSorted(),
      )
      .toSorted()
  }

  /** slapd as before the first step: neither schema nor overlays of ours, nor any access. */
  const startFromNothing = async () => {
    await slapd.stop(instance)
    const { slapdConfig, slapdData } = instance.paths
    await rm(`${slapdConfig}/cn=config`, { recursive: true })
    await rm(`${slapdConfig}/cn=config.ldif`)
    for (const file of ['data.mdb', 'lock.mdb']) await rm(`${slapdData}/${file}`)
    const entries = configurationEntries(instance)
      .filter(({ dn }) => !dn.startsWith('olcOverlay=') && !dn.startsWith('cn=server-manager'))
      .map(({ dn, attributes }) => {
        const { olcAccess, olcDbIndex, olcLimits, olcAddContentAcl, ...rest } = attributes
        return { dn, attributes: dn.includes('mdb') ? rest : attributes }
      })
    await mustRun('slapd', '/usr/sbin/slapadd', ['-n', '0', '-F', slapdConfig], {
      input: writeLdif(entries).replace(/olcModuleLoad: (unique|constraint|refint|sssvlv).*\n/g, ''),
      user: systemUser('openldap'),
    })
    await slapd.start(instance)
  }

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
