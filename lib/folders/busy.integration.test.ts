/** Folders that are being repaired: a repair holds Cyrus's locks for as long as it takes, and here for as long as a test. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connectMailboxes } from '@/lib/adapters/imap'
import { createDomain, createUser } from '@/lib/directory'
import { append, lockOf, whileHeld } from '@/lib/instance/cyrus/testing'
import { readSecret } from '@/lib/instance/instance'
import { mustRun } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { testInstance } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import {
  countBelow,
  createFolder,
  listDeletedFolders,
  listFolders,
  previewAclBelow,
  setAcl,
  showAcl,
  showFolder,
} from '.'
import { asCyrus, withRecords } from './testing-setup'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const root = { kind: 'root' } as const
const anna = `anna-${tag}`
const box = `user/${anna}`

beforeAll(async () => {
  await perform(root, createDomain, { name: `busy-${tag}.example` })
  const draft = { container: `busy-${tag}.example`, login: anna, password: 'busy indeed 1', lastName: 'Lee' }
  const inEnglish = { folderLanguage: 'en' } as const
  await perform(root, createUser, { ...draft, ...inEnglish, mustChangePassword: false })
})

async function indexOf(folder: string): Promise<string> {
  const argv = ['-C', instance.paths.imapdConf, folder]
  const directory = await mustRun('cyrus', '/usr/lib/cyrus/bin/mbpath', argv, { user: systemUser('cyrus') })
  return path.join(directory.trim(), 'cyrus.index')
}

it('somebody’s folders are still listed, with their rights, and told of as busy', async () => {
  const reader = [{ id: 'anyone', rights: 'reader' }]
  await whileHeld(lockOf(instance, anna), async () => {
    expect((await asCyrus(`GETACL ${box}/Sent`))[0]).toContain(`ACL ${box}/Sent`)
    const { rows } = await perform(root, listFolders, { place: box })
    expect(rows.map(({ label, isBusy }) => [label, isBusy])).toEqual(
      ['Drafts', 'Junk', 'Sent', 'Trash'].map((label) => [label, true]),
    )
    expect(rows.find(({ label }) => label === 'Sent')).toMatchObject({
      ...{ specialUse: '\\Sent', isDamaged: false, messages: null },
    })
    const shown = await perform(root, showFolder, { folder: box, below: 200 })
    expect(shown).toMatchObject({ isBusy: true, quota: null, below: { total: 4 } })
    expect((await perform(root, showAcl, { folder: box })).entries).toMatchObject([{ id: anna }])
    const preview = await perform(root, previewAclBelow, { folder: box, changes: reader })
    expect(preview).toMatchObject({ total: 4, unchanged: 0 })
    expect(preview.rows[0]).toMatchObject({ changes: [{ id: 'anyone', before: '', after: 'lrs' }] })
    expect(await perform(root, countBelow, { folder: box })).toMatchObject({ folders: 4, isMore: true })
    expect(await perform(root, listDeletedFolders, { place: box })).toMatchObject({ total: 0 })
  })
  // Nothing is left of it once it is over.
  const { rows } = await perform(root, listFolders, { place: box })
  expect(rows.map(({ isBusy, messages }) => [isBusy, messages])).toEqual(Array(4).fill([false, 0]))
})

it('rights to such a folder are not set by somebody who would not hear of it', async () => {
  const folder = `${box}/Sent`
  const changes = [{ id: 'anyone', rights: 'reader' }]
  await whileHeld(lockOf(instance, anna), () =>
    expect(perform(root, setAcl, { folder, changes })).rejects.toMatchObject({
      ...{ kind: 'unavailable', code: 'folder.busy' },
    }),
  )
  expect((await asCyrus(`GETACL ${folder}`))[0]).not.toContain('anyone')
})

it('a folder that Cyrus makes when nobody waits for it any more is taken away again', () =>
  withRecords(async ({ over: { mailboxes: _, ...over }, recover, last }) => {
    const account = { adminLogin: 'cyrus', adminPassword: readSecret(instance, 'cyrus') }
    const server = { host: '127.0.0.1', port: instance.ports.imap, ...account }
    const mailboxes = connectMailboxes({ ...server, timeoutMs: 1000 })
    const creating = () => perform(root, createFolder, { parent: box, name: 'Late' }, { ...over, mailboxes })
    await whileHeld(lockOf(instance, anna), async () => {
      await expect(creating()).rejects.toMatchObject({ kind: 'unavailable', code: 'folder.late' })
      await recover()
      expect(await last('folder.create', `${box}/Late`)).toMatchObject({ state: 'stuck' })
    })
    mailboxes.close()
    expect(
      await until(async () => String(await asCyrus(`MYRIGHTS "${box}/Late"`)).includes(' OK '), 30_000),
    ).toBe(true)
    await recover()
    expect(await last('folder.create', `${box}/Late`)).toMatchObject({ state: 'undone', changes: [] })
    expect((await asCyrus(`MYRIGHTS "${box}/Late"`))[0]).toContain(' NO ')
  }))

it('beside a public one that somebody holds the others are told of as ever', async () => {
  const top = `Held ${tag}`
  await asCyrus(
    ...[`CREATE "${top}"`, `CREATE "${top}/a"`, `CREATE "${top}/b"`, `CREATE "${top}/c"`],
    ...[`SETACL "${top}/c" cyrus lrsi`, append(`${top}/c`, 'Subject: one\n\nText')],
    ...[`SETACL "${top}/a" anyone ""`, `SETACL "${top}/c" anyone ""`, `DELETEACL "${top}/c" cyrus`],
  )
  await whileHeld(await indexOf(`${top}/b`), async () => {
    const { rows } = await perform(root, listFolders, { place: top })
    expect(rows.map(({ label, isBusy, messages }) => [label, isBusy, messages])).toEqual([
      ['a', false, 0],
      ['b', true, null],
      ['c', false, 1],
    ])
  })
})
