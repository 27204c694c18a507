/** Folders through the console's operations, asserted with a plain IMAP client as the person concerned. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { createDomain, createUser, deleteUser, setRole, showUser } from '@/lib/directory'
import { imapTalk, runLdapTool, testInstance } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import {
  countBelow,
  createFolder,
  deleteFolder,
  listDeletedFolders,
  listFolders,
  listPartitions,
  renameFolder,
  restoreFolder,
  setFolderType,
  showFolder,
} from '.'
import { fault } from './testing-setup'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const password = 'folders to keep 1'
const root = { kind: 'root' } as const
const anna = `anna-${tag}`
const box = `user/${anna}`
const shared = `Shared ${tag}`
const TYPE = '/shared/vendor/kolab/folder-type'

const talk = async (...commands: string[]) => (await imapTalk({ login: anna, password }, commands)).slice(1)
const make = (name: string, more = {}) => perform(root, createFolder, { parent: box, name, ...more })
const labels = async (place: string, more = {}) =>
  (await perform(root, listFolders, { place, ...more })).rows.map(({ label }) => label)

/** What the last deleted folder of a name is kept as. */
const keptOf = async (name: string) =>
  (await perform(root, listDeletedFolders, { place: box })).rows.find((row) => row.name === name)?.kept ?? ''

beforeAll(async () => {
  await perform(root, createDomain, { name: `folders-${tag}.example` })
  const draft = { container: `folders-${tag}.example`, login: anna, password, lastName: 'Lee' }
  await perform(root, createUser, { ...draft, mustChangePassword: false, folderLanguage: 'en' })
})

