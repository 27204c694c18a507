/** cn=config as a text: what ldapsearch(1) sees, and changes of it that slapd takes or refuses as a whole. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, get, parse, print, set } from '@/lib/configuration'
import type { Instance } from '@/lib/instance/instance'
import { ldapTool, removeSlapd, runningSlapd } from '@/lib/instance/slapd/testing'
import * as offline from './slapd-offline'
import { accessRules, read, replace, takenOut } from './slapd-store'

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('slapd-store')
})
afterAll(() => removeSlapd(instance))

const DATABASE = 'olcDatabase={1}mdb,cn=config'
const text = async () => Buffer.from(await read(instance)).toString()
const replaceBy = async (change: (text: string) => string) =>
  replace(instance, Buffer.from(change(await text())))

const lines = (bytes: Uint8Array) => Buffer.from(bytes).toString().split('\n').filter(Boolean).toSorted()

/** Lines of ldapsearch(1), without what it folds. */
async function searched(dn: string, ...names: string[]): Promise<string[]> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', dn, '-s', 'base', ...names]
  const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', argv)
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('dn:'))
}

describe('cn=config as a text', () => {
  it('says of every entry what ldapsearch says, without access rules, definitions and times', async () => {
    const document = parse('cn=config', await text())
    expect(document.statements.filter(({ kind }) => kind === 'text')).toEqual([])
    const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', [
      ...['-LLL', '-o', 'ldif-wrap=no', '-b', 'cn=config'],
    ])
    const left = /^olc(Access|AttributeTypes|ObjectClasses|ObjectIdentifier|LdapSyntaxes)[:;]/
    const theirs = stdout.split('\n').filter((line) => line !== '' && !left.test(line))
    expect(print(document).split('\n').filter(Boolean).toSorted()).toEqual(theirs.toSorted())
    expect(print(document)).not.toMatch(/^(olcAccess|entryCSN)|NAME '/m)
    expect(entriesOf(document, 'database')).toEqual([DATABASE])
    expect(print(document)).toMatch(/^dn: cn=\{6\}server-manager,cn=schema,cn=config$/m)
    expect(await text()).toBe(print(document))
  })

  it('has its access rules beside it, as ldapsearch has them, and keeps them whatever is written back', async () => {
    const rules = async () =>
      get(parse('cn=config', await accessRules(instance)), { name: 'olcAccess', section: [DATABASE] })
    const theirs = (await searched(DATABASE, 'olcAccess')).map((line) => line.slice('olcAccess: '.length))
    expect(theirs.length).toBeGreaterThan(5)
    expect(await rules()).toEqual(theirs)
    await replaceBy((now) => now)
    expect(await rules()).toEqual(theirs)
  })

  it('becomes what a changed text says, and what it was again', async () => {
    const before = await text()
    await replaceBy((now) =>
      now
        .replace('olcAttributeOptions', 'olcThreads: 12\nolcAttributeOptions')
        .replace('olcDbIndex: associatedDomain eq\n', 'olcDbIndex: description eq\n')
        .replace(/olcLimits: \{0\}.*\n/, 'olcLimits: dn.base="cn=new" size=7\n$&')
        .replace('olcPasswordHash', 'olcDefaultSearchBase:: bz3DpA==\nolcPasswordHash'),
    )
    expect(await searched('cn=config', 'olcThreads')).toEqual(['olcThreads: 12'])
    const lines = await searched(DATABASE, 'olcDbIndex', 'olcLimits')
    expect(lines).toContain('olcDbIndex: description eq')
    expect(lines).not.toContain('olcDbIndex: associatedDomain eq')
    expect(lines).toContain('olcLimits: {0}dn.base="cn=new" size=7')
    expect(lines.filter((line) => line.startsWith('olcLimits: {'))).toHaveLength(4)
    const frontend = await searched('olcDatabase={-1}frontend,cn=config', 'olcDefaultSearchBase')
    expect(frontend).toEqual(['olcDefaultSearchBase:: bz3DpA=='])
    await replace(instance, Buffer.from(before))
    expect(await text()).toBe(before)
    await replace(instance, Buffer.from(before))
  })

  it('keeps everything when slapd refuses one entry of several', async () => {
    const before = await text()
    const change = replaceBy((now) =>
      now
        .replace('olcAttributeOptions', 'olcThreads: 12\nolcAttributeOptions')
        .replace('olcPPolicyHashCleartext: TRUE', 'olcPPolicyHashCleartext: perhaps'),
    )
    await expect(change).rejects.toMatchObject({ kind: 'failed', code: 'service.refused' })
    expect(await text()).toBe(before)
  })

  it('takes no entries, no access rules, no files and no strange lines', async () => {
    const before = await text()
    const codes = []
    for (const change of [
      (now: string) => now.replace(/dn: olcDatabase=\{2\}monitor[\s\S]*?\n(\n|$)/, ''),
      (now: string) =>
        `${now}\ndn: cn=module{1},cn=config\nobjectClass: olcModuleList\nolcModuleLoad: /tmp/x.so\n`,
      (now: string) => now.replace('olcDbMaxSize', 'olcAccess: to * by * write\nolcDbMaxSize'),
      (now: string) => now.replace('olcDbMaxSize', 'OLCACCESS:: dG8gKiBieSAqIHdyaXRl\nolcDbMaxSize'),
      (now: string) => now.replace('olcDbMaxSize', 'olcRootPW:< file:///etc/shadow\nolcDbMaxSize'),
      (now: string) => now.replace('olcDbMaxSize', '-\nolcDbMaxSize'),
    ])
      codes.push(
        await replaceBy(change).then(
          () => 'done',
          ({ code }) => code,
        ),
      )
    expect(codes).toEqual([
      ...['config.entries', 'config.entries', 'config.fixed', 'config.fixed'],
      ...['config.reading', 'config.reading'],
    ])
    expect(await text()).toBe(before)
  })

  it('can be read and changed while slapd lets nobody in', async () => {
    const before = await text()
    expect(Buffer.from(await offline.read(instance)).toString()).toBe(before)
    await replaceBy((now) =>
      now.replace('olcPidFile', 'olcDisallows: bind_simple\nolcPidFile').replace(/olcLimits: \{0\}.*\n/, ''),
    )
    await expect(read(instance)).rejects.toMatchObject({ code: 'service.refused' })
    await offline.replace(instance, Buffer.from(before))
    expect(await text()).toBe(before)
    expect(await searched('cn=config', 'olcDisallows')).toEqual([])
  })

  it('gives up a change, and keeps what others changed beside it, entries of theirs too', async () => {
    const before = await text()
    const set = (now: string) => now.replace('olcPidFile', 'olcIdleTimeout: 60\nolcPidFile')
    const applied = set(before).replace(
      'olcDbIndex: mail eq\n',
      'olcDbIndex: mail eq\nolcDbIndex: street eq\n',
    )
    const others = (now: string) =>
      now
        .replace('olcPidFile', 'olcThreads: 14\nolcPidFile')
        .replace('olcDbIndex: ', 'olcDbIndex: l eq\nolcDbIndex: ')
    const [base, old, entry] = [applied, before, '\ndn: cn={9}x,cn=schema,cn=config\ncn: {9}x\n'].map(
      Buffer.from,
    )
    const theirs = Buffer.from(`${others(applied)}${entry}`)
    const taken = takenOut(base as Buffer, old as Buffer, theirs)
    expect(taken.crossed).toBe(false)
    expect(lines(taken.bytes)).toEqual(lines(Buffer.from(`${others(before)}${entry}`)))
    const crossing = Buffer.from(applied.replace('olcIdleTimeout: 60', 'olcIdleTimeout: 70'))
    const back = takenOut(base as Buffer, old as Buffer, crossing)
    expect([back.crossed, lines(back.bytes)]).toEqual([true, lines(Buffer.from(before))])
  })

  it('is changed by the documents of the Configuration pages', async () => {
    const document = parse('cn=config', await text())
    const target = { name: 'olcSizeLimit', section: ['cn=config'] }
    await replace(instance, Buffer.from(print(set(document, target, '700'))))
    expect(get(parse('cn=config', await text()), target)).toEqual(['700'])
    await replace(instance, Buffer.from(print(document)))
    expect(await searched('cn=config', 'olcSizeLimit')).toEqual([])
  })
})
