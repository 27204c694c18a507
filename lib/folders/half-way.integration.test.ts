/** Changes of folders that Cyrus or the agent refuses half way, asserted over plain IMAP. */
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { mailboxName } from '@/lib/adapters/imap'
import { createDomain, createUser } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'
import { mustRun } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { testInstance } from '@/lib/instance/testing'
import {
  createFolder,
  deleteFolder,
  listDeletedFolders,
  renameFolder,
  restoreFolder,
  setAcl,
  setFolderType,
  setQuota,
} from '.'
import { asCyrus, leftBy, withRecords } from './testing-setup'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const root = { kind: 'root' } as const
const password = 'half way there 1'
const [anna, ben] = [`anna-${tag}`, `ben-${tag}`]
const box = `user/${anna}`

const exists = async (...names: string[]) =>
  (await asCyrus(...names.map((name) => `LIST "" "${name}"`))).map((answer) => answer.includes('* LIST'))
const made = (...names: string[]) => asCyrus(...names.map((name) => `CREATE "${name}"`))
const away = () => new ConsoleError('unavailable', 'service.unreachable', { service: 'cyrus' })

beforeAll(async () => {
  await perform(root, createDomain, { name: `half-${tag}.example` })
  for (const login of [anna, ben]) {
    const draft = { container: `half-${tag}.example`, login, password, lastName: 'Lee' }
    await perform(root, createUser, { ...draft, standardFolders: false, mustChangePassword: false })
  }
})

describe('rights', () => {
  it('that Cyrus gave when nobody waited for it any more are taken again, unless somebody gave others since', async () => {
    const [late, since] = [`${box}/Given`, `${box}/Given since`]
    await made(late, since)
    await asCyrus(
      `SETACL "${late}" anyone lrs`,
      `SETACL "${since}" anyone lrsp`,
      `SETACL "${since}" ${ben} lr`,
    )
    const given = (folder: string) => ({
      name: 'acl',
      data: { folder, id: 'anyone', before: '', after: 'lrs' },
    })
    const taken = { name: 'acl', data: { folder: since, id: ben, before: 'lrs', after: 'lr' } }
    expect(await leftBy(setAcl, {}, [given(late), given(since), taken], 'stuck')).toBe('undone')
    const [ofLate = '', ofSince = ''] = await asCyrus(`GETACL "${late}"`, `GETACL "${since}"`)
    expect(ofLate).not.toContain('anyone')
    expect(ofSince).toContain(' anyone lrsp')
    expect(ofSince).toContain(` ${ben} lrs`)
  })
})

