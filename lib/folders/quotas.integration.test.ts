/** Limits of mailboxes and folders, asserted with GETQUOTA and with mail that fits or does not. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { createDomain, createUser, setRole, showUser, updateDomain } from '@/lib/directory'
import { imapTalk, receivedMail, runLdapTool, sendMail, testInstance } from '@/lib/instance/testing'
import {
  createFolder,
  deleteFolder,
  listDeletedFolders,
  listQuotas,
  quotasOf,
  renameFolder,
  restoreFolder,
  setFolderType,
  setQuota,
  showFolder,
} from '.'
import { lastOf } from './names'
import { asCyrus, fault } from './testing-setup'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const password = 'not more than that 1'
const root = { kind: 'root' } as const
const domain = `quotas-${tag}.example`
const [anna, ben, cara] = [`anna-${tag}`, `ben-${tag}`, `cara-${tag}`]
const MIB = 2 ** 20

const talk = async (login: string, ...commands: string[]) =>
  (await imapTalk({ login, password }, commands)).slice(1)
const set = (folder: string, quota: string) => perform(root, setQuota, { folder, quota })
/** What a public folder that was deleted is kept as. */
const keptOf = async (name: string) =>
  (await perform(root, listDeletedFolders, { count: 500 })).rows.find((row) => row.name === name)?.kept ?? ''
const rowOf = async (login: string) =>
  (await perform(root, listQuotas, { at: domain })).rows.find((row) => row.login === login)
const append = (folder: string, size: number) =>
  `APPEND ${folder} {${size}+}\r\n${'a: b\r\n\r\n'.padEnd(size, 'x')}`

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
  for (const login of [anna, ben, cara]) {
    const draft = { container: domain, login, password, lastName: login, standardFolders: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
  }
})

