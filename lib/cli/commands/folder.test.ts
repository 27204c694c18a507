/** What the commands for folders, rights and quotas ask of operations, and what they print. */
import { describe, expect, it } from 'vitest'
import { failure, run } from '../testing-commands'

const row = (name: string, more = {}) => ({
  ...{ name, label: name.split('/').at(-1), exists: true, hasChildren: false, isInternal: false },
  isDamaged: false,
  isBusy: false,
  ...{ type: 'mail', collection: null, specialUse: null, messages: 3, unseen: 1, bytes: 2048, ...more },
})
const kept = { kept: 'DELETED/user/anna/Old/6B015857', name: 'user/anna/Old', at: '2026-11-21T09:00:00Z' }
const gives = {
  'folder.create': { name: 'user/anna/Plans' },
  'folder.rename': { name: 'Plans' },
  'folder.show': { ...row('user/anna/Plans'), partition: 'default', quota: null, owner: 'anna' },
  'folder.delete': { folders: 2, left: 0, made: [] },
  'folder.deleted': { rows: [{ ...kept, bytes: 10, below: 0, isTaken: false, isFormer: false }], total: 1 },
  'folder.restore': { name: 'user/anna/Old', folders: 1, taken: [] },
  'acl.set': { changes: [] },
  'acl.applyBelow': { id: 'job', total: 2 },
  'acl.previewBelow': {
    rows: [{ folder: 'Plans/a', changes: [{ id: 'ben', before: '', after: 'lrs' }] }],
    total: 1,
  },
  'quota.set': { limitBytes: null },
  'folder.undelete': { restored: 2 },
  'folder.reconstruct': { id: 'job', total: 2 },
  'quota.fix': { id: 'job', total: 1 },
  'mailboxes.recover': { id: 'job' },
  'retention.set': { id: 'rule' },
  'retention.run': { id: 'job', total: 1 },
  'retention.list': {
    rows: [
      {
        ...{ id: 'rule', place: { login: 'zoe', dn: 'uid=zoe', name: 'Zoe' }, days: 30, sparesFlagged: true },
        ...{ folders: ['*'], except: ['Keep', 'Kept'] },
      },
    ],
  },
  'retention.preview': {
    rows: [
      { login: 'zoe', folder: 'user/zoe', messages: 3 },
      { login: 'zoe', folder: 'user/zoe/Lists', messages: 1 },
    ],
    names: [
      { name: '*', isException: false, mailboxes: 1 },
      { name: 'Keep', isException: true, mailboxes: 1 },
      { name: 'Kept', isException: true, mailboxes: 0 },
    ],
    ...{ messages: 4, accounts: 1, total: 1 },
  },
  'posting.set': { id: 'rule', job: null, total: 0 },
  'posting.remove': { job: null, total: 0 },
  'job.show': {
    ...{ id: 'job', state: 'done', trouble: null, total: 2, counts: { done: 2, failed: 0 }, problems: [] },
    found: [{ name: 'user/anna/Plans', result: { added: 3 } }],
  },
}
const last = async (...argv: string[]) => (await run(argv, { gives })).asked.at(-1)

