/** What a killed process left half done with folders, found by the next worker; asserted over plain IMAP. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AnyOperation, perform } from '@/lib/access'
import { type Connections, connections } from '@/lib/access/connections'
import { openHandles } from '@/lib/access/handles'
import { withoutIntent } from '@/lib/access/intents'
import { managerOf } from '@/lib/access/person'
import { recoverOpenIntents } from '@/lib/access/recovery'
import { scopeOf } from '@/lib/access/scope'
import { withDatabase } from '@/lib/access/testing'
import { mailboxName } from '@/lib/adapters/imap'
import { createDomain, createUser } from '@/lib/directory'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, testInstance } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import { operations } from '@/lib/operations'
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

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const root = { kind: 'root' } as const
const password = 'half of the folders 1'
const anna = `anna-${tag}`
const box = `user/${anna}`

const asCyrus = async (...commands: string[]) =>
  (await imapTalk({ login: 'cyrus', password: readSecret(instance, 'cyrus') }, commands)).slice(1)
const exists = async (name: string) => (await asCyrus(`LIST "" "${name}"`))[0]?.includes('* LIST') ?? false

/** What becomes of a record as a process leaves it that was killed in the middle. */
async function leftBy(
  { recover }: Pick<AnyOperation, 'recover'>,
  input: object,
  steps: { name: string; data: Record<string, string> }[],
): Promise<string | undefined> {
  const over = connections()
  const manager = await managerOf(over.directory, instance.suffix)
  const scope = scopeOf(manager, 'all', instance.suffix)
  const access = { grant: 'all', scope, guardedWrites: true, changes: true, caller: root } as const
  const record = {
    ...{ id: tag, at: new Date(), operation: '', state: 'open' as const, input, changes: [] },
    ...{ target: '', targetName: '', actorDn: manager.dn },
    steps: steps.map((step) => ({ ...step, state: 'begun' as const })),
  }
  return recover?.(openHandles(over, manager, access, withoutIntent), record)
}

beforeAll(async () => {
  await perform(root, createDomain, { name: `recovery-${tag}.example` })
  const draft = { container: `recovery-${tag}.example`, login: anna, password, lastName: 'Lee' }
  await perform(root, createUser, { ...draft, mustChangePassword: false })
})