describe('a quota', () => {
  it('is set as people type it, holds, and is taken away', async () => {
    expect(await set(`user/${anna}`, '1 MB')).toEqual({ limitBytes: MIB })
    expect((await talk(anna, 'GETQUOTAROOT INBOX'))[0]).toContain('STORAGE 0 1024')
    expect((await talk(anna, append('INBOX', 900_000)))[0]).toMatch(/ OK /)
    expect((await talk(anna, append('INBOX', 900_000)))[0]).toMatch(/NO .*quota/i)
    expect(await set(`user/${anna}`, 'none')).toEqual({ limitBytes: null })
    expect((await talk(anna, append('INBOX', 900_000)))[0]).toMatch(/ OK /)
  })

  it('is refused where Cyrus could not keep it for the length of the name, and nothing is left of it in the way', async () => {
    const [top, long] = [`Long ${tag}`, 'x'.repeat(100)]
    const [place, name] = [`${top}/${long}`, `${top}/${long}/${'y'.repeat(252 - `${top}/${long}/`.length)}`]
    await asCyrus(`CREATE "${top}"`, `CREATE "${place}"`, `CREATE "${name}"`)
    expect(await fault(set(name, '1 MB'))).toBe('quota: quota.longName')
    expect((await asCyrus(`GETQUOTA "${name}"`))[0]).toMatch(/ NO /)
    await perform(root, setFolderType, { folder: name, type: 'calendar' })
    expect(await perform(root, showFolder, { folder: name })).toMatchObject({ type: 'calendar' })
    await perform(root, deleteFolder, { folder: name })
    await perform(root, restoreFolder, { kept: await keptOf(name) })
    expect(await perform(root, showFolder, { folder: name })).toMatchObject({ type: 'calendar' })
    await perform(root, deleteFolder, { folder: top })
  })

  it('stays with a folder that is deleted and comes back, also where the name it is kept under is too long', async () => {
    const [top, long] = [`Kept long ${tag}`, 'x'.repeat(100)]
    const name = `${top}/${long}/${'y'.repeat(240 - `${top}/${long}/`.length)}`
    await asCyrus(`CREATE "${top}"`, `CREATE "${top}/${long}"`, `CREATE "${name}"`)
    await set(name, '1 MB')
    await perform(root, setFolderType, { folder: top, type: 'calendar' })
    await perform(root, deleteFolder, { folder: name })
    await perform(root, restoreFolder, { kept: await keptOf(name) })
    expect((await asCyrus(`GETQUOTAROOT "${name}"`))[0]).toContain('STORAGE 0 1024')
    await perform(root, deleteFolder, { folder: top })
  })

  it('is right above 2 GiB, up to what Cyrus takes, and not beyond', async () => {
    await set(`user/${ben}`, '3 GB')
    expect((await talk(ben, 'GETQUOTAROOT INBOX'))[0]).toContain('STORAGE 0 3145728')
    await set(`user/${ben}`, '2047.99 GB')
    expect(await rowOf(ben)).toMatchObject({ limitBytes: Math.ceil((2047.99 * 2 ** 30) / 1024) * 1024 })
    expect(await fault(set(`user/${ben}`, '2 TB'))).toBe('quota: quota.tooLarge')
    expect(await fault(set(`user/${ben}`, 'lots'))).toBe('quota: quota.form')
    await set(`user/${ben}`, 'none')
  })

  it('holds for one folder and what is below it', async () => {
    await perform(root, createFolder, { parent: `user/${ben}`, name: 'Small' })
    await perform(root, createFolder, { parent: `user/${ben}/Small`, name: 'below' })
    await set(`user/${ben}/Small`, '100 KB')
    expect((await talk(ben, append('Small/below', 200_000)))[0]).toMatch(/NO .*quota/i)
    expect((await talk(ben, append('INBOX', 200_000)))[0]).toMatch(/ OK /)
    await perform(root, createFolder, { name: `Limited ${tag}` })
    await set(`Limited ${tag}`, '5 GB')
    expect((await asCyrus(`GETQUOTA "Limited ${tag}"`))[0]).toContain('STORAGE 0 5242880')
    expect(await fault(set(`user/${ben}/Nowhere`, '1 GB'))).toBe('folder.gone')
  })

  it('of a folder that is taken away has the one above hold again', async () => {
    const folder = `user/${ben}/Größe 2.0`
    await perform(root, createFolder, { parent: `user/${ben}`, name: 'Größe 2.0' })
    await set(`user/${ben}`, '2 MB')
    // There was none to take away: then nothing changes.
    expect(await set(folder, 'none')).toEqual({ limitBytes: 2 * MIB })
    await set(folder, '5 MB')
    const encoded = '"Gr&APYA3w-e 2.0"'
    for (const _ of [1, 2]) expect((await talk(ben, append(encoded, 900_000)))[0]).toMatch(/ OK /)
    expect(await set(folder, 'none')).toEqual({ limitBytes: 2 * MIB })
    const wire = `user/${ben}/${encoded.slice(1, -1)}`
    const [answer] = await asCyrus(`GETQUOTAROOT "${wire}"`)
    expect(answer).toContain(`* QUOTAROOT "${wire}" user/${ben}\r`)
    expect(Number(/STORAGE (\d+) 2048/.exec(answer ?? '')?.[1])).toBeGreaterThan(1750)
    expect((await talk(ben, append(encoded, 900_000)))[0]).toMatch(/NO .*quota/i)
    await set(`user/${ben}`, 'none')
  })

  it('of a folder goes with it wherever it goes, and stays behind nowhere', async () => {
    const limitAt = async (name: string) =>
      /\* QUOTA .*?\((STORAGE \d+ \d+)/.exec((await asCyrus(`GETQUOTA "${name}"`))[0] ?? '')?.[1] ?? null
    const holdsFor = async (name: string) =>
      /\* QUOTA "?([^"(]*?)"? \(/.exec((await asCyrus(`GETQUOTAROOT "${name}"`))[0] ?? '')?.[1] ?? null
    const own = `user/${ben}`
    await set(own, '50 MB')
    for (const top of [own, '']) {
      const at = (name: string) => (top === '' ? `${name} ${tag}` : `${top}/${name}`)
      const parent = top === '' ? {} : { parent: top }
      const { name: arch } = await perform(root, createFolder, { ...parent, name: lastOf(at('Arch')) })
      await perform(root, createFolder, { parent: arch, name: 'deep' })
      await asCyrus(`SETACL "${arch}" ${ben} lrswi`, `SETACL "${arch}/deep" ${ben} lrswi`)
      const shown = (name: string) =>
        top === '' ? `"Shared Folders/${name}"` : `"${name.slice(top.length + 1)}"`
      await talk(ben, append(shown(`${arch}/deep`), 50_000), append(shown(arch), 20_000))
      await set(arch, '10 MB')
      await set(`${arch}/deep`, '1 MB')
      const [archUses, deepUses] = ['STORAGE 19 10240', 'STORAGE 48 1024']
      expect([await limitAt(arch), await limitAt(`${arch}/deep`)]).toEqual([archUses, deepUses])

      // Renamed
      const after = at('A')
      await perform(root, renameFolder, { folder: arch, name: lastOf(after) })
      expect([await limitAt(after), await limitAt(`${after}/deep`)]).toEqual([archUses, deepUses])
      expect([await holdsFor(after), await holdsFor(`${after}/deep`)]).toEqual([after, `${after}/deep`])
      expect([await limitAt(arch), await limitAt(`${arch}/deep`)]).toEqual([null, null])

      // Deleted, made anew, and brought back
      await perform(root, deleteFolder, { folder: after })
      expect([await limitAt(after), await limitAt(`${after}/deep`)]).toEqual([null, null])
      const { rows } = await perform(root, listDeletedFolders, { place: top, count: 500 })
      const kept = rows.find(({ name }) => name === after)?.kept ?? ''
      await perform(root, createFolder, { ...parent, name: lastOf(after) })
      expect(await limitAt(after)).toBe(null)
      const to = at('Back')
      await perform(root, restoreFolder, { kept, to })
      expect([await limitAt(to), await limitAt(`${to}/deep`)]).toEqual([archUses, deepUses])
      expect(await limitAt(kept)).toBe(null)

      // Out of a folder with a limit of its own
      const out = at('Out')
      await set(`${to}/deep`, 'none')
      await perform(root, renameFolder, { folder: `${to}/deep`, parent: top, name: lastOf(out) })
      expect(await limitAt(to)).toBe(archUses)
      expect(await holdsFor(out)).toBe(top === '' ? null : own)

      // Deleted by another program, which leaves it at the name
      await asCyrus(`SETACL "${to}" cyrus lrswipkxtea`, `DELETE "${to}"`)
      expect(await limitAt(to)).toMatch(/10240$/)
      await perform(root, createFolder, { ...parent, name: lastOf(to) })
      expect(await limitAt(to)).toBe(null)
    }
    const used = Number(/^STORAGE (\d+)/.exec((await limitAt(own)) ?? '')?.[1])
    await asCyrus(`SETQUOTA ${own} (STORAGE 1000000)`)
    await connections().callAgent('quota.fix', { root: own })
    expect(await limitAt(own)).toBe(`STORAGE ${used} 1000000`)
    await set(own, 'none')
  })

  it('that is used up has Cyrus refuse mail with 552, which goes back to whoever sent it', async () => {
    await set(`user/${anna}`, '1 MB')
    const [to, from] = [`${anna}@${domain}`, `${ben}@${domain}`]
    const sent = await sendMail({ to, from, as: { login: ben, password }, subject: `Too much ${tag}` })
    expect(sent.code).toBe(0)
    const returned = await receivedMail({ login: ben, password }, 'Undelivered Mail Returned to Sender')
    expect(returned).toMatch(/552 5\.2\.2 Over quota/)
    expect(returned).toContain(`Too much ${tag}`)
    expect((await talk(anna, 'STATUS INBOX (MESSAGES)'))[0]).toContain('MESSAGES 2')
  })

  it('is within what the domain may give', async () => {
    await set(`user/${cara}`, '1 MB')
    await set(`user/${anna}`, '1 MB')
    await set(`user/${ben}`, '1 MB')
    await perform(root, updateDomain, { name: domain, maxStorage: { to: '10.1 MB' } })
    expect(await fault(set(`user/${cara}`, '9 MB'))).toBe('quota: limit.storage')
    expect(await fault(set(`user/${cara}`, 'none'))).toBe('quota: limit.storageQuota')
    await set(`user/${cara}`, '7 MB')
    await perform(root, createFolder, { parent: `user/${cara}`, name: 'Große Akten' })
    const folder = `user/${cara}/Große Akten`
    expect(await fault(set(folder, '500 GB'))).toBe('quota: limit.storage')
    const wire = `user/${cara}/Gro&AN8-e Akten`
    expect((await asCyrus(`GETQUOTAROOT "${wire}"`))[0]).toContain(`"${wire}" user/${cara}\r`)
    await set(folder, '1 MB')
    expect((await asCyrus(`GETQUOTA "${wire}"`))[0]).toContain('STORAGE 0 1024')
    expect(await fault(set(`user/${cara}`, '8 MB'))).toBe('quota: limit.storage')
    // What another program deleted holds nothing any more.
    await talk(cara, 'DELETE "Gro&AN8-e Akten"')
    await set(`user/${cara}`, '8 MB')
    // Nor does what was deleted here, until it comes back.
    await set(`user/${cara}`, '7 MB')
    await perform(root, createFolder, { parent: `user/${cara}`, name: 'Again' })
    await set(`user/${cara}/Again`, '1 MB')
    await perform(root, deleteFolder, { folder: `user/${cara}/Again` })
    await set(`user/${cara}`, '8 MB')
    const { rows } = await perform(root, listDeletedFolders, { place: `user/${cara}` })
    const kept = rows.find(({ name }) => name === `user/${cara}/Again`)?.kept ?? ''
    expect(await fault(perform(root, restoreFolder, { kept }))).toBe('to: limit.storage')
    await set(`user/${cara}`, '7 MB')
    await perform(root, restoreFolder, { kept })
    expect((await asCyrus(`GETQUOTA "user/${cara}/Again"`))[0]).toContain('STORAGE 0 1024')
    expect(await fault(set(`user/${cara}`, '8 MB'))).toBe('quota: limit.storage')
    // Nor does a public folder, until it is somebody's; in the domain it may go from one to another.
    const { name: shared } = await perform(root, createFolder, { name: `Shared ${tag}` })
    await set(shared, '1 MB')
    const give = (folder: string) => perform(root, renameFolder, { folder, parent: `user/${anna}` })
    expect(await fault(give(shared))).toBe('parent: limit.storage')
    expect((await asCyrus(`GETQUOTA "${shared}"`))[0]).toContain('STORAGE 0 1024')
    expect(await give(`user/${cara}/Again`)).toEqual({ name: `user/${anna}/Again` })
    expect((await asCyrus(`GETQUOTA "user/${anna}/Again"`))[0]).toContain('STORAGE 0 1024')
    await perform(root, updateDomain, { name: domain, maxStorage: { to: '' } })
  })
})