describe('arguments become the input of an operation:', () => {
  it.each<[string, string[], [string, unknown]]>([
    [
      'a calendar of a person',
      ['folder', 'create', 'Holidays', '--in', 'user/anna', '--type', 'calendar', '--served'],
      ['folder.create', { parent: 'user/anna', name: 'Holidays', type: 'calendar', served: true }],
    ],
    [
      'a folder for what was sent, somewhere else',
      ['folder', 'create', 'Gesendet', '--in', 'user/anna', '--special-use', 'sent', '--partition', 'big'],
      ['folder.create', { parent: 'user/anna', name: 'Gesendet', specialUse: '\\Sent', partition: 'big' }],
    ],
    [
      'a folder that becomes public',
      ['folder', 'rename', 'user/anna/Plans', '--top', '--name', 'Plans'],
      ['folder.rename', { folder: 'user/anna/Plans', parent: '', name: 'Plans' }],
    ],
    [
      'a folder that goes',
      ['folder', 'delete', 'user/anna/Plans', '--yes'],
      ['folder.delete', { folder: 'user/anna/Plans' }],
    ],
    [
      'the last folder of a name that went',
      ['folder', 'restore', 'user/anna/Old', '--to', 'user/anna/Older'],
      ['folder.restore', { kept: kept.kept, to: 'user/anna/Older' }],
    ],
    [
      'a folder by what it is kept as',
      ['folder', 'restore', 'DELETED/Plans/6B015857'],
      ['folder.restore', { kept: 'DELETED/Plans/6B015857' }],
    ],
    ['a type', ['folder', 'type', 'Plans', 'tasks'], ['folder.setType', { folder: 'Plans', type: 'tasks' }]],
    [
      'rights of a group',
      ['acl', 'set', 'Plans', 'example.com/Sales', 'editor', '--confirm'],
      [
        'acl.set',
        { folder: 'Plans', changes: [{ id: 'example.com/Sales', rights: 'editor' }], confirm: true },
      ],
    ],
    [
      'rights to everything below',
      ['acl', 'set', 'Plans', 'ben', 'lrs', '--below'],
      ['acl.applyBelow', { folder: 'Plans', changes: [{ id: 'ben', rights: 'lrs' }] }],
    ],
    [
      'rights that are no longer taken',
      ['acl', 'remove', 'Plans', 'ben', '--negative'],
      ['acl.remove', { folder: 'Plans', id: 'ben', negative: true }],
    ],
    [
      'a quota',
      ['quota', 'set', 'user/anna', '1.5 GB'],
      ['quota.set', { folder: 'user/anna', quota: '1.5 GB' }],
    ],
    [
      'deleted messages that come back',
      ['folder', 'undelete', 'user/anna', '7', '9'],
      ['folder.undelete', { folder: 'user/anna', uids: [7, 9] }],
    ],
    [
      'a mailbox to repair without waiting',
      ['reconstruct', 'folder', 'user/anna', '--only', '--no-wait'],
      ['job.show', { id: 'job' }],
    ],
    [
      'the list of all folders to recover',
      ['reconstruct', 'all-mailboxes', 'mail.example.com', '--yes'],
      ['job.show', { id: 'job' }],
    ],
    [
      'a rule for old mail',
      [
        'retention',
        'set',
        'Lists',
        '\\Trash',
        '--in',
        'example.com',
        '--days',
        '30',
        '--except',
        'Lists/dev',
      ],
      [
        'retention.set',
        {
          ...{ at: 'example.com', folders: ['Lists', '\\Trash'], except: ['Lists/dev'] },
          ...{ days: '30', sparesFlagged: true },
        },
      ],
    ],
    [
      'a rule for what anyone may post to',
      ['posting', 'set', '--everywhere'],
      ['posting.set', { everywhere: true }],
    ],
    [
      'a rule in place of another one',
      ['posting', 'set', 'Lists', '--for', 'anna', '--rule', 'rule', '--take-rights'],
      ['posting.set', { id: 'rule', takes: true, folder: 'Lists', login: 'anna', everywhere: false }],
    ],
    [
      'a rule that goes with what it gave',
      ['posting', 'remove', 'rule', '--take-rights'],
      ['posting.remove', { id: 'rule', takes: true }],
    ],
  ])('%s', async (_what, argv, expected) => {
    // What is left out stands as undefined.
    expect(JSON.parse(JSON.stringify(await last(...argv)))).toEqual(expected)
  })
})

describe('what is refused before anything is asked', () => {
  it.each([
    [['folder', 'rename', 'Plans']],
    [['folder', 'type', 'Plans', 'music']],
    [['folder', 'create', 'x', '--special-use', 'everything']],
    [['acl', 'set', 'Plans', 'ben']],
  ])('%j', async (argv) => {
    await expect(run(argv, { gives })).rejects.toBeTruthy()
  })

  it('a folder that nobody deleted is not restored', async () => {
    expect(await failure(['folder', 'restore', 'user/anna/Never'], { gives })).toMatchObject({
      problem: { code: 'access.notFound' },
    })
  })

  it('old mail is deleted after it was said how much, when the name is typed', async () => {
    const argv = ['retention', 'run', 'rule', '--no-wait']
    const { questions, asked } = await run(argv, { gives, answers: ['zoe'] })
    expect(questions[0]).toContain('4 messages will be deleted. Folders with such mail: 2.')
    expect(questions[0]).toContain('Nothing is spared by Kept: no mailbox has this folder.')
    expect(asked.map(([name]) => name)).toEqual([
      ...['retention.list', 'retention.preview', 'retention.run', 'job.show'],
    ])
    expect(asked[1]?.[1]).toMatchObject({ login: 'zoe', folders: ['*'], except: ['Keep', 'Kept'], days: 30 })
    const yes = await run([...argv, '--yes'], { gives })
    expect(yes.asked[0]).toEqual(['retention.run', { id: 'rule' }])
    for (const answers of [undefined, ['zoey']])
      expect(await failure(argv, { gives, ...(answers && { answers }) })).toMatchObject({
        problem: { code: 'notConfirmed' },
      })
  })

  it('a folder is deleted when its name is typed', async () => {
    const { questions, asked } = await run(['folder', 'delete', 'user/anna/Plans'], {
      gives,
      answers: ['Plans'],
    })
    expect(questions[0]).toContain('user/anna/Plans')
    expect(asked.at(-1)?.[0]).toBe('folder.delete')
  })
})

