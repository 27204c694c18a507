/** The adapter's folders on the run's Cyrus, asserted with plain IMAP commands of the person concerned. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { perform } from '@/lib/access'
import { createDomain, createUser } from '@/lib/directory'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, testInstance } from '@/lib/instance/testing'
import { connectMailboxes, encodeName, folderOf, mailboxName, userMailbox } from '.'
import { ImapConnection } from './connection'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const password = 'many folders 12'
const root = { kind: 'root' } as const
const mailboxes = connectMailboxes({
  ...{ host: '127.0.0.1', port: instance.ports.imap },
  ...{ adminLogin: 'cyrus', adminPassword: readSecret(instance, 'cyrus') },
})
const { folders } = mailboxes
const [anna, ben] = [`anna-${tag}`, `ben-${tag}`]
const box = userMailbox(anna)
const shared = mailboxName(`Shared ${tag}`)
const talk = (login: string, ...commands: string[]) => imapTalk({ login, password }, commands)

beforeAll(async () => {
  await perform(root, createDomain, { name: `imap-${tag}.example` })
  for (const login of [anna, ben]) {
    const draft = { container: `imap-${tag}.example`, login, password, lastName: login }
    await perform(root, createUser, { ...draft, mustChangePassword: false, folderLanguage: 'en' })
  }
  await folders.create(shared)
})
afterAll(() => mailboxes.close())

describe('a level', () => {
  it('has the folders directly below, and tells where more are', async () => {
    await folders.create(folderOf(box, 'A'))
    await folders.create(folderOf(box, 'A/B'))
    await folders.create(folderOf(box, 'A/B/C'))
    expect(await folders.level(folderOf(box, 'A'))).toEqual([
      { name: folderOf(box, 'A/B'), exists: true, hasChildren: true },
    ])
    expect(await folders.below(folderOf(box, 'A'))).toEqual([folderOf(box, 'A/B'), folderOf(box, 'A/B/C')])
    expect(await folders.level(folderOf(box, 'nowhere'))).toEqual([])
  })

  it('holds the public folders and, as a name only, where people’s are', async () => {
    const top = await folders.level('')
    expect(top).toContainEqual({ name: shared, exists: true, hasChildren: false })
    expect(top.find(({ name }) => name === 'user')).toMatchObject({ exists: false, hasChildren: true })
  })

  it('is of that place alone, whatever characters others put into names', async () => {
    await folders.create(folderOf(shared, 'a*b'))
    await folders.create(folderOf(shared, 'a*b/inside'))
    await folders.create(folderOf(shared, 'axb'))
    await folders.create(folderOf(shared, 'axb/other'))
    const names = (await folders.level(folderOf(shared, 'a*b'))).map(({ name }) => name)
    expect(names).toEqual([folderOf(shared, 'a*b/inside')])
    expect([...(await folders.facts([folderOf(shared, 'a*b')])).keys()]).toEqual([folderOf(shared, 'a*b')])
    expect(await folders.below(folderOf(shared, 'a*b'))).toEqual([folderOf(shared, 'a*b/inside')])
  })
})

describe('what is told of folders', () => {
  it('are size and messages, unseen ones and the special use as the owner has them', async () => {
    await talk(anna, 'CREATE Filled')
    const letter = 'Subject: one\r\n\r\nHello\r\n'
    const appended = await talk(anna, `APPEND Filled {${letter.length}+}\r\n${letter}`)
    expect(appended.at(-1)).toContain('OK')
    const names = [folderOf(box, 'Filled'), folderOf(box, 'Sent'), folderOf(box, 'nowhere'), box]
    const own = await folders.seenBy.ownFacts(anna, names)
    expect(own.get(folderOf(box, 'Filled'))).toEqual({ messages: 1, unseen: 1, specialUse: null })
    expect(own.get(folderOf(box, 'Sent'))?.specialUse).toBe('\\Sent')
    expect([...own.keys()]).not.toContain(folderOf(box, 'nowhere'))
    const facts = await folders.facts(names)
    expect(facts.get(folderOf(box, 'Filled'))).toEqual({
      ...{ type: null, bytes: letter.length, partition: 'default', messages: 1, isDamaged: false },
    })
    expect(facts.has(folderOf(box, 'nowhere'))).toBe(false)
  })

  it('is each one’s own, whatever characters are in its name and whichever are gone', async () => {
    const [star, other] = [folderOf(box, 'x*z'), folderOf(box, 'xyz')]
    await folders.create(star)
    await folders.create(other)
    await talk(anna, 'APPEND xyz {6+}\r\na: b\r\n')
    const told = async (...names: (typeof box)[]) =>
      [...(await folders.facts(names))].map(([name, { bytes, messages }]) => [name, bytes, messages])
    expect(await told(star)).toEqual([[star, 0, 0]])
    const [empty, filled] = [[star, 0, 0] as const, [other, 6, 1] as const]
    expect(await told(star, other)).toEqual([empty, filled])
    expect(await told(star, folderOf(box, 'nowhere'), other)).toEqual([empty, filled])
    expect(await told(folderOf(box, 'nowhere'))).toEqual([])
  })

  it('are messages of public folders and of people’s', async () => {
    const facts = await folders.facts([shared, folderOf(box, 'Filled'), folderOf(box, 'nowhere')])
    expect([...facts].map(([name, { messages }]) => [name, messages])).toEqual([
      [shared, 0],
      [folderOf(box, 'Filled'), 1],
    ])
  })

  it('is the limit that holds, wherever it was set', async () => {
    await mailboxes.setQuota(box, 5 * 2 ** 20)
    expect(await folders.quotaRoot(folderOf(box, 'A/B'))).toMatchObject({
      root: box,
      limitBytes: 5 * 2 ** 20,
    })
    expect(await folders.quotaRoot(shared)).toBeNull()
    await expect(folders.quotaRoot(folderOf(box, 'nowhere'))).rejects.toMatchObject({ code: 'folder.gone' })
  })
})

describe('a folder', () => {
  it('is made with a special use and where it shall lie', async () => {
    await folders.create(folderOf(box, 'Old'), { specialUse: '\\Archive', partition: 'default' })
    expect((await talk(anna, 'LIST "" "Old" RETURN (SPECIAL-USE)'))[1]).toContain('\\Archive')
    await expect(folders.create(folderOf(box, 'Old'))).rejects.toMatchObject({ code: 'folder.taken' })
    await expect(folders.create(folderOf(box, 'New'), { partition: 'nowhere' })).rejects.toMatchObject({
      code: 'folder.partition',
    })
  })

  it('is renamed with everything below it, but over no other', async () => {
    await folders.create(folderOf(box, 'R'))
    await folders.create(folderOf(box, 'R/below'))
    await folders.rename(folderOf(box, 'R'), folderOf(box, 'S'))
    expect((await talk(anna, 'LIST "" "S*"'))[1]).toMatch(/\bS\b[\s\S]*S\/below/)
    await expect(folders.rename(folderOf(box, 'S'), folderOf(box, 'A'))).rejects.toMatchObject({
      code: 'folder.taken',
    })
    await expect(folders.rename(folderOf(box, 'R'), folderOf(box, 'T'))).rejects.toMatchObject({
      ...{ kind: 'notFound', code: 'folder.gone' },
    })
  })

  it('is deleted, kept with its time, and comes back with its messages and rights', async () => {
    const name = folderOf(box, 'Going')
    await folders.create(name)
    await folders.acls.set(name, ben, 'lrs')
    await talk(anna, 'APPEND Going {6+}\r\na: b\r\n')
    await folders.remove(name)
    expect(await folders.exists(name)).toBe(false)
    const [kept] = await folders.kept(name)
    expect(kept).toMatchObject({ name })
    expect(await folders.sizes([kept?.kept ?? name, name])).toEqual(new Map([[kept?.kept, 6]]))
    expect(Math.abs((kept?.at.getTime() ?? 0) - Date.now())).toBeLessThan(20_000)
    await folders.restore(kept?.kept ?? name, name)
    expect((await talk(anna, 'STATUS Going (MESSAGES)'))[1]).toContain('MESSAGES 1')
    expect((await folders.acls.read(name)).map(({ id }) => id).sort()).toEqual([anna, ben])
  })

  it('is among the public ones that are kept only if it was one', async () => {
    for (const name of [folderOf(shared, 'Odd*name'), folderOf(shared, 'Odd name'), folderOf(box, 'Odd')]) {
      await folders.create(name)
      await folders.remove(name)
    }
    const names = (await folders.kept('')).map(({ name }) => name)
    expect(names.filter((name) => name.startsWith(shared))).toEqual(
      expect.arrayContaining([folderOf(shared, 'Odd*name'), folderOf(shared, 'Odd name')]),
    )
    expect(names.filter((name) => name.startsWith('user/'))).toEqual([])
    expect((await folders.kept(folderOf(shared, 'Odd*name'))).map(({ name }) => name)).toEqual([
      folderOf(shared, 'Odd*name'),
    ])
  })

  it('is told from the next one of its name', async () => {
    const [first, second] = [folderOf(box, 'Told'), folderOf(box, 'To*d')]
    await folders.create(first)
    await folders.create(second)
    const before = await folders.idsOf([first, second, folderOf(box, 'nowhere')])
    expect([...before.keys()]).toEqual([first, second])
    await folders.rename(first, folderOf(box, 'Told again'))
    await folders.create(first)
    const after = await folders.idsOf([folderOf(box, 'Told again'), first, second])
    expect(after.get(folderOf(box, 'Told again'))).toBe(before.get(first))
    expect(after.get(second)).toBe(before.get(second))
    expect(new Set(after.values()).size).toBe(3)
    expect(await folders.present([first, folderOf(box, 'nowhere'), second])).toEqual(new Set([first, second]))
  })

  it('comes back also when the person deleted it', async () => {
    const name = folderOf(box, 'Own')
    await talk(anna, 'CREATE Own', 'DELETE Own')
    const [kept] = await folders.kept(name)
    await folders.restore(kept?.kept ?? name, name)
    expect((await talk(anna, 'LIST "" Own'))[1]).toContain('Own')
  })

  it('stays, and its rights with it, where something is below', async () => {
    const before = await folders.acls.read(folderOf(box, 'A'))
    await expect(folders.remove(folderOf(box, 'A'))).rejects.toMatchObject({ code: 'folder.notEmpty' })
    expect(await folders.acls.read(folderOf(box, 'A'))).toEqual(before)
  })

  it('has a type that every client reads; a public one by way of a holder', async () => {
    await folders.setType(folderOf(box, 'A'), 'event')
    expect((await folders.facts([folderOf(box, 'A')])).get(folderOf(box, 'A'))?.type).toBe('event')
    await folders.setType(folderOf(box, 'A'), null)
    expect((await folders.facts([folderOf(box, 'A')])).get(folderOf(box, 'A'))?.type).toBeNull()
    const plans = folderOf(shared, 'Plans')
    await folders.create(plans)
    const holder = await folders.publicTypeHolder(tag)
    await folders.rename(plans, holder)
    await folders.setType(holder, 'task')
    await folders.rename(holder, plans)
    const seen = `Shared Folders/${plans}`
    const [, metadata, rights] = await talk(
      anna,
      `GETMETADATA "${seen}" /shared/vendor/kolab/folder-type`,
      `MYRIGHTS "${seen}"`,
    )
    expect(metadata).toContain('"task"')
    expect(rights).toContain('lrs')
  })
})

describe('the access lists of many folders', () => {
  it('are what Cyrus tells of each, whatever is in names, for as many as there are', async () => {
    const place = folderOf(shared, 'Lists')
    const odd = ['a.b', 'a*b', '(x)', '~', "it's", 'NIL', 'null', 'Größe שלום', 'R&D']
    const many = Array.from({ length: 93 }, (_, at) => `many ${at}`)
    const names = [place, ...[...odd, ...many].map((name) => folderOf(place, name))]
    const [empty, taken] = [folderOf(place, 'NIL'), folderOf(place, 'a.b')]
    for (const name of names) await folders.create(name)
    await folders.acls.set(empty, 'anyone', '')
    await folders.acls.set(taken, `-${ben}`, 'lr')
    await folders.acls.set(taken, anna, 'lrswipkxtecda')
    const nowhere = folderOf(place, 'nowhere')
    const commands = vi.spyOn(ImapConnection.prototype, 'command')
    const told = await folders.acls.readAll([...names, nowhere])
    const alone = commands.mock.calls.filter(([verb]) => verb === 'GETACL').map(([, words]) => words)
    commands.mockRestore()
    // By itself only what Cyrus said nothing of before.
    expect(alone).toEqual([[{ mailbox: nowhere }]])
    expect([...told.keys()].sort()).toEqual([...names].sort())
    const asked = await imapTalk(
      { login: 'cyrus', password: readSecret(instance, 'cyrus') },
      names.map((name) => `GETACL {${Buffer.byteLength(encodeName(name))}+}\r\n${encodeName(name)}`),
    )
    for (const [at, name] of names.entries()) {
      const entries = (told.get(name) ?? []).map(({ id, rights }) => ` ${id} ${rights}`).join('')
      expect(asked[at + 1]?.split('\r\n')[0], name).toMatch(/^\* ACL /)
      expect(asked[at + 1], name).toContain(`${entries}\r\n`)
    }
    expect(told.get(empty)).toEqual([])
    expect(told.get(taken)).toContainEqual({ id: `-${ben}`, rights: 'lr' })
  })
})

describe('what a person may do', () => {
  it('is what Cyrus lets the person do, by names from the top', async () => {
    await folders.acls.set(folderOf(box, 'Filled'), ben, 'lr')
    expect(await folders.seenBy.rightsOf(ben, folderOf(box, 'Filled'))).toBe('lr')
    expect(await folders.seenBy.rightsOf(ben, folderOf(box, 'Sent'))).toBeNull()
  })
})