describe('the list of quotas', () => {
  it('has the fullest first, those over 80 % marked, and what others changed', async () => {
    await asCyrus(
      `SETQUOTA user/${anna} (STORAGE 2000)`,
      `SETQUOTA user/${ben} (STORAGE 100000)`,
      `SETQUOTA user/${cara} ()`,
    )
    const list = await perform(root, listQuotas, { at: domain })
    expect(list).toMatchObject({ total: 3, fullTotal: 1 })
    expect(list.rows.map(({ login }) => login)).toEqual([anna, ben, cara])
    const [answer] = await asCyrus(`GETQUOTA user/${anna}`)
    const used = Number(/STORAGE (\d+)/.exec(answer ?? '')?.[1])
    expect(list.rows[0]).toMatchObject({ usedBytes: used * 1024, limitBytes: 2000 * 1024, isFull: true })
    expect(list.rows[0]?.percent).toBeCloseTo((used / 2000) * 100, 0)
    expect(list.rows[1]).toMatchObject({ isFull: false })
    expect(list.rows[2]).toMatchObject({ limitBytes: null, percent: null, usedBytes: 0 })
    const full = await perform(root, listQuotas, { at: domain, full: true })
    expect(full.rows.map(({ login }) => login)).toEqual([anna])
    const second = await perform(root, listQuotas, { at: domain, sort: 'login', offset: 1, count: 1 })
    expect(second).toMatchObject({ total: 3, offset: 1, rows: [{ login: ben }] })
  })

  it('has a part for some people: those in scope who have a limit', async () => {
    const other = `beside-${tag}`
    await perform(root, createDomain, { name: `${other}.example` })
    const draft = { password, lastName: 'Lee', mustChangePassword: false, mailbox: false }
    await perform(root, createUser, {
      ...draft,
      container: `${other}.example`,
      login: other,
      quota: '5 MB',
      mailbox: true,
    })
    const chief = `chief-${tag}`
    await perform(root, createUser, { ...draft, container: domain, login: chief })
    await perform(root, setRole, { login: chief, role: 'domainAdministrator', domains: [domain] })
    const { id } = await perform(root, showUser, { login: chief })
    const caller = { kind: 'person', id, face: 'web', address: '192.0.2.14' } as const
    const logins = [anna, cara, other, `nobody-${tag}`].join(',')
    const told = async (who: Caller) => (await perform(who, quotasOf, { logins })).rows
    const [answer] = await asCyrus(`GETQUOTA user/${anna}`)
    const usedBytes = Number(/STORAGE (\d+)/.exec(answer ?? '')?.[1]) * 1024
    const row = { login: anna, usedBytes, limitBytes: 2000 * 1024 }
    expect(await told(caller)).toEqual([row])
    expect(await told(root)).toEqual([row, { login: other, usedBytes: 0, limitBytes: 5 * MIB }])
    expect(await fault(perform(root, quotasOf, { logins: 'a*,b' }))).toBe('logins.0: login.form')
  })

  it('counts what Cyrus keeps no count of', async () => {
    const dora = `dora-${tag}`
    const draft = { container: domain, login: dora, password, lastName: 'Dora', mailbox: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
    const dn = `uid=${dora},o=${domain},${instance.suffix}`
    await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\nreplace: smMailbox\nsmMailbox: TRUE\n`)
    expect(await rowOf(dora)).toMatchObject({ usedBytes: null, limitBytes: null })
    await asCyrus(`CREATE user/${dora}`)
    await talk(dora, append('INBOX', 5000))
    expect(await rowOf(dora)).toMatchObject({ usedBytes: 5000, limitBytes: null })
  })
})
