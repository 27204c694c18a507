/** What a killed process left half done with folders, found by the next worker; asserted over plain IMAP. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { mailboxName } from '@/lib/adapters/imap'
import { createDomain, createUser } from '@/lib/directory'
import { testInstance } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import {
  createFolder,
  deleteFolder,
  listDeletedFolders,
  renameFolder,
  restoreFolder,
  setFolderType,
  setQuota,
  showFolder,
} from '.'
import { asCyrus, leftBy, recordLeftBy, withRecords } from './testing-setup'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const root = { kind: 'root' } as const
const password = 'half of the folders 1'
const anna = `anna-${tag}`
const box = `user/${anna}`

const exists = async (name: string) => (await asCyrus(`LIST "" "${name}"`))[0]?.includes('* LIST') ?? false

beforeAll(async () => {
  await perform(root, createDomain, { name: `recovery-${tag}.example` })
  const draft = { container: `recovery-${tag}.example`, login: anna, password, lastName: 'Lee' }
  await perform(root, createUser, { ...draft, mustChangePassword: false })
})

const folders = () => connections().mailboxes.folders

/** Makes folders below one, several at a time. */
async function plant(name: string, number: number) {
  await asCyrus(`CREATE "${name}"`)
  const below = Array.from({ length: number }, (_, at) => `${name}/${at}`)
  await Promise.all(below.map((one) => folders().create(mailboxName(one))))
}

const countOf = async (name: string) =>
  (await asCyrus(`LIST "" "${name}/*"`))[0]?.match(/^\* LIST/gm)?.length ?? 0