describe('a person’s folders', () => {
  it('are listed level by level, with what other programs made and did', async () => {
    const letter = 'Subject: one\r\n\r\nHello\r\n'
    await talk('CREATE "Work"', 'CREATE "Work/2024"', `APPEND Work {${letter.length}+}\r\n${letter}`)
    const { rows, total } = await perform(root, listFolders, { place: box })
    expect(total).toBe(rows.length)
    expect(rows.find(({ label }) => label === 'Work')).toMatchObject({
      ...{ name: `${box}/Work`, hasChildren: true, messages: 1, unseen: 1, bytes: letter.length },
      ...{ type: 'mail', specialUse: null, isInternal: false },
    })
    expect(rows.find(({ label }) => label === 'Sent')).toMatchObject({
      specialUse: '\\Sent',
      hasChildren: false,
    })
    await talk('SELECT Work', 'STORE 1 +FLAGS (\\Seen)')
    expect((await perform(root, showFolder, { folder: `${box}/Work` })).unseen).toBe(0)
    expect(await labels(`${box}/Work`)).toEqual(['2024'])
    expect(await labels(`${box}/Work/2024`)).toEqual([])
  })

  it('are counted with what is in them before the one above goes', async () => {
    const letter = 'Subject: two\r\n\r\nHello again\r\n'
    const append = `APPEND "Counted/a/deep" {${letter.length}+}\r\n${letter}`
    await talk('CREATE Counted', 'CREATE Counted/a', 'CREATE Counted/a/deep', 'CREATE CountedToo', append)
    const count = (folder: string) => perform(root, countBelow, { folder })
    const [messages, bytes] = [1, letter.length]
    expect(await count(`${box}/Counted`)).toEqual({ folders: 2, messages, bytes, isMore: false })
    expect(await count(`${box}/Counted/a/deep`)).toMatchObject({ folders: 0, messages: 0, bytes: 0 })
    expect(await fault(count(`${box}/Uncounted`))).toBe('folder.gone')
  })

  it('come in windows of any size', async () => {
    const all = await labels(box)
    const second = await perform(root, listFolders, { place: box, offset: 1, count: 2 })
    expect(second).toMatchObject({ offset: 1, total: all.length })
    expect(second.rows.map(({ label }) => label)).toEqual(all.slice(1, 3))
  })

  it('are paged through as they were at the first look, and looked at anew as they are', async () => {
    const names = Array.from({ length: 30 }, (_, number) => String(number).padStart(2, '0'))
    await talk('CREATE Long', ...names.map((name) => `CREATE Long/${name}`))
    const place = `${box}/Long`
    const look = (more = {}) => perform(root, listFolders, { place, count: 10, ...more })
    const { list, total } = await look()
    expect(total).toBe(30)
    await talk('CREATE Long/first', 'RENAME Long/00 Long/zero')
    const pages = [await look({ offset: 10, list }), await look({ offset: 20, list })]
    expect(pages.map((page) => page.list)).toEqual([list, list])
    expect(pages.flatMap(({ rows }) => rows.map(({ label }) => label))).toEqual(names.slice(10))
    const anew = await look()
    expect(anew.total).toBe(31)
    expect(anew.rows[0]).toMatchObject({ label: '01', messages: 0 })
    expect(anew.list).not.toBe(list)
    expect((await look({ internal: true, list })).total).toBe(31)
    await talk('RENAME Long Longer')
    expect(await fault(look({ offset: 10, list }))).toBe('folder.gone')
    expect(await perform(root, listFolders, { place: `${box}/Longer` })).toMatchObject({ list: null })
  })

  it('have names in every script, as mail programs write them', async () => {
    for (const name of [
      'Entwürfe',
      '台北 日本語',
      'דואר יוצא',
      'مشاريع',
      'Ångström',
      '😀 fun',
      '👩‍💻',
      'می‌خواهم',
    ])
      await make(name)
    await talk('CREATE "Gr&APYA3w-e"')
    expect(await labels(box)).toEqual(
      expect.arrayContaining([
        'Entwürfe',
        '台北 日本語',
        'דואר יוצא',
        'مشاريع',
        'Ångström',
        '😀 fun',
        'Größe',
      ]),
    )
    const [listed] = await talk('LIST "" "*"')
    expect(listed).toContain('Entw&APw-rfe')
    // Typed in two characters or in one, it is the same name.
    expect(await fault(make('Entwu\u0308rfe'))).toBe('name: folder.taken')
  })

  it('are made with a special use', async () => {
    await make('Old mail', { specialUse: '\\Archive' })
    expect((await talk('LIST "" "Old mail" RETURN (SPECIAL-USE)'))[0]).toContain('\\Archive')
    expect((await perform(root, showFolder, { folder: `${box}/Old mail` })).specialUse).toBe('\\Archive')
    expect(await fault(make('Older mail', { specialUse: '\\Archive' }))).toBe('specialUse: folder.useTaken')
    expect((await talk('LIST "" "Older*"'))[0]).not.toContain('* LIST')
  })

  it('lie where Cyrus has room', async () => {
    const partitions = await perform(root, listPartitions, {})
    expect(partitions).toContainEqual(expect.objectContaining({ name: 'default', isDefault: true }))
    const { name } = await make('Placed', { partition: 'default' })
    expect((await perform(root, showFolder, { folder: name })).partition).toBe('default')
    expect(await fault(make('Lost', { partition: 'nowhere' }))).toBe('partition: folder.partition')
  })

  it('have no names that a shell, IMAP or Cyrus chokes on', async () => {
    const refused: [string, string][] = [
      ['', 'input.required'],
      ['  ', 'input.required'],
      ['a/b', 'folder.slash'],
      ['a*', 'folder.imap'],
      ['100%', 'folder.imap'],
      ['a^b', 'folder.cyrus'],
      ['$(id)', 'folder.shell'],
      ['a;b', 'folder.shell'],
      ['`id`', 'folder.shell'],
      ['a\\b', 'folder.shell'],
      ['"a"', 'folder.shell'],
      ['a\r\nb', 'input.control'],
      ['a\u202eb', 'input.bidirectional'],
      ['\ud800', 'input.bidirectional'],
      ['\x80', 'input.control'],
      ['\u{fd83d}', 'folder.invisible'],
      ['\u200b', 'folder.invisible'],
      ['in\u00advisible', 'folder.invisible'],
      ['in\u061cvisible', 'folder.invisible'],
      ['in\u200bvisible', 'folder.invisible'],
      ['in\u200dvisible', 'folder.invisible'],
      ['in\ufeffvisible', 'folder.invisible'],
      ['in\ufffevisible', 'folder.invisible'],
      ['-rf', 'folder.begins'],
      ['~root', 'folder.begins'],
      ['#calendars', 'folder.begins'],
      ['..', 'folder.dots'],
      ['x'.repeat(101), 'input.tooLong'],
      ['INBOX', 'folder.reserved'],
      ['Other Users', 'folder.reserved'],
      ['Alt Folders', 'folder.reserved'],
    ]
    const before = await labels(box)
    for (const [name, code] of refused) expect(await fault(make(name)), name).toBe(`name: ${code}`)
    expect(await labels(box)).toEqual(before)
    expect(await fault(perform(root, createFolder, { name: 'user' }))).toBe('name: folder.reserved')
  })

  it('are as deep as Cyrus keeps them', async () => {
    let parent = box
    for (const _ of [1, 2]) ({ name: parent } = await make('y'.repeat(100), { parent }))
    expect(await fault(make('z'.repeat(60), { parent }))).toBe('name: input.tooLong')
    await perform(root, deleteFolder, { folder: `${box}/${'y'.repeat(100)}` })
  })

  it('get no name that makes those below too long', async () => {
    let parent = (await make('Near')).name
    const folder = parent
    for (const letter of ['y', 'z']) ({ name: parent } = await make(letter.repeat(100), { parent }))
    const { name: target } = await make('t'.repeat(40))
    const rename = (more: object) => fault(perform(root, renameFolder, { folder, ...more }))
    expect(await rename({ name: 'n'.repeat(60) })).toBe('name: folder.tooLongBelow')
    // Fewer characters, but Cyrus counts them as it writes them.
    expect(await rename({ name: 'Ü'.repeat(20) })).toBe('name: folder.tooLongBelow')
    expect(await rename({ parent: target })).toBe('parent: folder.tooLongBelow')
    expect((await talk('LIST "" "Near/*"'))[0]?.match(/^\* LIST/gm)).toHaveLength(2)
    await perform(root, deleteFolder, { folder })
    const kept = await keptOf(folder)
    const restore = (to: string) => perform(root, restoreFolder, { kept, to })
    expect(await fault(restore(`${box}/${'n'.repeat(60)}`))).toBe('to: folder.tooLongBelow')
    expect(await restore(`${box}/Nearer`)).toMatchObject({ folders: 3 })
    await perform(root, deleteFolder, { folder: `${box}/Nearer` })
  })

  it('that other programs made as long as Cyrus can are shown, renamed, deleted and brought back', async () => {
    const named = (length: number) => `${box}/Far/${'x'.repeat(length - `${box}/Far/`.length)}`
    const own = (name: string) => name.slice(box.length + 1)
    // Cyrus cuts the names of deleted ones at the same length as others.
    const [longest, long] = [named(490), named(470)]
    for (const answer of await talk(`CREATE "${own(longest)}"`, `CREATE "${own(long)}"`))
      expect(answer).toMatch(/ OK /)
    expect(await perform(root, showFolder, { folder: longest })).toMatchObject({ messages: 0 })
    expect(await labels(longest)).toEqual([])
    const far = { folder: `${box}/Far` }
    expect(await fault(perform(root, renameFolder, { ...far, name: 'Farther' }))).toBe(
      'name: folder.tooLongBelow',
    )
    await perform(root, renameFolder, { ...far, name: 'Fer' })
    const moved = (name: string) => name.replace('/Far/', '/Fer/')
    expect(await perform(root, deleteFolder, { folder: moved(longest) })).toEqual({
      folders: 1,
      left: 0,
      made: [],
    })
    await perform(root, deleteFolder, { folder: moved(long) })
    expect((await talk('LIST "" "Fer/*"'))[0]).not.toContain('* LIST')
    await perform(root, restoreFolder, { kept: await keptOf(moved(long)) })
    expect((await talk('LIST "" "Fer/*"'))[0]).toContain(own(moved(long)))
    await perform(root, renameFolder, { folder: moved(long), name: 'Short' })
    expect((await talk('LIST "" "Fer/*"'))[0]).toContain('Fer/Short')
  })

  it('that mail programs gave names which nobody can write are listed and done to as others', async () => {
    const wires = ['Half &2D0-', 'Half &3gA-', 'Old &AIA-']
    await make('Unwritable')
    for (const wire of wires) expect((await talk(`CREATE "Unwritable/${wire}"`))[0]).toMatch(/ OK /)
    const place = `${box}/Unwritable`
    const { rows } = await perform(root, listFolders, { place })
    expect(rows).toHaveLength(wires.length)
    for (const { name, messages } of rows) {
      expect(name.isWellFormed()).toBe(true)
      expect(messages).toBe(0)
      expect(await perform(root, showFolder, { folder: name })).toMatchObject({ name })
    }
    const [first] = rows
    const { name } = await perform(root, renameFolder, { folder: first?.name ?? '', name: 'Writable' })
    expect(name).toBe(`${place}/Writable`)
    await perform(root, deleteFolder, { folder: place })
    const restored = await perform(root, restoreFolder, { kept: await keptOf(place) })
    expect(restored).toMatchObject({ folders: wires.length + 1 })
    const [list = ''] = await talk('LIST "" "Unwritable/*"')
    expect(wires.filter((wire) => list.includes(`Unwritable/${wire}"`))).toHaveLength(wires.length - 1)
    await perform(root, deleteFolder, { folder: place })
  })

  it('go below another one, with everything in them', async () => {
    await make('Move me')
    await make('inside', { parent: `${box}/Move me` })
    await make('Target')
    await talk('APPEND "Move me/inside" {6+}\r\na: b\r\n')
    const moved = await perform(root, renameFolder, {
      ...{ folder: `${box}/Move me`, parent: `${box}/Target`, name: 'Moved' },
    })
    expect(moved).toEqual({ name: `${box}/Target/Moved` })
    expect((await talk('STATUS "Target/Moved/inside" (MESSAGES)'))[0]).toContain('MESSAGES 1')
    const again = { folder: `${box}/Target`, parent: `${box}/Target/Moved` }
    expect(await fault(perform(root, renameFolder, again))).toBe('parent: folder.inside')
    expect(await fault(perform(root, renameFolder, { folder: `${box}/Target`, name: 'Work' }))).toBe(
      'name: folder.taken',
    )
    expect(await fault(perform(root, renameFolder, { folder: box, name: 'x' }))).toBe('name: folder.inbox')
  })

  it('are those of whose mailbox they are put into', async () => {
    const ben = `ben-${tag}`
    const draft = { container: `folders-${tag}.example`, login: ben, password, lastName: 'Lee' }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
    const asBen = async (...commands: string[]) =>
      (await imapTalk({ login: ben, password }, commands)).slice(1)
    await make('Given')
    await make('inside', { parent: `${box}/Given` })
    await talk('SETACL Given admin lr', 'APPEND Given {6+}\r\na: b\r\n')
    await perform(root, renameFolder, { folder: `${box}/Given`, parent: `user/${ben}` })
    const [rights, inside, append, acl] = await asBen(
      ...['MYRIGHTS Given', 'MYRIGHTS Given/inside', 'APPEND Given {6+}\r\nc: d\r\n', 'GETACL Given'],
    )
    for (const answer of [rights, inside]) expect(answer).toMatch(/ lrswipkxte[cdan]+\r/)
    expect(append).toMatch(/ OK /)
    expect(acl).not.toContain(anna)
    expect(acl).toContain('admin lr')
    expect((await talk(`MYRIGHTS "Other Users/${ben}/Given/inside"`))[0]).toMatch(/ NO /)

    // A public one, and one that was deleted
    const { name } = await perform(root, createFolder, { name: `Handed ${tag}` })
    await perform(root, renameFolder, { folder: name, parent: `user/${ben}`, name: 'Public' })
    expect((await asBen('MYRIGHTS Public'))[0]).toMatch(/ lrswipkxte/)
    await make('Gone')
    await perform(root, deleteFolder, { folder: `${box}/Gone` })
    await perform(root, restoreFolder, { kept: await keptOf(`${box}/Gone`), to: `user/${ben}/Back` })
    expect((await asBen('GETACL Back'))[0]).toMatch(new RegExp(`ACL Back ${ben} lrswipkxte[cdan]+\r`))
    // Among the public ones nobody else gets in.
    await perform(root, renameFolder, { folder: `user/${ben}/Back`, parent: '', name: `Back ${tag}` })
    expect((await asBen(`MYRIGHTS "Shared Folders/Back ${tag}"`))[0]).toMatch(/ lrswipkxte/)
    expect((await talk(`MYRIGHTS "Shared Folders/Back ${tag}"`))[0]).toMatch(/ NO /)
  })

  it('that others renamed meanwhile are said to be gone', async () => {
    await make('Fleeting')
    await talk('RENAME Fleeting Elsewhere')
    const folder = `${box}/Fleeting`
    expect(await fault(perform(root, renameFolder, { folder, name: 'New' }))).toBe('folder.gone')
    expect(await fault(perform(root, deleteFolder, { folder }))).toBe('folder.gone')
    expect(await fault(make('x', { parent: folder }))).toBe('parent: folder.goneParent')
    expect(await fault(perform(root, listFolders, { place: folder }))).toBe('folder.gone')
  })

  it('come back after they were deleted, with those below, messages and rights', async () => {
    await make('Going')
    await make('below', { parent: `${box}/Going` })
    await talk('APPEND "Going/below" {6+}\r\na: b\r\n', 'SETACL Going anyone lr')
    const before = await talk('GETACL Going', 'GETACL "Going/below"')
    expect(await perform(root, deleteFolder, { folder: `${box}/Going` })).toEqual({
      folders: 2,
      left: 0,
      made: [],
    })
    expect((await talk('LIST "" "Going*"'))[0]).not.toContain('LIST (')
    const { rows } = await perform(root, listDeletedFolders, { place: box })
    const kept = rows.find(({ name }) => name === `${box}/Going`)
    expect(kept).toMatchObject({ below: 1, isTaken: false })
    expect(await perform(root, restoreFolder, { kept: kept?.kept ?? '' })).toMatchObject({ folders: 2 })
    expect((await talk('STATUS "Going/below" (MESSAGES)'))[0]).toContain('MESSAGES 1')
    const acls = (answers: string[]) => answers.map((answer) => /^\* .*$/m.exec(answer)?.[0])
    expect(acls(await talk('GETACL Going', 'GETACL "Going/below"'))).toEqual(acls(before))
    expect(await fault(perform(root, restoreFolder, { kept: kept?.kept ?? '' }))).toBe('folder.notKept')
  })

  it('are counted anew under a name that another one had', async () => {
    const append = 'APPEND Counts {6+}\r\na: b\r\n'
    const shown = async () => {
      const { messages } = await perform(root, showFolder, { folder: `${box}/Counts` })
      const row = (await perform(root, listFolders, { place: box })).rows.find(
        ({ label }) => label === 'Counts',
      )
      return [messages, row?.messages]
    }
    await talk('CREATE Counts', append, append, append)
    expect(await shown()).toEqual([3, 3])
    await talk('RENAME Counts Counted3', 'CREATE Counts')
    expect(await shown()).toEqual([0, 0])
    await talk('DELETE Counts', 'RENAME Counted3 Counts')
    expect(await shown()).toEqual([3, 3])
    await perform(root, deleteFolder, { folder: `${box}/Counts` })
    const kept = await keptOf(`${box}/Counts`)
    await talk('CREATE Counts', append)
    expect(await shown()).toEqual([1, 1])
    await talk('RENAME Counts Counted1')
    await perform(root, restoreFolder, { kept })
    expect(await shown()).toEqual([3, 3])
  })

  it('come back elsewhere when there is another one of their name', async () => {
    await talk('CREATE Twice', 'DELETE Twice', 'CREATE Twice')
    const { rows } = await perform(root, listDeletedFolders, { place: box })
    const kept = rows.find(({ name }) => name === `${box}/Twice`)
    expect(kept?.isTaken).toBe(true)
    const wish = { kept: kept?.kept ?? '' }
    expect(await fault(perform(root, restoreFolder, wish))).toBe('to: folder.taken')
    const refused: [string, string][] = [
      ['Twice/', 'input.required'],
      ['~a$x', 'folder.shell'],
      ['-x', 'folder.begins'],
      ['100%', 'folder.imap'],
      ['a^b', 'folder.cyrus'],
      ['x'.repeat(101), 'input.tooLong'],
      ['Other Users', 'folder.reserved'],
      ['Nowhere/x', 'folder.goneParent'],
      ['#calendars/x', 'folder.reserved'],
    ]
    for (const [name, code] of refused)
      expect(await fault(perform(root, restoreFolder, { ...wish, to: `${box}/${name}` })), name).toBe(
        `to: ${code}`,
      )
    for (const [to, code] of [
      ['user', 'folder.reserved'],
      [`user/other-${tag}`, 'folder.inbox'],
    ])
      expect(await fault(perform(root, restoreFolder, { ...wish, to })), to).toBe(`to: ${code}`)
    await perform(root, restoreFolder, { ...wish, to: `${box}/Twice old` })
    expect((await talk('LIST "" "Twice*"'))[0]).toContain('Twice old')
  })

  it('come back under a name that the console would not give, where it was theirs', async () => {
    await talk('CREATE "Odd (one)"', 'DELETE "Odd (one)"')
    const folder = `${box}/Odd (one)`
    await perform(root, restoreFolder, { kept: await keptOf(folder), to: folder })
    expect((await talk('LIST "" "Odd*"'))[0]).toContain('Odd (one)')
  })
})