describe('a deletion', () => {
  it('that Cyrus refuses half way is over when the rest is gone, too', () =>
    withRecords(async ({ over, recover, last }) => {
      const folder = `${box}/Half`
      const names = [folder, `${folder}/a`, `${folder}/b`]
      await made(...names)
      await asCyrus(`SETACL "${folder}/a" -cyrus x`)
      await expect(perform(root, deleteFolder, { folder }, over)).rejects.toMatchObject({
        ...{ kind: 'unavailable', code: 'service.refused' },
      })
      expect(await exists(...names)).toEqual([true, true, false])
      expect(await last('folder.delete', folder)).toMatchObject({
        ...{ state: 'stuck', changes: [{ dn: `${folder}/b` }] },
      })
      await recover()
      expect((await last('folder.delete', folder)).state).toBe('stuck')
      await asCyrus(`DELETEACL "${folder}/a" -cyrus`)
      await recover()
      expect(await exists(...names)).toEqual([false, false, false])
      const { state, changes } = await last('folder.delete', folder)
      expect([state, changes.map(({ dn }) => dn)]).toEqual(['finished', names.toReversed()])
    }))

  /** Somebody makes a folder when a deletion has seen what there is, and has not begun. */
  const whileSomebodyMakes = async (name: string, work: () => Promise<unknown>) => {
    const { folders } = connections().mailboxes
    const idsOf = folders.idsOf.bind(folders)
    const seen = vi.spyOn(folders, 'idsOf').mockImplementationOnce(async (names) => {
      const ids = await idsOf(names)
      await made(name)
      return ids
    })
    try {
      return await work()
    } finally {
      seen.mockRestore()
    }
  }

  it('leaves what somebody makes meanwhile, with the folders above, and says so', () =>
    withRecords(async ({ over, last }) => {
      const folder = `${box}/Joined`
      const names = [folder, `${folder}/a`, `${folder}/a/old`, `${folder}/b`]
      await made(...names)
      const answer = await whileSomebodyMakes(`${folder}/a/new`, () =>
        perform(root, deleteFolder, { folder }, over),
      )
      expect(answer).toEqual({ folders: 2, left: 2, made: [`${folder}/a/new`] })
      expect(await exists(...names, `${folder}/a/new`)).toEqual([true, true, false, false, true])
      const { state, changes } = await last('folder.delete', folder)
      expect([state, changes.map(({ dn }) => dn)]).toEqual(['done', [`${folder}/b`, `${folder}/a/old`]])
    }))

  it('of a folder that gets its first one below meanwhile is refused, and changes nothing', () =>
    withRecords(async ({ over, last }) => {
      const folder = `${box}/Alone`
      await made(folder)
      const deleting = whileSomebodyMakes(`${folder}/new`, () =>
        perform(root, deleteFolder, { folder }, over),
      )
      await expect(deleting).rejects.toMatchObject({ kind: 'conflict', code: 'folder.notEmpty' })
      expect(await exists(folder, `${folder}/new`)).toEqual([true, true])
      expect((await asCyrus(`GETACL "${folder}"`))[0]).not.toContain('cyrus')
      expect(await last('folder.delete', folder)).toMatchObject({ state: 'failed', changes: [] })
    }))

  it('that is refused at once has changed nothing', () =>
    withRecords(async ({ over, last }) => {
      const folder = `${box}/Refused`
      await made(folder)
      await asCyrus(`SETACL "${folder}" -cyrus x`)
      await expect(perform(root, deleteFolder, { folder }, over)).rejects.toMatchObject({ kind: 'failed' })
      expect(await exists(folder)).toEqual([true])
      expect(await last('folder.delete', folder)).toMatchObject({ state: 'failed', changes: [] })
    }))
})

it('a restoration brings back what Cyrus can, and says what it cannot', async () => {
  const folder = `${box}/Back`
  await made(folder, `${folder}/a`, `${folder}/b`)
  await perform(root, deleteFolder, { folder })
  const { rows } = await perform(root, listDeletedFolders, { place: box })
  const keptOf = (name: string) => rows.find((row) => row.name === name)?.kept ?? ''
  const argv = ['-C', instance.paths.imapdConf, keptOf(`${folder}/a`)]
  const directory = await mustRun('cyrus', '/usr/lib/cyrus/bin/mbpath', argv, { user: systemUser('cyrus') })
  rmSync(`${directory.trim()}/cyrus.index`)
  const restored = await perform(root, restoreFolder, { kept: keptOf(folder) })
  expect(restored).toMatchObject({ folders: 2, left: 1 })
  expect(await exists(folder, `${folder}/a`, `${folder}/b`)).toEqual([true, false, true])
})

