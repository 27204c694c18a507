/** The mailbox adapter on a Cyrus of its own, because it is stopped and frozen here. */

import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { readSecret } from '@/lib/instance/instance'
import { saslauthd } from '@/lib/instance/saslauthd/saslauthd'
import { removeSlapd, runningSlapd } from '@/lib/instance/slapd/testing'
import { addPeople } from '@/lib/instance/slapd/testing-people'
import { holdProcesses } from '@/lib/instance/testing-hold'
import { until } from '@/lib/instance/until'
import { connectMailboxes, folderOf, type Mailboxes, userMailbox } from './index'

type Instance = Awaited<ReturnType<typeof runningSlapd>>
let instance: Instance
let mailboxes: Mailboxes

const timeoutMs = 3000
const standardFolders = ['Drafts', 'Sent', 'Trash', 'Junk'] as const
const MIB = 1024 * 1024

beforeAll(async () => {
  instance = await runningSlapd('imap-adapter')
  await addPeople(instance)
  for (const server of [saslauthd, cyrus]) {
    await server.configure(instance)
    await server.start(instance)
  }
  mailboxes = connect(timeoutMs)
})
afterAll(async () => {
  mailboxes?.close()
  await cyrus.stop(instance)
  await saslauthd.stop(instance)
  await removeSlapd(instance)
})

function connect(timeout: number): Mailboxes {
  const account = { adminLogin: 'cyrus', adminPassword: readSecret(instance, 'cyrus') }
  return connectMailboxes({ host: '127.0.0.1', port: instance.ports.imap, ...account, timeoutMs: timeout })
}

async function newMailbox(login: string) {
  const mailbox = userMailbox(login)
  await mailboxes.create(mailbox)
  return mailbox
}

describe('a mailbox', () => {
  it('is made once and removed once', async () => {
    const mailbox = await newMailbox('udo')
    expect(await mailboxes.exists(mailbox)).toBe(true)
    await expect(mailboxes.create(mailbox)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'mailbox.exists',
    })
    await mailboxes.remove(mailbox)
    expect(await mailboxes.exists(mailbox)).toBe(false)
    await expect(mailboxes.remove(mailbox)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(mailboxes.remove(mailbox, { ifExists: true })).resolves.toBeUndefined()
  })

  it('goes with its folders, twice within a second too', async () => {
    // All of it in the same second: Cyrus keeps a folder of before by the second of its deletion.
    await delay(1000 - (Date.now() % 1000))
    for (const _ of [1, 2]) {
      const mailbox = await newMailbox('ulf')
      await mailboxes.create(folderOf(mailbox, 'Entwürfe/2024 & 25'))
      expect(await mailboxes.list('user/ulf/*')).toContain('user/ulf/Entwürfe/2024 & 25')
      await mailboxes.remove(mailbox)
      expect(await mailboxes.list('user/ulf*')).toEqual([])
    }
  })

  it('is found by its whole name only', async () => {
    await newMailbox('una')
    expect(await mailboxes.exists(userMailbox('un'))).toBe(false)
    expect(await mailboxes.exists(folderOf(userMailbox('una'), '*'))).toBe(false)
  })

  it('is not made by two at once', async () => {
    const tries = Array.from({ length: 8 }, () => mailboxes.create(userMailbox('gerd')))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'mailbox.exists' })
  })
})

describe('a quota', () => {
  it('is in bytes, set as often as wanted, and taken away again', async () => {
    const mailbox = await newMailbox('gina')
    expect(await mailboxes.quota(mailbox)).toEqual({ usedBytes: 0, limitBytes: null })
    for (const _ of [1, 2]) await mailboxes.setQuota(mailbox, 5 * MIB)
    expect(await mailboxes.quota(mailbox)).toEqual({ usedBytes: 0, limitBytes: 5 * MIB })
    await mailboxes.setQuota(mailbox, 5 * MIB + 1)
    expect(await mailboxes.quota(mailbox)).toEqual({ usedBytes: 0, limitBytes: 5 * MIB + 1024 })
    for (const _ of [1, 2]) await mailboxes.setQuota(mailbox, null)
    expect(await mailboxes.quota(mailbox)).toEqual({ usedBytes: 0, limitBytes: null })
  })

  it('has the largest size that Cyrus survives', async () => {
    const mailbox = await newMailbox('greta')
    const largest = 2_147_483_647 * 1024
    await mailboxes.setQuota(mailbox, largest)
    expect(await mailboxes.quota(mailbox)).toEqual({ usedBytes: 0, limitBytes: largest })
    await expect(mailboxes.setQuota(mailbox, largest + 1)).rejects.toMatchObject({ code: 'quota.tooLarge' })
    await expect(mailboxes.setQuota(mailbox, -1)).rejects.toThrow(RangeError)
  })

  it('belongs to a mailbox', async () => {
    expect(await mailboxes.quota(userMailbox('nobody'))).toBeNull()
    await expect(mailboxes.setQuota(userMailbox('nobody'), MIB)).rejects.toMatchObject({ kind: 'notFound' })
  })
})