describe('types', () => {
  it('are what groupware clients read, and change', async () => {
    await make('Diary', { type: 'journal' })
    expect((await talk(`GETMETADATA Diary ${TYPE}`))[0]).toContain('"journal"')
    await perform(root, setFolderType, { folder: `${box}/Diary`, type: 'notes' })
    expect((await talk(`GETMETADATA Diary ${TYPE}`))[0]).toContain('"note"')
    expect((await perform(root, showFolder, { folder: `${box}/Diary` })).type).toBe('notes')
    await perform(root, setFolderType, { folder: `${box}/Diary`, type: 'mail' })
    expect((await talk(`GETMETADATA Diary ${TYPE}`))[0]).toContain('NIL')
    const others = { calendar: 'event', contacts: 'contact', tasks: 'task' }
    for (const [type, value] of Object.entries(others)) {
      await make(`As ${type}`, { type })
      expect((await talk(`GETMETADATA "As ${type}" ${TYPE}`))[0]).toContain(`"${value}"`)
    }
    await talk(`SETMETADATA Diary (${TYPE} "event.default")`)
    expect((await perform(root, showFolder, { folder: `${box}/Diary` })).type).toBe('calendar')
  })

  it('can be served by Cyrus: CalDAV and CardDAV clients see those', async () => {
    const { name } = await make('Holidays', { type: 'calendar', served: true })
    expect(name).toBe(`${box}/#calendars/Holidays`)
    await make('Suppliers', { type: 'contacts', served: true })
    expect(await collections('calendars')).toContain('Holidays')
    expect(await collections('addressbooks')).toContain('Suppliers')
    expect(await collections('calendars', '<allprop/>')).toContain('Holidays')
    expect(await collections('addressbooks', '<allprop/>')).toContain('Suppliers')
    expect((await talk('LIST "" "*"'))[0]).not.toContain('Holidays')
    expect(await labels(box)).not.toContain('#calendars')
    expect(await labels(box, { internal: true })).toContain('#calendars')
    const shown = await perform(root, showFolder, { folder: name })
    expect(shown).toMatchObject({ type: 'calendar', collection: 'calendar', isInternal: true })
    expect(await fault(perform(root, setFolderType, { folder: name, type: 'mail' }))).toBe(
      'type: folder.collection',
    )
    await perform(root, renameFolder, { folder: name, name: 'Ferien' })
    expect(await collections('calendars')).toContain('Ferien')
    expect(await fault(make('Fête', { type: 'calendar', served: true }))).toBe('name: folder.collectionName')
    expect(await fault(make('x', { type: 'notes', served: true }))).toBe('type: folder.noCollection')
    const atTop = { name: 'x', type: 'calendar', served: true } as const
    expect(await fault(perform(root, createFolder, atTop))).toBe('parent: folder.noCollection')
  })
})