/** Whether a process of Cyrus is at the other end of a connection of this one: other tests have theirs (proc(5)). */
function servesUs(pid: string): boolean {
  const socketsOf = (process: string) =>
    new Set(
      readdirSync(`/proc/${process}/fd`).flatMap((fd) => {
        try {
          return /^socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${process}/fd/${fd}`))?.[1] ?? []
        } catch {
          return [] // It was closed meanwhile.
        }
      }),
    )
  const [theirs, ours] = [socketsOf(pid), socketsOf('self')]
  const lines = ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/net/${kind}`, 'utf8').split('\n').slice(1),
  )
  const ends = lines.map((line) => line.trim().split(/\s+/))
  const port = (address = '') => address.slice(address.lastIndexOf(':') + 1)
  const local = new Set(
    ends.filter(([, , , , , , , , , inode]) => ours.has(inode ?? '')).map(([, own]) => port(own)),
  )
  return ends.some(([, , other, , , , , , , inode]) => theirs.has(inode ?? '') && local.has(port(other)))
}

/**
 * What becomes of work when the process of Cyrus that is at a command of it is killed, as soon as there is a folder of
 * this name, or none any more.
 */
async function cutOff(
  work: Promise<unknown>,
  { command, name, isThere }: { command: string; name: string; isThere: boolean },
): Promise<unknown> {
  const directory = path.join(instance.directory, 'run/cyrus/proc')
  const killAtIt = (pid: string) => {
    try {
      const isAtIt = readFileSync(path.join(directory, pid), 'utf8').includes(`\t${command}\n`)
      if (isAtIt && servesUs(pid)) process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
  let ended: unknown
  work.then(
    () => {
      ended = 'done'
    },
    (error: unknown) => {
      ended = error
    },
  )
  await until(async () => ended !== undefined || (await exists(name)) === isThere, 30_000)
  // One that is done with its command before it is killed has not been cut off.
  const isOver = async () => {
    for (const pid of readdirSync(directory)) killAtIt(pid)
    await setImmediate()
    return ended !== undefined
  }
  await until(isOver, 60_000, 0)
  return ended
}

describe('when Cyrus is cut off in the middle', () => {
  it('a rename is finished when it answers again', () =>
    withRecords(async ({ over, recover, last }) => {
      await plant(`${box}/Cut`, 40)
      await asCyrus(`SETQUOTA "${box}/Cut/39" (STORAGE 500)`)
      const renaming = perform(root, renameFolder, { folder: `${box}/Cut`, name: 'Cut off' }, over)
      const error = await cutOff(renaming, { command: 'Rename', name: `${box}/Cut off`, isThere: true })
      expect(error).toMatchObject({ kind: 'unavailable', code: 'intent.later' })
      expect(await countOf(`${box}/Cut`)).toBeGreaterThan(0)
      expect(await last('folder.rename', `${box}/Cut`)).toMatchObject({ state: 'stuck', changes: [] })
      await recover()
      expect(await last('folder.rename', `${box}/Cut`)).toMatchObject({
        state: 'finished',
        changes: [{ dn: `${box}/Cut`, attribute: 'folder', after: [`${box}/Cut off`] }],
      })
      expect([await countOf(`${box}/Cut`), await countOf(`${box}/Cut off`)]).toEqual([0, 40])
      expect((await asCyrus(`GETQUOTA "${box}/Cut off/39"`))[0]).toContain('STORAGE 0 500')
      expect((await asCyrus(`GETQUOTA "${box}/Cut/39"`))[0]).toMatch(/ NO /)
    }))

  it('so are a deletion, and a restoration of all that went with it', () =>
    withRecords(async ({ over, recover, last }) => {
      const folder = `${box}/Cut off`
      const deleting = perform(root, deleteFolder, { folder }, over)
      const inDeletion = { command: 'Delete', name: `${folder}/9`, isThere: false }
      expect(await cutOff(deleting, inDeletion)).toMatchObject({ code: 'intent.later' })
      expect(await exists(folder)).toBe(true)
      await recover()
      expect([await exists(folder), await countOf(folder)]).toEqual([false, 0])
      const gone = (await last('folder.delete', folder)).changes
      expect(gone.filter(({ after }) => after.length === 0).map(({ dn }) => dn)).toHaveLength(41)
      expect(new Set(gone.map(({ dn }) => dn)).size).toBe(41)

      const { rows } = await perform(root, listDeletedFolders, { place: box, count: 500 })
      const kept = rows.find(({ name }) => name === folder)
      expect(kept).toMatchObject({ below: 40 })
      const restoring = perform(root, restoreFolder, { kept: kept?.kept ?? '' }, over)
      const inRestoration = { command: 'Rename', name: `${folder}/0`, isThere: true }
      expect(await cutOff(restoring, inRestoration)).toMatchObject({ code: 'intent.later' })
      expect(await countOf(folder)).toBeLessThan(40)
      await recover()
      const { state, changes } = await last('folder.restore', folder)
      expect([state, new Set(changes.map(({ after }) => after[0])).size]).toEqual(['finished', 41])
      expect(await countOf(folder)).toBe(40)
      expect((await asCyrus(`GETQUOTA "${folder}/39"`))[0]).toContain('STORAGE 0 500')
    }))

  it('a public folder whose type is set comes back with all that is below it', () =>
    withRecords(async ({ over, recover, last }) => {
      const name = `Type ${tag}`
      await plant(name, 45)
      const setting = perform(root, setFolderType, { folder: name, type: 'notes' }, over)
      const error = await cutOff(setting, { command: 'Rename', name, isThere: false })
      expect(error).toMatchObject({ kind: 'unavailable' })
      await recover()
      expect((await last('folder.setType', name)).state).toMatch(/^(finished|undone)$/)
      expect([await exists(name), await countOf(name)]).toEqual([true, 45])
    }))
})

describe('after a crash', () => {
  it('a folder that was made gets its type', async () => {
    await asCyrus(`CREATE "${box}/Tasks"`)
    const input = { parent: box, name: 'Tasks', type: 'tasks', served: false }
    const step = { name: 'folder', data: { name: `${box}/Tasks` } }
    expect(await leftBy(createFolder, input, [step])).toBe('finished')
    expect((await perform(root, showFolder, { folder: `${box}/Tasks` })).type).toBe('tasks')
    expect(await leftBy(createFolder, input, [{ ...step, data: { name: `${box}/Never` } }])).toBe('undone')
  })

  it('a public folder that was put aside is back, with what is below it', async () => {
    const name = `Aside ${tag}`
    await asCyrus(`CREATE "${name}"`, `CREATE "${name}/below"`)
    await perform(root, createFolder, { name: `Typed ${tag}`, type: 'notes' })
    const holder = `user/_public-folder-types/${tag}`
    await asCyrus(`RENAME "${name}" "${holder}"`)
    expect(await exists(name)).toBe(false)
    const step = { name: 'aside', data: { folder: name, holder } }
    expect(await leftBy(setFolderType, { folder: name, type: 'notes' }, [step])).toBe('undone')
    expect(await exists(`${name}/below`)).toBe(true)
    expect(await exists(holder)).toBe(false)
    expect(await leftBy(setFolderType, { folder: name, type: 'notes' }, [step])).toBe('undone')
    await perform(root, setFolderType, { folder: name, type: 'notes' })
    expect(await leftBy(setFolderType, { folder: name, type: 'notes' }, [step])).toBe('finished')
  })

  it('a public folder with very many below is never put aside', async () => {
    await plant(`Many ${tag}`, 51)
    const set = perform(root, setFolderType, { folder: `Many ${tag}`, type: 'tasks' })
    await expect(set).rejects.toMatchObject({ fields: [{ field: 'type', code: 'folder.typeOfMany' }] })
    expect(await countOf(`Many ${tag}`)).toBe(51)
  })

  it('a rename that moved some of the folders moves the others', async () => {
    await asCyrus(`CREATE "${box}/Old"`, `CREATE "${box}/Old/a"`, `CREATE "${box}/Old/a/deep"`)
    await asCyrus(`CREATE "${box}/New"`, `RENAME "${box}/Old/a" "${box}/Elsewhere"`)
    await asCyrus(`RENAME "${box}/Elsewhere" "${box}/Old/b"`)
    const step = { name: 'rename', data: { from: `${box}/Old`, to: `${box}/New` } }
    expect(await leftBy(renameFolder, {}, [step])).toBe('finished')
    expect(await exists(`${box}/New/b/deep`)).toBe(true)
    expect(await exists(`${box}/Old/b`)).toBe(false)
    const never = { name: 'rename', data: { from: `${box}/New`, to: `${box}/Never` } }
    expect(await leftBy(renameFolder, {}, [never])).toBe('undone')
    expect(await exists(`${box}/New/b`)).toBe(true)
  })

  it('a folder whose limit was taken away counts for the one above', async () => {
    await asCyrus(`CREATE "${box}/Limited"`, `SETQUOTA ${box} (STORAGE 1000)`)
    await asCyrus(`SETQUOTA ${box}/Limited (STORAGE 100)`, `SYNCAPPLY UNQUOTA user.${anna}.Limited`)
    const [folder, before] = [`${box}/Limited`, String(100 * 1024)]
    const step = { name: 'quota', data: { folder, before } }
    expect(await recordLeftBy(setQuota, { folder, quota: null }, [step])).toEqual({
      ...{ state: 'finished', changes: [[folder, 'quota', before, '→']] },
    })
    const { quota } = await perform(root, showFolder, { folder: `${box}/Limited` })
    expect(quota).toMatchObject({ root: box, limitBytes: 1000 * 1024 })
    expect(await leftBy(setQuota, { quota: null }, [])).toBe('undone')
  })

  /** As a deletion notes what is to go, before it begins. */
  const deletionOf = async (folder: string, ...below: string[]) => {
    const names = [folder, ...below.map((name) => `${folder}/${name}`)].map(mailboxName)
    await asCyrus(...names.map((name) => `CREATE "${name}"`))
    const meant = JSON.stringify([...(await folders().idsOf(names))])
    return { input: { folder }, steps: [{ name: 'delete', data: { folder, meant } }] }
  }
  const gone = (name: string) => [name, 'folder', name, '→']

  it('a deletion goes on, and its record has all that went', async () => {
    const folder = `${box}/Half`
    const { input, steps } = await deletionOf(folder, 'a', 'b')
    await folders().remove(mailboxName(`${folder}/b`))
    const record = await recordLeftBy(deleteFolder, input, steps)
    expect(record).toEqual({
      state: 'finished',
      changes: [gone(`${folder}/b`), gone(`${folder}/a`), gone(folder)],
    })
    expect([await exists(folder), await exists(`${folder}/a`)]).toEqual([false, false])
  })

  it('a deletion leaves what was made since, and the folders above that', async () => {
    const folder = `${box}/Renewed`
    const { input, steps } = await deletionOf(folder, 'a', 'a/old', 'b', 'c')
    await folders().remove(mailboxName(`${folder}/b`))
    await asCyrus(`CREATE "${folder}/a/new"`, `CREATE "${folder}/b"`)
    const { state, changes } = await recordLeftBy(deleteFolder, input, steps)
    expect([state, changes]).toEqual(['finished', [gone(`${folder}/c`), gone(`${folder}/a/old`)]])
    const left = await folders().below(mailboxName(folder))
    expect([await exists(folder), left]).toEqual([true, [`${folder}/a`, `${folder}/a/new`, `${folder}/b`]])
    for (const name of ['a/new', 'a', 'b', ''])
      await folders().remove(mailboxName(`${folder}/${name}`.replace(/\/$/, '')))
    await asCyrus(`CREATE "${folder}"`)
    expect(await leftBy(deleteFolder, input, steps)).toBe('finished')
    expect(await exists(folder)).toBe(true)
  })

  it('a rename does not go on into a folder that somebody else made', async () => {
    const [from, to] = [`${box}/Before`, `${box}/After`]
    await asCyrus(`CREATE "${from}"`, `CREATE "${from}/below"`)
    const id = (await folders().idsOf([mailboxName(from)])).get(mailboxName(from)) ?? ''
    expect(id).not.toBe('')
    await asCyrus(`CREATE "${to}"`)
    const step = { name: 'rename', data: { from, to, id } }
    expect(await recordLeftBy(renameFolder, {}, [step])).toEqual({ state: 'undone', changes: [] })
    expect([await exists(`${from}/below`), await exists(`${to}/below`)]).toEqual([true, false])
  })
})