describe('an access list', () => {
  it('is read and written entry by entry', async () => {
    const mailbox = await newMailbox('dora')
    await mailboxes.setAcl(mailbox, 'uma', 'lrs')
    expect(await mailboxes.acl(mailbox)).toContainEqual({ id: 'uma', rights: 'lrs' })
    await mailboxes.setAcl(mailbox, 'uma', '')
    expect((await mailboxes.acl(mailbox)).map(({ id }) => id)).toEqual(['dora'])
    await expect(mailboxes.setAcl(mailbox, 'uma', 'l r')).rejects.toMatchObject({ kind: 'invalid' })
    await expect(mailboxes.acl(userMailbox('nobody'))).rejects.toMatchObject({ kind: 'notFound' })
  })
})

describe('working as a person', () => {
  it('makes standard folders with their use, subscribed, however often', async () => {
    const mailbox = await newMailbox('uma')
    for (const _ of [1, 2]) {
      await mailboxes.asPerson('uma', async (own) => {
        for (const name of standardFolders) {
          await own.create(name, { specialUse: `\\${name}` })
          await own.subscribe(name)
        }
      })
    }
    const expected = standardFolders.map((name) => folderOf(mailbox, name)).sort()
    expect((await mailboxes.list('user/uma/*')).sort()).toEqual(expected)
    expect((await mailboxes.acl(folderOf(mailbox, 'Sent')))[0]?.id).toBe('uma')
  })

  it('makes a standard folder also where another one has its use', async () => {
    await newMailbox('dirk')
    await mailboxes.asPerson('dirk', async (own) => {
      await own.create('Entwürfe', { specialUse: '\\Drafts' })
      await own.create('Drafts', { specialUse: '\\Drafts' })
      expect(await own.exists('Drafts')).toBe(true)
      expect(await own.exists('Nowhere')).toBe(false)
      await expect(own.subscribe('Nowhere')).rejects.toMatchObject({
        kind: 'failed',
        code: 'service.refused',
      })
    })
  })

  it('sends no command that a name smuggles in', async () => {
    await newMailbox('fred')
    for (const name of ['a\r\nx DELETE INBOX', 'a\0', '{3}\r\nabc']) {
      const made = mailboxes.asPerson('fred', (own) => own.create(name))
      await expect(made).rejects.toMatchObject({ kind: 'invalid' })
    }
    await mailboxes.asPerson('fred', (own) => own.create("Ä & b's #1"))
    expect(await mailboxes.list('user/fred/*')).toEqual(["user/fred/Ä & b's #1"])
    expect(() => mailboxes.asPerson('fred\0cyrus\0x', async () => {})).toThrow()
  })
})

describe('a Cyrus that does not answer', () => {
  const unavailable = { kind: 'unavailable', code: 'service.unreachable', values: { service: 'cyrus' } }

  it('costs each caller a bounded time and is used again when it goes on', async () => {
    const patience = 2000
    const impatient = connect(patience)
    const mailbox = await newMailbox('ada')
    expect(await impatient.exists(mailbox)).toBe(true)
    const pids = await cyrus.processes(instance)
    await holdProcesses(pids)
    try {
      const began = Date.now()
      const { folders } = impatient
      const asked = [
        ...Array.from({ length: 12 }, () => impatient.exists(mailbox)),
        ...[folders.level(mailbox), folders.below(mailbox), folders.facts([mailbox]), folders.kept('')],
        ...[folders.quotaRoot(mailbox), folders.acls.read(mailbox), folders.acls.set(mailbox, 'uma', 'lr')],
        ...[folders.seenBy.ownFacts('ada', [mailbox]), folders.seenBy.ownFolders('ada')],
        impatient.asPerson('ada', (own) => own.exists('INBOX')),
      ]
      for (const result of await Promise.allSettled(asked))
        expect(result).toMatchObject({ reason: unavailable })
      // One after the other they would wait as many times.
      expect(Date.now() - began).toBeLessThan((asked.length * patience) / 2)
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT')
      impatient.close()
    }
    expect(await mailboxes.exists(mailbox)).toBe(true)
  })

  it('is given up in the middle of many commands, and which of them were done is told', async () => {
    const impatient = connect(2000)
    const { acls } = impatient.folders
    const name = await newMailbox('ugo')
    const settings = Array.from({ length: 100 }, (_, at) => ({
      name,
      id: 'uma',
      rights: at % 2 ? 'lr' : 'lrs',
    }))
    expect((await acls.readAll([name])).get(name)).not.toContainEqual(expect.objectContaining({ id: 'uma' }))
    const pids = await cyrus.processes(instance)
    const asked = acls.setAll(settings)
    await holdProcesses(pids)
    try {
      const told = await asked
      expect(told).toHaveLength(100)
      expect(told.at(-1)).toMatchObject(unavailable)
      expect(told.every((error) => error === null || error.kind === 'unavailable')).toBe(true)
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT')
    }
    expect(new Set(await mailboxes.folders.acls.setAll(settings))).toEqual(new Set([null]))
    // Cyrus still does what it was told before, beside what it is told now.
    const isLast = async () =>
      (await mailboxes.folders.acls.read(name)).some(({ id, rights }) => id === 'uma' && rights === 'lr')
    expect(await until(isLast, 30_000)).toBe(true)
    impatient.close()
  })

  it('is reported at once when it is not running, and found again after its start', async () => {
    await cyrus.stop(instance)
    await expect(mailboxes.exists(userMailbox('uma'))).rejects.toMatchObject(unavailable)
    await cyrus.start(instance)
    expect(await mailboxes.exists(userMailbox('uma'))).toBe(true)
  })
})