describe('what is printed', () => {
  it('is one folder a line, whatever the length of the list', async () => {
    const names = Array.from({ length: 450 }, (_, at) => `user/anna/f${at}`)
    const level = ({ offset }: { offset: number }) => ({
      ...{ place: 'user/anna', offset, total: names.length },
      rows: names.slice(offset, offset + 200).map((name) => row(name)),
    })
    const { written, asked } = await run(['folder', 'list', 'user/anna'], { gives: { 'folder.list': level } })
    expect(asked).toHaveLength(3)
    expect(written.trim().split('\n')).toHaveLength(451)
    expect(written).toMatch(/^user\/anna\/f449 +Mail +3 +1 +2 kB$/m)
  })

  it('warns of exceptions that spare nothing, when a rule is set and looked at', async () => {
    const terms = ['*', '--for', 'zoe', '--days', '30', '--except', 'Keep', 'Kept']
    for (const command of ['set', 'preview']) {
      const { written } = await run(['retention', command, ...terms], { gives })
      expect(written).toContain('Nothing is spared by Kept: no mailbox has this folder.')
      expect(written).toContain('While this is so, the rule deletes nothing at all.')
      expect(written).not.toContain('Nothing is spared by Keep:')
    }
  })

  it('names quotas that are nearly the same so that they can be told apart', async () => {
    const said = async (size: string, limitBytes: number) =>
      (await run(['quota', 'set', 'user/anna', size], { gives: { 'quota.set': { limitBytes } } })).written
    expect(await said('2147483647K', 2147483647 * 1024)).toContain('2147483647 kB')
    expect(await said('2047 GB', 2047 * 1024 ** 3)).toContain('2047 GB')
  })

  it('marks full mailboxes, and entries that match nobody', async () => {
    const list = {
      rows: [
        { login: 'anna', name: 'Anna', usedBytes: 900, limitBytes: 1000, percent: 90, isFull: true },
        { login: 'ben', name: 'Ben', usedBytes: 900, limitBytes: null, percent: null, isFull: false },
      ],
      total: 2,
    }
    const { written } = await run(['quota', 'show'], { gives: { 'quota.list': list } })
    expect(written).toMatch(/^anna +Anna .* 90 % +!$/m)
    expect(written).toMatch(/^ben +Ben .* no limit$/m)
    const entry = { preset: null, name: '', dn: null, isOwner: false, negative: false }
    const acl = { entries: [{ ...entry, id: 'gone', rights: 'lr', kind: 'nobody' }] }
    const shown = await run(['acl', 'show', 'Plans'], { gives: { 'acl.show': acl } })
    expect(shown.written).toMatch(/^gone +lr +matches nobody$/m)
  })

  it('says why with every source', async () => {
    const why = {
      ...{ effective: 'lr', onNewFolder: 'lr', parent: null },
      sources: [
        {
          source: 'group',
          id: 'group:sales',
          dn: 'o=Sales,o=example.com,dc=example,dc=com',
          negative: false,
          rights: 'lrs',
        },
        { source: 'own', id: 'ben', dn: null, negative: true, rights: 's' },
      ],
    }
    const { written } = await run(['acl', 'why', 'Plans', 'ben'], { gives: { 'acl.why': why } })
    expect(written).toMatch(/^In a group +lrs example.com\/Sales$/m)
    expect(written).toMatch(/^By name +-s$/m)
  })

  it('previews what would change below, and changes nothing', async () => {
    const argv = ['acl', 'set', 'Plans', 'ben', 'lrs', '--below', '--preview']
    const { written, asked } = await run(argv, { gives })
    expect(asked.map(([name]) => name)).toEqual(['acl.previewBelow'])
    expect(written).toMatch(/^Plans\/a +ben +lrs$/m)
  })
})