/** The names of a person's collections as a DAV client reads them (RFC 4918, PROPFIND). */
async function collections(
  kind: 'calendars' | 'addressbooks',
  asked = '<prop><displayname/><resourcetype/></prop>',
): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${instance.ports.dav}/dav/${kind}/user/${anna}/`, {
    method: 'PROPFIND',
    headers: {
      ...{ authorization: `Basic ${Buffer.from(`${anna}:${password}`).toString('base64')}` },
      ...{ depth: '1', 'content-type': 'application/xml' },
    },
    body: `<propfind xmlns="DAV:">${asked}</propfind>`,
  })
  expect(answer.status).toBe(207)
  return answer.text()
}

describe('public folders', () => {
  it('can be seen and read by everybody when they are at the top', async () => {
    expect(await perform(root, createFolder, { name: shared })).toEqual({ name: shared })
    expect((await talk(`MYRIGHTS "Shared Folders/${shared}"`))[0]).toMatch(/ lrs\r/)
    const { rows } = await perform(root, listFolders, {})
    expect(rows.find(({ name }) => name === shared)).toMatchObject({ unseen: null, messages: 0 })
    expect(rows.map(({ name }) => name)).not.toContain('user')
  })

  it('have types too, whatever is in them and below', async () => {
    const folder = `${shared}/Team`
    await perform(root, createFolder, { parent: shared, name: 'Team', type: 'calendar' })
    await perform(root, createFolder, { parent: folder, name: 'below' })
    const seen = `"Shared Folders/${folder}"`
    expect((await talk(`GETMETADATA ${seen} ${TYPE}`))[0]).toContain('"event"')
    await perform(root, setFolderType, { folder, type: 'tasks' })
    const [metadata, below] = await talk(
      `GETMETADATA ${seen} ${TYPE}`,
      `LIST "" "Shared Folders/${folder}/%"`,
    )
    expect(metadata).toContain('"task"')
    expect(below).toContain('/below')
    expect((await talk(`GETACL ${seen}`))[0]).not.toContain('OK')
    expect((await talk(`MYRIGHTS ${seen}`))[0]).toMatch(/ lrs\r/)
  })

  it('come back too', async () => {
    await perform(root, deleteFolder, { folder: shared })
    const { rows } = await perform(root, listDeletedFolders, {})
    const kept = rows.find(({ name }) => name === shared)
    expect(rows.every(({ name }) => !name.startsWith('user/'))).toBe(true)
    expect(await perform(root, restoreFolder, { kept: kept?.kept ?? '' })).toMatchObject({ folders: 3 })
    expect((await talk(`MYRIGHTS "Shared Folders/${shared}/Team"`))[0]).toMatch(/ lrs\r/)
  })
})

describe('folders of an account that is gone', () => {
  const login = `next-${tag}`
  const folder = `user/${login}/Private`
  const added = async (container: string, name: string, more = {}) => {
    const draft = { container, login: name, password, lastName: name, standardFolders: false, ...more }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
  }
  /** A new administrator of the domain alone. */
  const chiefOf = async (domain: string): Promise<Caller> => {
    const login = `chief-${domain}`.replaceAll('.', '-')
    await added(domain, login, { mailbox: false })
    await perform(root, setRole, { login, role: 'domainAdministrator', domains: [domain] })
    const { id } = await perform(root, showUser, { login })
    return { kind: 'person', id, face: 'web', address: '192.0.2.13' }
  }
  const keptBy = async (caller: Caller) => (await perform(caller, listDeletedFolders, { place: folder })).rows

  it('are not those of the next one of its login', async () => {
    const [first, second] = [`first-${tag}.example`, `second-${tag}.example`]
    for (const name of [first, second]) await perform(root, createDomain, { name })
    const caller = await chiefOf(second)

    await added(first, login)
    await perform(root, createFolder, { parent: `user/${login}`, name: 'Private' })
    await imapTalk({ login, password }, ['APPEND Private {6+}\r\na: b\r\n'])
    await perform(root, deleteUser, { login })
    await added(second, login)
    const [before] = await keptBy(root)
    expect(before).toMatchObject({ name: folder, isFormer: true })
    const kept = before?.kept ?? ''
    expect(await keptBy(caller)).toEqual([])
    expect(await fault(perform(caller, restoreFolder, { kept }))).toBe('folder.notKept')
    expect(await fault(perform(caller, restoreFolder, { kept, to: `user/${login}/Mine` }))).toBe(
      'folder.notKept',
    )

    // What the next one deletes is the next one's, as soon as it is another second.
    const made = Math.floor(Date.now() / 1000)
    await until(() => Math.floor(Date.now() / 1000) > made, 5_000)
    await imapTalk({ login, password }, ['CREATE Private', 'CREATE Private/below', 'DELETE Private/below'])
    await perform(caller, deleteFolder, { folder })
    const rows = await keptBy(caller)
    expect(rows.map(({ name }) => name).sort()).toEqual([folder, `${folder}/below`])
    const own = rows.find(({ name }) => name === folder)?.kept ?? ''
    expect(own).not.toBe(kept)
    expect(await perform(caller, restoreFolder, { kept: own })).toMatchObject({ folders: 2, taken: [] })
    const [, status] = await imapTalk({ login, password }, ['STATUS Private (MESSAGES)'])
    expect(status).toContain('MESSAGES 0')

    // Who administers everything decides for a folder that was somebody else's, and names where it goes.
    const to = `user/${anna}/Of the first`
    const restored = await perform(root, restoreFolder, { kept, to })
    expect(restored.taken).toEqual([{ folder: to, id: login, rights: expect.stringContaining('lrs') }])
    const [, rights] = await imapTalk({ login, password }, [`MYRIGHTS "Other Users/${anna}/Of the first"`])
    expect(rights).toMatch(/ NO /)
  })

  it('are not to be had by an account without a mailbox', async () => {
    const [place, old] = [`third-${tag}.example`, `old-${tag}`]
    await perform(root, createDomain, { name: place })
    const caller = await chiefOf(place)
    await added(place, old)
    await runLdapTool('ldapdelete', '', [`uid=${old},o=${place},${instance.suffix}`])
    const draft = { container: place, login: old, password, lastName: 'Old', mailbox: false }
    expect(await fault(perform(caller, createUser, draft))).toBe('login: mailbox.exists')
    expect(await fault(perform(caller, listFolders, { place: `user/${old}` }))).toBe('folder.gone')
  })
})
