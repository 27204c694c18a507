/** What a killed process left half done with folders, found by the next worker; asserted over plain IMAP. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AnyOperation, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { openHandles } from '@/lib/access/handles'
import { withoutIntent } from '@/lib/access/intents'
import { managerOf } from '@/lib/access/person'
import { scopeOf } from '@/lib/access/scope'
import { createDomain, createUser } from '@/lib/directory'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, testInstance } from '@/lib/instance/testing'
import { createFolder, deleteFolder, renameFolder, setFolderType, setQuota, showFolder } from '.'

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
    expect(await leftBy(setFolderType, { folder: name, type: 'notes' }, [step])).toBe('finished')
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
})
