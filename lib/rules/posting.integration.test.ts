/** Folders that anyone may post to by a rule: GETACL of a plain IMAP client, and mail that really comes in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { createContainer, deleteContainer } from '@/lib/directory'
import { postfix } from '@/lib/instance/postfix/postfix'
import { sendMail } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import { showJob } from '@/lib/jobs'
import { runJobs } from '@/lib/jobs/run'
import { followRules } from '@/lib/worker/folder-rules'
import { code, type OwnInstance, ownInstance } from '@/lib/worker/testing'
import {
  listPosting,
  listRetention,
  previewPosting,
  removePosting,
  removeRetention,
  runPosting,
  runRetention,
  setPosting,
  setRetention,
} from '.'

const root = { kind: 'root' } as const
const DAY_MS = 24 * 3600_000
const domain = 'north.example'
let own: OwnInstance
beforeAll(async () => {
  own = await ownInstance()
  await postfix.start(own.instance)
  for (const login of ['anna', 'ben', 'cleo', 'chief']) await own.addUser(login, domain)
  await own.addUser('sue', 'south.example')
})
afterAll(() => own?.remove())

/** What GETACL tells the owner of a folder that anyone may. */
async function anyoneMay(login: string, folder: string): Promise<string> {
  const [answer = ''] = await own.talk(login, `GETACL ${folder}`)
  expect(answer).toContain(' OK ')
  return /^\* ACL .* anyone (\w+)/m.exec(answer)?.[1] ?? ''
}

/** The folder that mail to an address comes into: Sent or the INBOX. */
async function delivered(login: string, to: string, subject: string): Promise<string> {
  expect((await sendMail({ from: 'copies@elsewhere.test', to, subject })).code).toBe(0)
  const folders = ['Sent', 'Gesendet', 'INBOX']
  let found = ''
  await until(
    async () => {
      const commands = folders.flatMap((name) => [`EXAMINE ${name}`, `SEARCH HEADER SUBJECT "${subject}"`])
      const answers = await own.talk(login, ...commands)
      found = folders.find((_, at) => /^\* SEARCH \d/m.test(answers[2 * at + 1] ?? '')) ?? ''
      return found !== ''
    },
    30_000,
    100,
  )
  return found
}

async function ended(job: string | null) {
  await runJobs()
  const { state, counts, found } = await perform(root, showJob, { id: job ?? '' })
  expect(state).toBe('done')
  expect(counts.failed).toBe(0)
  return Object.fromEntries(found.map(({ name, result }) => [name, result]))
}

describe('a rule for a domain', () => {
  let id: string

  it('opens the folder for what was sent, once for each who is there', async () => {
    await own.talk('ben', 'RENAME Sent Gesendet')
    // Cyrus protects a folder with a special use.
    await own.talk('cleo', 'SETMETADATA Sent (/private/specialuse NIL)', 'DELETE Sent')
    await own.asCyrus('SETACL user/ben/Gesendet anyone lr')
    expect(await delivered('anna', `anna+Sent@${domain}`, 'before the rule')).toBe('INBOX')
    const preview = await perform(root, previewPosting, { at: domain })
    expect(preview.rows.sort((a, b) => a.login.localeCompare(b.login))).toEqual([
      { login: 'anna', folder: 'user/anna/Sent', isOpen: false },
      { login: 'ben', folder: 'user/ben/Gesendet', isOpen: false },
      { login: 'chief', folder: 'user/chief/Sent', isOpen: false },
    ])
    expect(preview).toMatchObject({ without: ['cleo'], accounts: 4, total: 4 })

    const set = await perform(root, setPosting, { at: domain })
    id = set.id
    const once = { opened: 1 }
    expect(await ended(set.job)).toEqual({ anna: once, ben: once, chief: once })
    expect(await anyoneMay('anna', 'Sent')).toBe('p')
    expect(await anyoneMay('ben', 'Gesendet')).toBe('lrp')
    expect(await anyoneMay('anna', 'Drafts')).toBe('')
    expect(await anyoneMay('sue', 'Sent')).toBe('')
    expect(await ended((await perform(root, runPosting, { id })).id)).toEqual({})
    expect((await perform(root, listPosting, {})).rows).toMatchObject([
      { id, folder: '\\Sent', place: { label: domain }, run: { state: 'done', total: 4, found: {} } },
    ])
  })

  it('lets mail to the folder into it, and mail to the person where it went before', async () => {
    const found = await Promise.all([
      delivered('anna', `anna+Sent@${domain}`, 'a copy of what was sent'),
      delivered('ben', `ben+Gesendet@${domain}`, 'another copy'),
      delivered('anna', `anna+Nowhere@${domain}`, 'to no folder'),
      delivered('anna', `anna@${domain}`, 'an ordinary one'),
      delivered('sue', 'sue+Sent@south.example', 'in another domain'),
    ])
    expect(found).toEqual(['Sent', 'Gesendet', 'INBOX', 'INBOX', 'INBOX'])
  })

  it('is true of a mailbox from its first moment, and of folders made elsewhere a day later', async () => {
    await own.addUser('dora', domain)
    expect(await anyoneMay('dora', 'Sent')).toBe('p')
    await own.talk('cleo', 'CREATE Sent')
    expect(await anyoneMay('cleo', 'Sent')).toBe('')
    expect(await followRules(connections(), new Date(Date.now() + DAY_MS + 60_000))).toBe(1)
    await runJobs()
    expect(await anyoneMay('cleo', 'Sent')).toBe('p')
  })

  it('leaves the right where it was given when it is taken away, if that is not asked for', async () => {
    expect(await perform(root, removePosting, { id })).toEqual({ job: null, total: 0 })
    expect(await anyoneMay('anna', 'Sent')).toBe('p')
    await own.addUser('emil', domain)
    expect(await anyoneMay('emil', 'Sent')).toBe('')
  })
})

