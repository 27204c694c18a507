/** Making an instance: once, whole or anew, with secrets that stay where they belong. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createInstance } from './create'
import { writeDescription } from './description'
import { ensureDirectories } from './directories'
import { firstPassword } from './first-password'
import { CONSOLE_USER, type Instance, readInstance } from './instance'
import { runProgram } from './program'
import { removeInstance } from './remove'
import { slapd } from './slapd/slapd'
import { systemUser } from './system-users'
import { instanceBeside } from './testing'
import { runSteps, type UpgradeStep, upgradeConfiguration } from './upgrade'

const wish = instanceBeside('create')
let instance: Instance

afterAll(() => removeInstance(wish.directory))

describe('an instance', () => {
  it('is made anew when its creation was cut short', async () => {
    instance = await createInstance(wish)
    const { directory, paths } = instance
    rmSync(paths.description)
    writeFileSync(path.join(directory, '.being-created'), '')
    writeFileSync(path.join(paths.slapdData, 'data.mdb'), 'half a database')
    instance = await createInstance(wish)
    expect(JSON.stringify(readInstance(directory))).toBe(JSON.stringify(instance))
    expect(existsSync(path.join(directory, '.being-created'))).toBe(false)
    expect((await slapd.processes(instance)).length).toBe(1)
  })

  it('is the one that is there when it is made a second time', async () => {
    const before = readFileSync(instance.paths.description, 'utf8')
    await createInstance({ ...wish, hostname: 'other.beside.example' })
    expect(readFileSync(instance.paths.description, 'utf8')).toBe(before)
  })

  it('does not take over a directory with something else in it', async () => {
    const directory = `${wish.directory}-foreign`
    mkdirSync(directory)
    writeFileSync(path.join(directory, 'letter.txt'), 'Dear')
    await expect(createInstance({ ...wish, directory })).rejects.toMatchObject({ code: 'instance.foreign' })
    expect(readFileSync(path.join(directory, 'letter.txt'), 'utf8')).toBe('Dear')
    rmSync(directory, { recursive: true })
  })

  it('knows the first password until it is changed', async () => {
    const first = await firstPassword(instance)
    expect(first).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    const { ports, suffix, domain, paths } = instance
    const login = ['-x', '-H', `ldap://127.0.0.1:${ports.ldap}`, '-D', `uid=admin,o=${domain},${suffix}`]
    const change = await runProgram('ldappasswd', [
      ...login,
      '-y',
      paths.firstPassword,
      '-s',
      'a new password 1',
    ])
    expect(change).toMatchObject({ code: 0 })
    expect(await firstPassword(instance)).toBeUndefined()
    expect(existsSync(paths.firstPassword)).toBe(false)
  })
})

describe('secrets', () => {
  const reads = async (user: string, file: string) => {
    const { code } = await runProgram('cat', [file], { user: systemUser(user) })
    return code === 0
  }

  it('of the console are read by its user and by no server', async () => {
    for (const name of ['console', 'cyrus', 'session', 'proxy'] as const) {
      expect(await reads(CONSOLE_USER, instance.paths.secret(name))).toBe(true)
      for (const user of ['www-data', 'postfix', 'cyrus', 'openldap', 'proftpd', 'nobody']) {
        expect(await reads(user, instance.paths.secret(name)), `${name} by ${user}`).toBe(false)
      }
    }
  })

  it('of the servers are not read by the console', async () => {
    const { paths } = instance
    const files = [paths.saslauthdConf, paths.proftpdConf, `${paths.postfixConfig}/aliases.cf`, paths.tlsKey]
    const own = [paths.secret('mta'), paths.secret('slapd-config'), `${paths.cyrusConfig}/submission.conf`]
    for (const file of [...files, ...own, `${paths.apacheConfig}/console.conf`, paths.slapdConfig]) {
      expect(await reads(CONSOLE_USER, file), file).toBe(false)
      expect(await reads('nobody', file), file).toBe(false)
    }
  })

  it('lie in places where the console cannot put anything', async () => {
    const { paths, directory } = instance
    for (const place of [directory, paths.etc, paths.secrets, paths.var, paths.run, paths.log]) {
      expect(statSync(place).uid, place).toBe(0)
      expect(statSync(place).mode & 0o022, place).toBe(0)
    }
    expect(statSync(paths.consoleData).uid).toBe(systemUser(CONSOLE_USER).uid)
  })
})

describe('an upgrade', () => {
  const done: number[] = []
  const step = (number: number): UpgradeStep => ({
    number,
    title: `step ${number}`,
    run: async () => void done.push(number),
  })

  it('runs the steps that are missing, in order, and records each', async () => {
    const old = { ...instance, upgraded: { ...instance.upgraded, configuration: 1 } }
    await writeDescription(old)
    const upgraded = await runSteps(old, 'configuration', [step(3), step(1), step(2)])
    expect(done).toEqual([2, 3])
    expect(upgraded.upgraded.configuration).toBe(3)
    expect(readInstance(instance.directory).upgraded.configuration).toBe(3)
    expect(await runSteps(upgraded, 'configuration', [step(1), step(2), step(3)])).toEqual(upgraded)
    expect(done).toEqual([2, 3])
  })

  it('goes on where it was interrupted', async () => {
    const old = { ...instance, upgraded: { ...instance.upgraded, configuration: 1 } }
    const failing: UpgradeStep = { ...step(3), run: () => Promise.reject(new Error('no more disk')) }
    await expect(runSteps(old, 'configuration', [step(2), failing])).rejects.toThrow('no more disk')
    expect(readInstance(instance.directory).upgraded.configuration).toBe(2)
  })

  it('refuses an instance of a later version', async () => {
    const later = {
      ...instance,
      upgraded: { ...instance.upgraded, configuration: instance.upgraded.configuration + 1 },
    }
    await expect(upgradeConfiguration(later)).rejects.toMatchObject({ code: 'instance.version' })
  })

  it('leaves files that the administrator has edited as they are', async () => {
    await writeDescription(instance)
    const edited = `${readFileSync(instance.paths.imapdConf, 'utf8')}\n# ours\n`
    writeFileSync(instance.paths.imapdConf, edited)
    await upgradeConfiguration(instance)
    await ensureDirectories(instance)
    expect(readFileSync(instance.paths.imapdConf, 'utf8')).toBe(edited)
  })
})
