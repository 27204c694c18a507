/** Rights of whoever is gone, and of the next one who is called so; asserted with a plain IMAP client. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import {
  createContainer,
  createDomain,
  createUser,
  deleteContainer,
  deleteDomain,
  deleteUser,
  setUserStatus,
  showContainer,
} from '@/lib/directory'
import { imapTalk, ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import {
  createFolder,
  deleteFolder,
  forgetGone,
  listDeletedFolders,
  listGone,
  restoreFolder,
  setAcl,
  showAcl,
} from '.'
import { asCyrus } from './testing-setup'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const password = 'rights of the gone 1'
const root: Caller = { kind: 'root' }
const [anna, ben] = [`anna-${tag}`, `ben-${tag}`]
const domain = `gone-acl-${tag}.example`
const box = `user/${anna}`
const plans = `${box}/Plans`

const talk = async (login: string, ...commands: string[]) =>
  (await imapTalk({ login, password }, commands)).slice(1)
const give = (id: string, rights: string) =>
  perform(root, setAcl, { folder: plans, changes: [{ id, rights }] })
const entry = async (id: string, folder = plans) =>
  (await perform(root, showAcl, { folder })).entries.find((one) => one.id === id)

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
  for (const login of [anna, ben]) {
    const draft = { container: domain, login, password, lastName: login, standardFolders: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
  }
  await perform(root, createFolder, { parent: box, name: 'Plans' })
})

describe('a name that is free again', () => {
  const draft = (login: string) => ({
    ...{ container: domain, login, password, lastName: login, mailbox: false, mustChangePassword: false },
  })
  const rightsOf = async (login: string, folder: string) =>
    /^\* MYRIGHTS .* (\S+)\r$/m.exec((await talk(login, `MYRIGHTS "${folder}"`))[0] ?? '')?.[1] ?? ''

  it.each(['active', 'suspended'] as const)(
    'does not give the rights of an account that was %s to the next one of its login',
    async (status) => {
      const login = `again-${status}-${tag}`
      const { name } = await perform(root, createFolder, { parent: '', name: `Again ${status} ${tag}` })
      await perform(root, createUser, draft(login))
      const changes = [
        { id: 'anyone', rights: '' },
        { id: login, rights: 'editor' },
      ]
      await perform(root, setAcl, { folder: name, changes })
      await give(login, 'reader')
      expect(await rightsOf(login, `Shared Folders/${name}`)).toContain('lrs')
      if (status === 'suspended') await perform(root, setUserStatus, { login, status })
      await perform(root, deleteUser, { login })
      expect(await entry(login, name)).toBeUndefined()
      expect(await entry(login)).toBeUndefined()
      await perform(root, createUser, draft(login))
      expect(await rightsOf(login, `Shared Folders/${name}`)).toBe('')
    },
  )

  it('does not keep rights that the person does not see, or that lie in deleted folders', async () => {
    const login = `unseen-${tag}`
    await perform(root, createUser, draft(login))
    const names = await Promise.all(
      ['read', 'post', 'taken', 'kept'].map(
        async (what) => (await perform(root, createFolder, { name: `${what} of ${login}` })).name,
      ),
    )
    const [read = '', post = '', taken = '', kept = ''] = names
    const diary = { parent: box, name: `of-${login}`, type: 'calendar', served: true } as const
    const calendar = (await perform(root, createFolder, diary)).name
    await asCyrus(
      ...[`SETACL "${read}" ${login} r`, `SETACL "${post}" ${login} p`, `SETACL "${taken}" -${login} lrs`],
      ...[`SETACL "${calendar}" ${login} lrs`, `SETACL "${kept}" ${login} lrs`, `DELETEACL "${read}" anyone`],
    )
    expect((await talk(login, `SELECT "Shared Folders/${read}"`))[0]).toMatch(/ OK /)
    await perform(root, deleteFolder, { folder: kept })
    await perform(root, deleteUser, { login })
    const found = (await perform(root, listDeletedFolders, { count: 500 })).rows
    const row = found.find(({ name }) => name === kept)
    expect(await perform(root, restoreFolder, { kept: row?.kept ?? '' })).toMatchObject({ taken: [] })
    const lists = await asCyrus(...[...names, calendar].map((name) => `GETACL "${name}"`))
    expect(lists.filter((answer) => / OK /.test(answer))).toHaveLength(names.length + 1)
    // The name of the folder ends with the login as well.
    for (const answer of lists) expect(answer).not.toMatch(new RegExp(`[" ]-?${login} [a-z]+`))
    await perform(root, createUser, draft(login))
    expect((await talk(login, `SELECT "Shared Folders/${read}"`))[0]).toMatch(/ NO /)
  })

  it('goes from folders that somebody gave names which nobody can write', async () => {
    const login = `named-${tag}`
    await perform(root, createUser, draft(login))
    const wires = ['Half &2D0-', 'Half &3gA-', 'Old &AIA-']
    for (const wire of wires) {
      const [made = '', given = ''] = await talk(ben, `CREATE "${wire}"`, `SETACL "${wire}" ${login} lrs`)
      expect(made + given).not.toMatch(/ (NO|BAD) /)
    }
    await perform(root, deleteUser, { login })
    for (const wire of wires) expect((await talk(ben, `GETACL "${wire}"`))[0]).not.toContain(login)
  })

  it('does not come back with a folder, when somebody else has it then', async () => {
    const [login, gone] = [`later-${tag}`, `never-${tag}`]
    const { name } = await perform(root, createFolder, { name: `Shared with ${tag}` })
    for (const one of [login, gone]) await perform(root, createUser, draft(one))
    await asCyrus(
      `SETACL "${name}" ${login} lrs`,
      `SETACL "${name}" -${gone} i`,
      `SETACL "${name}" ${ben} lr`,
    )
    await perform(root, deleteFolder, { folder: name })
    const { kept = '', at = '' } =
      (await perform(root, listDeletedFolders, { count: 500 })).rows.find((one) => one.name === name) ?? {}
    for (const one of [login, gone])
      await runLdapTool('ldapdelete', '', [`uid=${one},o=${domain},${instance.suffix}`])
    await until(() => Date.now() >= new Date(at).getTime() + 1000, 5_000)
    await perform(root, createUser, draft(login))
    const restored = await perform(root, restoreFolder, { kept })
    expect(restored.taken).toEqual([
      { folder: name, id: login, rights: 'lrs' },
      { folder: name, id: `-${gone}`, rights: 'i' },
    ])
    expect(await entry(login, name)).toBeUndefined()
    expect(await entry(gone, name)).toBeUndefined()
    expect(await entry(ben, name)).toMatchObject({ rights: 'lr' })
    expect(await entry('anyone', name)).toMatchObject({ rights: 'lrs' })
  })

  it('is found in all access lists and taken out of them, when the account went behind the console’s back', async () => {
    const [login, here] = [`removed-${tag}`, `here-${tag}`]
    for (const one of [login, here]) await perform(root, createUser, draft(one))
    const { name } = await perform(root, createFolder, { name: `Left to ${tag}` })
    const rights = [`${login} lrs`, `-${login} i`, `${here} lr`, 'anyone lrs']
    await asCyrus(...rights.map((words) => `SETACL "${name}" ${words}`), `SETACL "${plans}" ${login} lr`)
    await runLdapTool('ldapdelete', '', [`uid=${login},o=${domain},${instance.suffix}`])
    const gone = async () => (await perform(root, listGone, {})).rows.filter(({ id }) => id.includes(tag))
    expect(await gone()).toEqual(
      expect.arrayContaining([
        { id: `-${login}`, folders: 1 },
        { id: login, folders: 2 },
      ]),
    )
    expect((await gone()).map(({ id }) => id)).not.toContain(here)
    // Whoever is there is not taken out, whoever asks for it.
    expect(await perform(root, forgetGone, { ids: [login, here, 'anyone', 'admin'] })).toEqual({ entries: 3 })
    const lists = (await asCyrus(`GETACL "${name}"`, `GETACL "${plans}"`)).join('')
    expect(lists).not.toContain(login)
    expect(lists).toContain(`${here} lr`)
    expect(lists).toContain('anyone lrs')
    expect((await gone()).map(({ id }) => id)).not.toContain(login)
  })

  it('is not what is taken from somebody who is there: that stays', async () => {
    const { name } = await perform(root, createFolder, { name: `Taken in ${tag}` })
    const rights = [`-${ben} lrs`, '-anyone i']
    await asCyrus(...rights.map((words) => `SETACL "${name}" ${words}`))
    const ids = [`-${ben}`, '-anyone', `--${ben}`]
    expect(await perform(root, forgetGone, { ids })).toEqual({ entries: 0 })
    const [list = ''] = await asCyrus(`GETACL "${name}"`)
    expect(list).toContain(`-${ben} lrs`)
    expect(list).toContain('-anyone i')
  })

  it('does not make a new group the one that is gone', async () => {
    const place = { kind: 'group', parent: domain, name: `Team ${tag}` } as const
    const gone = await perform(root, createContainer, place)
    const id = (await perform(root, showContainer, { dn: gone.dn })).groupId
    await perform(root, deleteContainer, { dn: gone.dn })
    const next = await perform(root, createContainer, place)
    expect((await perform(root, showContainer, { dn: next.dn })).groupId).not.toBe(id)

    // Gone by other means: the access lists tell of it.
    const outside = { ...place, name: `Lost ${tag}` }
    const lost = await perform(root, createContainer, outside)
    const lostId = (await perform(root, showContainer, { dn: lost.dn })).groupId
    await asCyrus(`SETACL "${plans}" group:${lostId} lrs`)
    await runLdapTool('ldapdelete', '', [lost.dn])
    const heir = await perform(root, createContainer, outside)
    expect(heir.dn).toBe(lost.dn)
    expect((await perform(root, showContainer, { dn: heir.dn })).groupId).toMatch(
      new RegExp(`^${lostId}-[0-9a-f]{8}$`),
    )
    await asCyrus(`SETACL "${plans}" group:${lostId} ""`)

    const name = `gone-${tag}.example`
    await perform(root, createDomain, { name })
    await perform(root, deleteDomain, { name })
    const { dn } = await perform(root, createDomain, { name })
    expect(await ldapValues(dn, 'smGroupId')).not.toEqual([name])
  })
})
