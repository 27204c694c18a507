/** kill -9 at every point of a change over several servers: afterwards it is whole or gone, on both servers. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSecret } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { imapTalk, ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import { operations } from '@/lib/operations'
import { connections } from './connections'
import type { AnyOperation, Operation } from './operation'
import { perform } from './perform'
import { recoverOpenIntents } from './recovery'
import { withDatabase } from './testing'

const project = path.resolve(import.meta.dirname, '../..')
const directory = mkdtempSync(path.join(project, 'node_modules/.crash-'))
const child = path.join(directory, 'child.mjs')
const instance = testInstance()
const domain = `crash-${randomBytes(4).toString('hex')}.example`
const cyrus = { login: 'cyrus', password: readSecret(instance, 'cyrus') }

const asRoot = (name: string, input: unknown) => {
  const operation = operations.find((known) => known.name === name) as AnyOperation as Operation<
    unknown,
    unknown
  >
  return perform({ kind: 'root' }, operation, input)
}

beforeAll(async () => {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'crash-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': project },
  })
  await asRoot('domain.create', { name: domain })
})
afterAll(() => rmSync(directory, { recursive: true }))

/** True when it died, false when it came to its end first. */
async function crash(name: string, input: unknown, after: number): Promise<boolean> {
  const { code } = await runProgram(process.execPath, [child, name, JSON.stringify(input)], {
    environment: { SERVER_MANAGER_INSTANCE: instance.directory, CRASH_AFTER: String(after) },
  })
  return code !== 0
}

async function recovered() {
  const settled = await recoverOpenIntents(operations)
  expect(settled.length).toBeGreaterThan(0)
  const states = await connections().database.intent.findMany({ where: { id: { in: settled } } })
  return states.map(({ state }) => state)
}

async function exists(login: string) {
  const found = await runLdapTool('ldapsearch', '', ['-LLL', '-b', instance.suffix, `(uid=${login})`, '1.1'])
  const [, list] = await imapTalk(cyrus, [`LIST "" user/${login}*`])
  return { entry: found.includes('dn:'), folders: [...(list ?? '').matchAll(/^\* LIST/gm)].length }
}

describe('creating a user', () => {
  // 0 the record; 1 the entry; 2 the mailbox; 3 the quota; 4 the standard folders
  it.each([0, 1, 2, 3, 4])('killed after write %i', async (after) => {
    const login = `c${randomBytes(5).toString('hex')}`
    const draft = { container: domain, login, password: 'crash test 1', lastName: 'Crash', quota: '7 MB' }
    expect(await crash('user.create', draft, after)).toBe(true)
    const [state] = await recovered()
    const left = await exists(login)
    if (state === 'undone') return expect(left).toEqual({ entry: false, folders: 0 })
    expect(state).toBe('finished')
    expect(left).toEqual({ entry: true, folders: 5 })
    const [, quota] = await imapTalk(cyrus, [`GETQUOTA user/${login}`])
    expect(quota).toContain('STORAGE 0 7168')
    // The password typed before the crash is the person's.
    const [signedIn] = await imapTalk({ login, password: 'crash test 1' }, [])
    expect(signedIn).toContain('OK')
  })
})

describe('deleting a user', () => {
  it.each([0, 1, 2])('killed after write %i', async (after) => {
    const login = `c${randomBytes(5).toString('hex')}`
    await asRoot('user.create', { container: domain, login, password: 'crash test 1', lastName: 'Crash' })
    expect(await crash('user.delete', { login }, after)).toBe(true)
    const [state] = await recovered()
    const left = await exists(login)
    expect(['finished', 'undone']).toContain(state)
    expect(left).toEqual(state === 'undone' ? { entry: true, folders: 5 } : { entry: false, folders: 0 })
  })
})

describe('creating a group', () => {
  // 1 the entry; 2 its name as a group
  it.each([0, 1, 2])('killed after write %i', async (after) => {
    const name = `c${randomBytes(5).toString('hex')}`
    expect(await crash('container.create', { kind: 'group', parent: domain, name }, after)).toBe(true)
    const [state] = await recovered()
    const ids = await ldapValues(`ou=${name},o=${domain},${instance.suffix}`, 'smGroupId').catch(() => [])
    expect(ids).toEqual(state === 'finished' ? [`${name}-${domain}`] : [])
    expect(state).toBe(after === 0 ? 'undone' : 'finished')
  })
})

describe('creating a domain', () => {
  // 1 the entry; 2 its name as a group; 3 its postmaster
  it.each([0, 1, 2, 3])('killed after write %i', async (after) => {
    const name = `c${randomBytes(5).toString('hex')}.example`
    expect(await crash('domain.create', { name }, after)).toBe(true)
    const [state] = await recovered()
    const names = await ldapValues(`o=${name},${instance.suffix}`, 'associatedDomain').catch(() => [])
    expect(names).toEqual(state === 'finished' ? [name] : [])
    if (state === 'finished') {
      expect(await ldapValues(`o=${name},${instance.suffix}`, 'smGroupId')).toEqual([name])
      const alias = await ldapValues(`cn=postmaster,o=${name},${instance.suffix}`, 'mailLocalAddress')
      expect(alias).toEqual([`postmaster@${name}`])
    }
  })
})

