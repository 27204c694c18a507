/** Changes of cn=config on an instance of its own: slapd lets nobody in, is not up yet, and the agent is killed. */
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { slapd } from '@/lib/instance/slapd/slapd'
import { ldapTool, ldif } from '@/lib/instance/slapd/testing'
import { until } from '@/lib/instance/until'
import { ownInstanceForChanges } from './testing-change'

const changes = ownInstanceForChanges()
const { ask, read, state, kill, agent, newest, apply, proof, start, startDying, wish, ended, isGone } =
  changes
let instance: Instance

beforeAll(async () => {
  instance = await changes.begin()
})
afterAll(changes.end)

describe('a change', () => {
  it('of slapd counts at once, and is put back as slapd had it', async () => {
    const limit = async () => /olcSizeLimit: (.*)/.exec((await read('slapd/cn=config')).text)?.[1]
    const edit = (text: string) => text.replace(/^(dn: cn=config\n)/m, '$1olcSizeLimit: 1234\n')
    const before = await read('slapd/cn=config')
    const wanted = await wish('slapd/cn=config', edit, { costs: {}, countdown: 600, proof: proof() })
    const id = await apply(wanted)
    expect(await ended(id)).toMatchObject({ phase: 'countdown', services: ['slapd'] })
    expect(await limit()).toBe('1234')
    await ask('configuration.takeBack', { change: id })
    expect(await until(async () => (await state())?.phase === 'reverted', 60_000, 50)).toBe(true)
    expect((await read('slapd/cn=config')).hash).toBe(before.hash)
    expect(await newest()).toMatchObject({ outcome: 'reverted', files: ['slapd/cn=config'] })
  })

  it('of slapd is taken out of what others changed meanwhile, even when they kept everybody out', async () => {
    const before = await read('slapd/cn=config')
    const limit = async () => {
      const edit = (text: string) => text.replace(/^(dn: cn=config\n)/m, '$1olcSizeLimit: 1234\n')
      const id = await apply(
        await wish('slapd/cn=config', edit, { costs: {}, countdown: 600, proof: proof() }),
      )
      expect(await ended(id)).toMatchObject({ phase: 'countdown' })
      return id
    }
    const byHand = (name: string, value: string) =>
      ldapTool(instance, 'ldapmodify', 'root', [], ldif.put('cn=config', name, value))
    const back = async (id: string) => {
      await ask('configuration.takeBack', { change: id })
      expect((await ended(id)).phase).toBe('reverted')
    }
    const id = await limit()
    await byHand('olcThreads', '14')
    await back(id)
    const { text } = await read('slapd/cn=config')
    expect(text).toBe(before.text.replace(/^olcPidFile.*\n/m, '$&olcThreads: 14\n'))
    expect((await state())?.meanwhile).toEqual([{ file: 'slapd/cn=config', stays: true }])
    expect(await newest()).toMatchObject({ outcome: 'kept', origin: 'outside', files: ['slapd/cn=config'] })

    const other = await limit()
    await byHand('olcDisallows', 'bind_simple')
    await back(other)
    expect((await read('slapd/cn=config')).text).toBe(text)
    expect((await state())?.meanwhile).toEqual([{ file: 'slapd/cn=config', stays: false }])
    const { revisions } = await ask('configuration.history', { skip: 0, most: 2 })
    const [, { number = 0, outcome } = {}] = revisions
    expect(outcome).toBe('reverted')
    const theirs = await ask('configuration.revision', { number, file: 'slapd/cn=config' })
    expect(theirs.after).toContain('olcDisallows: bind_simple')
  })

  it('of slapd that keeps the console itself out is refused, or put back without asking slapd', async () => {
    const shut = (line: string) =>
      wish('slapd/cn=config', (text) => text.replace(/^(dn: cn=config\n)/m, `$1${line}\n`), {
        proof: proof(),
      })
    await expect(apply(await shut('olcDisallows: bind_simple'))).rejects.toMatchObject({
      ...{ code: 'config.check', values: { detail: expect.stringContaining('bind_simple') } },
    })
    const before = await read('slapd/cn=config')
    const secret = readSecret(instance, 'slapd-config')
    const last = await ended(await apply(await shut('olcRestrict: bind')))
    expect(last).toMatchObject({ phase: 'reverted', reason: { service: 'slapd' } })
    expect((await read('slapd/cn=config')).hash).toBe(before.hash)
    const login = { dn: 'cn=admin,cn=config', password: secret }
    expect((await ldapTool(instance, 'ldapwhoami', login)).code).toBe(0)
  })

  it('of slapd is its own, and nobody else’s, when the agent is killed before it knows what slapd made of it', async () => {
    const before = await read('slapd/cn=config')
    // Which slapd gives a number.
    const edit = (text: string) =>
      text.replace(/^olcLimits: \{2\}.*\n( .*\n)*/m, '$&olcLimits: anonymous size=9\n')
    const limits = async () =>
      (
        await ldapTool(instance, 'ldapsearch', 'root', [
          '-LLL',
          '-b',
          'cn=config',
          'olcLimits=*',
          'olcLimits',
        ])
      ).stdout
    const wanted = await wish('slapd/cn=config', edit, { costs: {}, proof: proof() })
    const { total } = await ask('configuration.history', { skip: 0, most: 1 })
    for (let at = 2, isTaken = false; !isTaken; at++) {
      await kill()
      await startDying(at)
      await apply(wanted).catch(() => undefined)
      expect(await until(isGone, 60_000, 20), 'it is never killed in between').toBe(true)
      isTaken = (await limits()).includes('olcLimits: {3}anonymous size=9')
      await start()
      const isSettled = () => !existsSync(`${instance.paths.configurationData}/pending`)
      expect(await until(isSettled, 60_000, 20), agent().output()).toBe(true)
      expect((await read('slapd/cn=config')).hash).toBe(before.hash)
      expect(await limits()).not.toContain('anonymous')
    }
    expect(await state()).toMatchObject({ phase: 'reverted', meanwhile: [] })
    const { revisions } = await ask('configuration.history', { skip: 0, most: 9 })
    const own = revisions.filter(({ number }) => number > total)
    expect(own[0]).toMatchObject({ outcome: 'interrupted', files: ['slapd/cn=config'] })
    expect(own.map(({ origin }) => origin)).toEqual(own.map(() => 'console'))
  })

  it('of slapd waits for slapd when both start, and does not stop it then', async () => {
    const before = await read('slapd/cn=config')
    const edit = (text: string) => text.replace(/^(dn: cn=config\n)/m, '$1olcSizeLimit: 1234\n')
    const more = { costs: {}, countdown: 1, proof: proof() }
    const over = await apply(await wish('slapd/cn=config', edit, more))
      .then(ended)
      .then(({ deadline }) => new Date(deadline ?? 0).getTime())
    await kill()
    await slapd.stop(instance)
    expect(await until(() => Date.now() > over, 10_000)).toBe(true)
    await start()
    expect(await until(async () => (await state())?.phase === 'reverting', 30_000)).toBe(true)
    await slapd.start(instance)
    const started = await slapd.main(instance)
    expect(await until(async () => (await state())?.phase === 'reverted', 60_000, 50)).toBe(true)
    expect((await read('slapd/cn=config')).hash).toBe(before.hash)
    expect(await slapd.main(instance)).toEqual(started)
    expect(await newest()).toMatchObject({ outcome: 'reverted', reason: { code: 'config.notKept' } })
  })
})