describe('a rename', () => {
  const taken = async (name: string) => (await asCyrus(`GETACL "user/${ben}/${name}"`))[0] ?? ''
  /** Folders with a limit of their own, one of which goes to another person. */
  const given = async (top: string, name: string) => {
    await made(`${box}/${top}`, `${box}/${top}/${name}`)
    await asCyrus(`SETQUOTA "${box}/${top}" (STORAGE 1000)`)
    return { folder: `${box}/${top}/${name}`, parent: `user/${ben}` }
  }

  it('takes the rights of the former owner before anything is counted anew', async () => {
    const folders = connections().mailboxes.folders
    const counts = vi.spyOn(folders, 'quotaRoot').mockRejectedValueOnce(away())
    await withRecords(async ({ over, recover, last }) => {
      const input = await given('Counted', 'One')
      await expect(perform(root, renameFolder, input, over)).rejects.toMatchObject({ code: 'intent.later' })
      expect(counts).toHaveBeenCalled()
      expect(await taken('One')).toMatch(new RegExp(`${ben} lrswip`))
      expect(await taken('One')).not.toContain(anna)
      counts.mockRestore()
      await recover()
      const { state, changes } = await last('folder.rename', input.folder)
      const told = changes.map(({ attribute }) => attribute)
      expect([state, told.sort()]).toEqual(['finished', [anna, ben, 'folder'].sort()])
      expect((await asCyrus(`GETQUOTAROOT "user/${ben}/One"`))[0]).not.toContain(`user/${anna}`)
    })
  })

  it('is done although nobody can count anew', async () => {
    const refused = new ConsoleError('failed', 'service.refused', { service: 'cyrus', detail: 'no' })
    const over = { ...connections(), callAgent: () => Promise.reject(refused) }
    const { folder } = await given('Uncounted', 'Two')
    await perform(root, renameFolder, { folder, parent: box }, over)
    expect(await exists(`${box}/Two`)).toEqual([true])
    // It is not: this is what would have been counted.
    expect((await asCyrus(`GETQUOTAROOT "${box}/Two"`))[0]).toContain(
      `QUOTAROOT ${box}/Two ${box}/Uncounted\r`,
    )
  })

  it('that would run into another folder below leaves the limit of that one alone', async () => {
    const [from, to, moved] = [`From ${tag}`, `To ${tag}`, `Moved ${tag}`]
    // Moved there it stands alone: nothing is called as the folder above it would be.
    await made(from, `${from}/x`, moved)
    await asCyrus(`RENAME "${moved}" "${to}/x"`, `SETQUOTA "${to}/x" (STORAGE 700)`)
    expect((await asCyrus(`MYRIGHTS "${to}"`))[0]).toMatch(/ NO /)
    const renaming = perform(root, renameFolder, { folder: from, name: to })
    await expect(renaming).rejects.toMatchObject({ code: 'service.refused' })
    expect((await asCyrus(`GETQUOTA "${to}/x"`))[0]).toContain('STORAGE 0 700')
  })
})

it('a limit that may or may not be set is taken back as if there had been none', async () => {
  const folder = `${box}/Limited`
  await made(folder)
  await asCyrus(`SETQUOTA "${box}" (STORAGE 5000)`)
  const { mailboxes } = connections()
  const setQuotaNow = mailboxes.setQuota.bind(mailboxes)
  const set = vi.spyOn(mailboxes, 'setQuota').mockImplementationOnce(async (name, bytes) => {
    await setQuotaNow(name, bytes)
    throw away()
  })
  await expect(perform(root, setQuota, { folder, quota: '1 MB' })).rejects.toMatchObject({
    ...{ kind: 'unavailable' },
  })
  expect(set).toHaveBeenCalledTimes(1)
  set.mockRestore()
  expect((await asCyrus(`GETQUOTAROOT "${folder}"`))[0]).toContain(`* QUOTAROOT ${folder} ${box}\r`)
})