describe('a move to another domain', () => {
  const address = (login: string, at = domain) => `${login}@${at}`
  const entry = async (login: string) => {
    const found = await runLdapTool('ldapsearch', '', ['-LLL', '-b', instance.suffix, `(uid=${login})`])
    const values = (name: string) =>
      [...found.matchAll(new RegExp(`^${name}: (.*)`, 'gm'))].map(([, value]) => value)
    return { dn: values('dn')[0], addresses: values('mailLocalAddress'), mail: values('mail')[0] }
  }
  const formerOf = (login: string) =>
    ldapValues(`cn=${address(login)},o=${domain},${instance.suffix}`, 'member').catch(() => [])

  async function isWhole(login: string, next: string, state: string | undefined, mail: string) {
    const { dn, addresses, mail: primary } = await entry(login)
    if (state === 'undone') {
      expect([addresses, primary]).toEqual([[address(login)], address(login)])
      return expect(await formerOf(login)).toEqual([])
    }
    expect(state).toBe('finished')
    expect([addresses, primary]).toEqual([[address(login, next)], mail])
    expect(dn).toContain(next)
    expect(await formerOf(login)).toEqual([dn])
  }

  let next = ''
  beforeAll(async () => {
    next = `n${randomBytes(5).toString('hex')}.example`
    await asRoot('domain.create', { name: next })
  })
  const make = async (container: string) => {
    const login = `c${randomBytes(5).toString('hex')}`
    const draft = { container, login, password: 'crash test 1', lastName: 'Mover', mailbox: false }
    return asRoot('user.create', draft) as Promise<{ dn: string; login: string }>
  }

  // 0 the record; 1 the place; 2 the account's addresses; 3 the alias for the old one
  it.each([0, 1, 2, 3])('of an account killed after write %i', async (after) => {
    const { dn, login } = await make(domain)
    expect(await crash('entry.move', { dn, to: next }, after)).toBe(true)
    const [state] = await recovered()
    expect(state).toBe(after === 0 ? 'undone' : 'finished')
    await isWhole(login, next, state, address(login, next))
  })

  // As above, for one account after the other; 6 the group's memberURL
  it.each([0, 1, 2, 3, 4, 5])('of a group killed after write %i', async (after) => {
    const group = { kind: 'group', parent: domain, name: `Group ${after}` }
    const { dn } = (await asRoot('container.create', group)) as { dn: string }
    const people = [await make(dn), await make(dn)]
    expect(await crash('container.move', { dn, parent: next, addresses: 'keep' }, after)).toBe(true)
    const [state] = await recovered()
    expect(state).toBe(after === 0 ? 'undone' : 'finished')
    for (const { login } of people) await isWhole(login, next, state, address(login))
    const place = `ou=Group ${after},o=${state === 'undone' ? domain : next},${instance.suffix}`
    const [url] = await ldapValues(place, 'memberURL')
    expect(url).toContain(`o=${state === 'undone' ? domain : next}`)
  })
})

it('a change that is going on is left alone', async () => {
  const login = `c${randomBytes(5).toString('hex')}`
  const creation = asRoot('user.create', {
    container: domain,
    login,
    password: 'crash test 1',
    lastName: 'Alive',
  })
  await recoverOpenIntents(operations)
  await creation
  expect(await exists(login)).toEqual({ entry: true, folders: 5 })
})

it('a change that came to its end while others were settled is not settled again', () =>
  withDatabase(async (database) => {
    const over = { ...connections(), database }
    const gone = {
      process: '1:1',
      state: 'open',
      face: 'command',
      address: '',
      actor: 'root',
      actorId: 'root',
    }
    const row = {
      ...gone,
      actorDn: '',
      role: 'manager',
      target: '',
      targetName: '',
      input: '{}',
      changes: '[]',
    }
    for (const [at, id] of ['first', 'second'].entries()) {
      const data = { ...row, id, at: new Date(at), operation: 'folder.delete', steps: '[]' }
      await database.intent.create({ data })
    }
    const asked: string[] = []
    const recover: AnyOperation['recover'] = async (_handles, { id }) => {
      asked.push(id)
      await database.intent.update({ where: { id: 'second' }, data: { state: 'done' } })
      return 'finished'
    }
    const settling = { name: 'folder.delete', kind: 'change', recover } as const
    expect(await recoverOpenIntents([settling], over)).toEqual(['first'])
    expect(asked).toEqual(['first'])
    const states = await database.intent.findMany({ orderBy: { at: 'asc' } })
    expect(states.map(({ state }) => state)).toEqual(['finished', 'done'])
  }))