/** Makes folders below one, several at a time. */
async function plant(name: string, number: number) {
  const { mailboxes } = connections()
  await asCyrus(`CREATE "${name}"`)
  const below = Array.from({ length: number }, (_, at) => `${name}/${at}`)
  await Promise.all(below.map((one) => mailboxes.folders.create(mailboxName(one))))
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
  /** Records of its own, which no other test settles. */
  const withRecords = (work: (over: Connections) => Promise<void>) =>
    withDatabase((database) => work({ ...connections(), database }))
  const stateOf = async (
    { database }: Pick<Connections, 'database'>,
    operation: string,
    targetName: string,
  ) =>
    (
      await database.intent.findFirst({
        where: { operation, targetName },
        orderBy: { at: 'desc' },
      })
    )?.state

  it('a rename is finished when it answers again', () =>
    withRecords(async (over) => {
      await plant(`${box}/Cut`, 40)
      await asCyrus(`SETQUOTA "${box}/Cut/39" (STORAGE 500)`)
      const renaming = perform(root, renameFolder, { folder: `${box}/Cut`, name: 'Cut off' }, over)
      const error = await cutOff(renaming, { command: 'Rename', name: `${box}/Cut off`, isThere: true })
      expect(error).toMatchObject({ kind: 'unavailable', code: 'intent.later' })
      expect(await countOf(`${box}/Cut`)).toBeGreaterThan(0)
      expect(await stateOf(over, 'folder.rename', `${box}/Cut`)).toBe('stuck')
      await recoverOpenIntents(operations, over)
      expect(await stateOf(over, 'folder.rename', `${box}/Cut`)).toBe('finished')
      expect([await countOf(`${box}/Cut`), await countOf(`${box}/Cut off`)]).toEqual([0, 40])
      expect((await asCyrus(`GETQUOTA "${box}/Cut off/39"`))[0]).toContain('STORAGE 0 500')
      expect((await asCyrus(`GETQUOTA "${box}/Cut/39"`))[0]).toMatch(/ NO /)
    }))

  it('so are a deletion, and a restoration of all that went with it', () =>
    withRecords(async (over) => {
      const folder = `${box}/Cut off`
      const deleting = perform(root, deleteFolder, { folder }, over)
      const inDeletion = { command: 'Delete', name: `${folder}/9`, isThere: false }
      expect(await cutOff(deleting, inDeletion)).toMatchObject({ code: 'intent.later' })
      expect(await exists(folder)).toBe(true)
      await recoverOpenIntents(operations, over)
      expect([await exists(folder), await countOf(folder)]).toEqual([false, 0])

      const { rows } = await perform(root, listDeletedFolders, { place: box, count: 500 })
      const kept = rows.find(({ name }) => name === folder)
      expect(kept).toMatchObject({ below: 40 })
      const restoring = perform(root, restoreFolder, { kept: kept?.kept ?? '' }, over)
      const inRestoration = { command: 'Rename', name: `${folder}/0`, isThere: true }
      expect(await cutOff(restoring, inRestoration)).toMatchObject({ code: 'intent.later' })
      expect(await countOf(folder)).toBeLessThan(40)
      await recoverOpenIntents(operations, over)
      expect(await stateOf(over, 'folder.restore', folder)).toBe('finished')
      expect(await countOf(folder)).toBe(40)
      expect((await asCyrus(`GETQUOTA "${folder}/39"`))[0]).toContain('STORAGE 0 500')
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
    const step = { name: 'quota', data: { folder: `${box}/Limited` } }
    expect(await leftBy(setQuota, { folder: `${box}/Limited`, quota: null }, [step])).toBe('finished')
    const { quota } = await perform(root, showFolder, { folder: `${box}/Limited` })
    expect(quota).toMatchObject({ root: box, limitBytes: 1000 * 1024 })
    expect(await leftBy(setQuota, { quota: null }, [])).toBe('undone')
  })

  it('a deletion goes on', async () => {
    await asCyrus(`CREATE "${box}/Half"`, `CREATE "${box}/Half/rest"`)
    const step = { name: 'delete', data: { folder: `${box}/Half` } }
    expect(await leftBy(deleteFolder, { folder: `${box}/Half` }, [step])).toBe('finished')
    expect(await exists(`${box}/Half/rest`)).toBe(false)
    expect(await exists(`${box}/Half`)).toBe(false)
  })

  it('a deletion leaves a folder that was made anew since', async () => {
    const folder = `${box}/Renewed`
    const uniqueId = '/shared/vendor/cmu/cyrus-imapd/uniqueid'
    const idNow = async () =>
      / "([^" ]+)"\)\r/.exec((await asCyrus(`GETMETADATA "${folder}" ${uniqueId}`))[0] ?? '')?.[1] ?? ''
    await asCyrus(`CREATE "${folder}"`)
    const id = await idNow()
    await perform(root, deleteFolder, { folder })
    const done = { operation: 'folder.delete', targetName: folder }
    const row = await connections().database.intent.findFirst({ where: done })
    const steps = JSON.parse(row?.steps ?? '[]') as { name: string; data: Record<string, string> }[]
    expect(steps).toMatchObject([{ name: 'delete', data: { folder, id } }])
    await asCyrus(`CREATE "${folder}"`, `CREATE "${folder}/new"`)
    expect(await leftBy(deleteFolder, { folder }, steps)).toBe('finished')
    expect(await exists(`${folder}/new`)).toBe(true)
    const again = [{ name: 'delete', data: { folder, id: await idNow() } }]
    expect(await leftBy(deleteFolder, { folder }, again)).toBe('finished')
    expect(await exists(folder)).toBe(false)
  })
})