describe('a rule that is changed', () => {
  it('stays one rule, opens what it names now, and closes what it named if that is asked for', async () => {
    const { id, job } = await perform(root, setPosting, { at: domain })
    await ended(job)
    expect(await anyoneMay('anna', 'Sent')).toBe('p')
    const set = await perform(root, setPosting, { id, login: 'anna', folder: 'Drafts' })
    expect(set.id).toBe(id)
    await ended(set.job)
    expect([await anyoneMay('anna', 'Drafts'), await anyoneMay('anna', 'Sent')]).toEqual(['p', 'p'])
    const { rows } = await perform(root, listPosting, {})
    expect(rows).toMatchObject([{ id, folder: 'Drafts', place: { login: 'anna' } }])
    const last = await perform(root, setPosting, { id, at: domain, folder: '\\Sent', takes: true })
    await ended(last.job)
    expect([await anyoneMay('anna', 'Drafts'), await anyoneMay('anna', 'Sent')]).toEqual(['', 'p'])
    const chief = await own.caller('chief', domain)
    const other = await perform(root, setPosting, { at: 'south.example' })
    const taken = perform(chief, setPosting, { id: other.id, at: domain })
    expect(await code(taken)).toBe('access.notFound')
    for (const rule of [id, other.id]) await perform(root, removePosting, { id: rule, takes: true })
    await runJobs()
    expect([await anyoneMay('anna', 'Sent'), await anyoneMay('sue', 'Sent')]).toEqual(['', ''])
  })

  it('is still there when its place is gone, for who sees everything: to be taken away, or to get another', async () => {
    const group = { kind: 'group', parent: domain } as const
    const rules = []
    const old: string[] = []
    for (const name of ['Away', 'Off']) {
      const { dn } = await perform(root, createContainer, { ...group, name })
      rules.push((await perform(root, setPosting, { at: dn })).id)
      old.push((await perform(root, setRetention, { at: dn, folders: ['Trash'], days: 30 })).id)
      await perform(root, deleteContainer, { dn })
    }
    const shown = (await perform(root, listRetention, {})).rows
    expect(shown.map(({ id, place }) => [id, place.kind])).toEqual(old.map((id) => [id, 'gone']))
    expect(await code(perform(root, runRetention, { id: old[0] }))).toBe('access.notFound')
    for (const id of old) await perform(root, removeRetention, { id })
    expect((await perform(root, listRetention, {})).rows).toEqual([])
    const [first = '', second = ''] = rules
    const chief = await own.caller('chief')
    expect(await perform(chief, listPosting, {})).toEqual({ rows: [] })
    expect(await code(perform(chief, removePosting, { id: first }))).toBe('access.notFound')
    const gone = (await perform(root, listPosting, {})).rows
    expect(gone.map(({ id, place }) => [id, place.kind])).toEqual(rules.map((id) => [id, 'gone']))
    expect(await code(perform(root, runPosting, { id: first }))).toBe('access.notFound')
    expect(await perform(root, removePosting, { id: first, takes: true })).toEqual({ job: null, total: 0 })
    const { job } = await perform(root, setPosting, { id: second, login: 'anna', takes: true })
    await ended(job)
    const left = (await perform(root, listPosting, {})).rows
    expect(left).toMatchObject([{ id: second, place: { login: 'anna' }, trouble: null }])
    await perform(root, removePosting, { id: second, takes: true })
    await runJobs()
  })
})

describe('a rule for the whole server', () => {
  it('goes with the right it gave, except where another rule gives it', async () => {
    const all = await perform(root, setPosting, { everywhere: true })
    await ended(all.job)
    expect(await anyoneMay('sue', 'Sent')).toBe('p')
    await own.addUser('tom', 'south.example')
    expect(await anyoneMay('tom', 'Sent')).toBe('p')
    const kept = await perform(root, setPosting, { login: 'tom', folder: 'Sent' })
    expect(await ended(kept.job)).toEqual({})
    const { job } = await perform(root, removePosting, { id: all.id, takes: true })
    expect(await ended(job)).toMatchObject({ sue: { closed: 1 }, ben: { closed: 1 } })
    expect(await anyoneMay('sue', 'Sent')).toBe('')
    expect(await anyoneMay('ben', 'Gesendet')).toBe('lr')
    expect(await anyoneMay('tom', 'Sent')).toBe('p')
    await perform(root, removePosting, { id: kept.id })
  })

  it('is not for the administrator of a domain', async () => {
    const chief = await own.caller('chief')
    expect(await code(perform(chief, setPosting, { everywhere: true }))).toBe('access.denied')
    expect(await code(perform(chief, setPosting, { at: 'south.example' }))).toBe('access.notFound')
    expect(await code(perform(chief, setPosting, { at: domain, everywhere: true }))).toBe('input.invalid')
    const all = await perform(root, setPosting, { everywhere: true })
    expect(await perform(chief, listPosting, {})).toEqual({ rows: [] })
    expect(await code(perform(chief, removePosting, { id: all.id }))).toBe('access.notFound')
    const inside = await perform(chief, setPosting, { at: domain })
    expect((await perform(chief, listPosting, {})).rows).toMatchObject([{ id: inside.id, actor: 'chief' }])
  })
})
