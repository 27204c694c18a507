/** Calendars as earlier versions of the console made them, asked for by a CalDAV client. */
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { createDomain, createUser } from '@/lib/directory'
import { createFolder, deleteFolder, listDeletedFolders, restoreFolder } from '@/lib/folders'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, testInstance } from '@/lib/instance/testing'
import { untypeCollections } from './typed-collections'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const root = { kind: 'root' } as const
const [login, password] = [`anna-${tag}`, 'served before 1']

const asCyrus = async (...commands: string[]) =>
  (await imapTalk({ login: 'cyrus', password: readSecret(instance, 'cyrus') }, commands)).slice(1)

/** Depth 1, all properties (RFC 4918, PROPFIND). */
const asked = () =>
  fetch(`http://127.0.0.1:${instance.ports.dav}/dav/calendars/user/${login}/`, {
    method: 'PROPFIND',
    headers: {
      ...{ authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` },
      ...{ depth: '1', 'content-type': 'application/xml' },
    },
    body: '<propfind xmlns="DAV:"><allprop/></propfind>',
  })

it('a calendar that kills Cyrus when it is asked for everything does so no more, also one that comes back', async () => {
  await perform(root, createDomain, { name: `typed-${tag}.example` })
  const draft = { container: `typed-${tag}.example`, login, password, lastName: 'Lee' }
  await perform(root, createUser, { ...draft, mustChangePassword: false })
  const make = async (name: string) => {
    const draft = { parent: `user/${login}`, name, type: 'calendar' as const, served: true }
    const made = await perform(root, createFolder, draft)
    await asCyrus(`SETMETADATA "${made.name}" (/shared/vendor/kolab/folder-type "event")`)
    return made.name
  }
  const names = [await make('Holidays'), await make('Gone')]
  await expect(asked()).rejects.toThrow()
  await perform(root, deleteFolder, { folder: names[1] ?? '' })
  const { rows } = await perform(root, listDeletedFolders, { place: `user/${login}` })
  const kept = rows.find(({ name }) => name === names[1])?.kept ?? ''
  expect((await untypeCollections()).filter((name) => name.includes(tag)).sort()).toEqual(
    [kept, names[0]].sort(),
  )
  await perform(root, restoreFolder, { kept })
  const answer = await asked()
  expect(answer.status).toBe(207)
  expect(await answer.text()).toContain('Gone')
  expect((await untypeCollections()).filter((name) => name.includes(tag))).toEqual([])
})