describe('after a crash', () => {
  const { folders } = connections().mailboxes
  const countOf = async (name: string) =>
    (await asCyrus(`LIST "" "${name}/*"`))[0]?.match(/^\* LIST/gm)?.length ?? 0

  it('a public folder of which only the top came back is made whole, with the limits', async () => {
    const name = `Halves ${tag}`
    const holder = `user/_public-folder-types/halves-${tag}`
    await asCyrus(`CREATE "${name}"`, `CREATE "${name}/a"`, `CREATE "${name}/a/deep"`, `CREATE "${name}/b"`)
    await asCyrus('CREATE user/_public-folder-types', `SETQUOTA "${name}/b" (STORAGE 500)`)
    await asCyrus(`RENAME "${name}/a" "${holder}/a"`, `RENAME "${name}/b" "${holder}/b"`)
    expect([await countOf(name), await countOf(holder)]).toEqual([0, 3])
    const step = { name: 'aside', data: { folder: name, holder } }
    expect(await leftBy(setFolderType, { folder: name, type: 'notes' }, [step])).toBe('undone')
    expect([await countOf(name), await countOf(holder)]).toEqual([3, 0])
    expect((await asCyrus(`GETQUOTA "${name}/b"`))[0]).toContain('STORAGE 0 500')
    await asCyrus(`RENAME "${name}/a" "${holder}/a"`)
    const input = { parent: '', name, type: 'mail' }
    const made = { name: 'folder', data: { name } }
    expect(await leftBy(createFolder, input, [made, step])).toBe('finished')
    expect([await countOf(name), await countOf(holder)]).toEqual([3, 0])
  })

  it('only the folder that was made is taken away again, not the next one of its name', async () => {
    const name = `${box}/Taken back`
    await asCyrus(`CREATE "${name}"`)
    const input = { parent: box, name: 'Taken back' }
    const id = (await folders.idsOf([mailboxName(name)])).get(mailboxName(name)) ?? ''
    const made = (data: Record<string, string>) => [{ name: 'folder', data: { name, ...data } }]
    expect(await leftBy(createFolder, input, made({ id: 'another' }), 'stuck')).toBe('undone')
    expect((await exists(name))[0]).toBe(true)
    await asCyrus(`CREATE "${name}/below"`)
    for (const data of [{ id: '' }, { id }]) {
      expect(await leftBy(createFolder, input, made(data), 'stuck')).toBe('undone')
      expect(await exists(name, `${name}/below`)).toEqual([true, true])
    }
    await folders.remove(mailboxName(`${name}/below`))
    expect(await leftBy(createFolder, input, made({ id: 'another' }))).toBe('undone')
    expect(await leftBy(createFolder, input, made({ id }), 'stuck')).toBe('undone')
    expect((await exists(name))[0]).toBe(false)
  })

  it('a rename takes along what was there when it began, and nothing that was made since', async () => {
    const [from, to] = [`${box}/Early`, `${box}/Late`]
    const names = [from, `${from}/a`, `${from}/b`, `${from}/b/deep`].map(mailboxName)
    await asCyrus(...names.map((name) => `CREATE "${name}"`))
    const ids = await folders.idsOf(names)
    const data = {
      from,
      to,
      id: ids.get(names[0] ?? mailboxName(from)) ?? '',
      meant: JSON.stringify([...ids]),
    }
    // It had come to the top and to one below when it broke off.
    await asCyrus(`RENAME "${from}/a" "${box}/aside"`, `RENAME "${from}/b" "${box}/other"`)
    await asCyrus(`RENAME "${from}" "${to}"`, `RENAME "${box}/aside" "${to}/a"`)
    await asCyrus(`CREATE "${from}"`, `RENAME "${box}/other" "${from}/b"`)
    await asCyrus(`CREATE "${from}/a"`, `CREATE "${from}/new"`, `CREATE "${from}/b/since"`)
    await asCyrus(`SETQUOTA "${from}/new" (STORAGE 300)`, `SETQUOTA "${from}/b/since" (STORAGE 400)`)
    expect(await leftBy(renameFolder, {}, [{ name: 'rename', data }])).toBe('finished')
    expect(await folders.below(mailboxName(to))).toEqual([`${to}/a`, `${to}/b`, `${to}/b/deep`])
    const left = await folders.below(mailboxName(from))
    // Cyrus makes an empty one above what comes back.
    expect(left).toEqual([`${from}/a`, `${from}/b`, `${from}/b/since`, `${from}/new`])
    expect((await asCyrus(`GETQUOTA "${from}/new"`))[0]).toContain('STORAGE 0 300')
    expect((await asCyrus(`GETQUOTA "${from}/b/since"`))[0]).toContain('STORAGE 0 400')
  })

  it('what came back has its limit again, and nothing that its deletion left', async () => {
    const name = `${box}/Limits`
    await made(name, `${name}/a`)
    await asCyrus(`SETQUOTA "${name}" (STORAGE 800)`, `SETQUOTA "${name}/a" (STORAGE 900)`)
    await perform(root, deleteFolder, { folder: name })
    const { rows } = await perform(root, listDeletedFolders, { place: box })
    const coming = [name, `${name}/a`].map((one) => [rows.find((row) => row.name === one)?.kept ?? '', one])
    // It broke off when the first was back, and Cyrus had no more to do.
    await asCyrus(`RENAME "${coming[0]?.[0]}" "${name}"`)
    expect((await asCyrus(`GETQUOTA "${name}"`))[0]).toMatch(/ NO /)
    const data = { from: name, to: name, coming: JSON.stringify(coming) }
    expect(await leftBy(restoreFolder, {}, [{ name: 'restore', data }])).toBe('finished')
    expect(await exists(name, `${name}/a`)).toEqual([true, true])
    expect((await asCyrus(`GETQUOTA "${name}"`))[0]).toContain('STORAGE 0 800')
    expect((await asCyrus(`GETQUOTA "${name}/a"`))[0]).toContain('STORAGE 0 900')
    expect((await asCyrus(`GETACL "${name}"`))[0]).not.toContain('cyrus')
  })
})
