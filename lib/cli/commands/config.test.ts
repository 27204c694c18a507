/** What the commands for the servers' configuration ask of operations, and say. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fieldsOf } from '@/lib/configuration/fields/fields'
import { parameterOf } from '@/lib/configuration/fields/id'
import { files, sources } from '@/lib/configuration/testing-files'
import type { Preview } from '@/lib/configuration/views'
import { failure, run } from '../testing-commands'

const directory = mkdtempSync(path.join(tmpdir(), 'config-'))
afterAll(() => rmSync(directory, { recursive: true }))

const preview: Preview = {
  files: [
    {
      ...{ file: 'postfix/main.cf', service: 'postfix', format: 'main.cf', hash: 'h1' },
      ...{ before: 'a = 1\n', after: 'a = 2\n' },
    },
  ],
  ...{ faults: [], conflicts: [], messages: [], refused: [], hazards: [], relay: [], marks: [], moved: [] },
  ...{ unasked: [], costs: [{ service: 'postfix', cost: 'reload' }], countdown: 0 },
}
const kept = { change: 'c1', phase: 'kept', deadline: null, revision: 3, files: ['postfix/main.cf'] }
const gives = {
  'config.preview': preview,
  'config.apply': kept,
  'config.restore': kept,
  'config.list': ({ field, service }: { field?: string; service?: string }) => ({
    fields: fieldsOf(sources()).filter((one) =>
      field ? one.id === field && parameterOf(field) : one.service === (service ?? one.service),
    ),
  }),
  'config.files': { files: Object.keys(files).map((file) => ({ file, service: 'postfix' })) },
  'config.file': ({ file }: { file: keyof typeof files }) => ({ file, encoding: 'utf8', text: files[file] }),
  'config.state': { change: { id: 'c9', phase: 'countdown' } },
  'config.takeBack': { phase: 'reverted', meanwhile: [{ file: 'postfix/main.cf', stays: true }] },
}
const hashes = [{ file: 'postfix/main.cf', hash: 'h1' }]
const agreed = { hashes, note: '', relay: false }
const config = (...argv: string[]) => run(['config', ...argv], { gives })
const edit = { field: 'postfix/message_size_limit' }

describe('a change', () => {
  const from = path.join(directory, 'master.cf')
  writeFileSync(from, 'new text\n')
  const base = files['postfix/master.cf']

  it.each<[string, string[], object]>([
    ['sets a value', ['set', 'postfix/message_size_limit=50M'], { ...edit, change: 'set', value: '50M' }],
    [
      'sets a value with signs in it, in a section',
      ['set', 'apache/Header=set X a=b', '--file', 'apache/apache2.conf', '--section', 'VirtualHost *:443'],
      {
        ...{ field: 'apache/Header', change: 'set', value: 'set X a=b' },
        ...{ file: 'apache/apache2.conf', section: ['VirtualHost *:443'] },
      },
    ],
    [
      'sets one of several',
      ['set', 'apache/Listen=81', '--instead-of', '80'],
      { field: 'apache/Listen', change: 'set', value: '81', was: '80' },
    ],
    [
      'adds a value',
      ['set', 'apache/Listen=81', '--add'],
      { field: 'apache/Listen', change: 'add', value: '81' },
    ],
    ['takes a value away', ['unset', 'postfix/message_size_limit'], { ...edit, change: 'unset' }],
    [
      'switches one of several off',
      ['unset', 'apache/Listen', '--off', '--value', '80'],
      { field: 'apache/Listen', change: 'off', was: '80' },
    ],
    [
      'puts a text',
      ['apply', 'postfix/master.cf', from],
      { file: 'postfix/master.cf', base, text: 'new text\n' },
    ],
    [
      'puts a text made from another one',
      ['apply', 'postfix/master.cf', from, '--base', from],
      { file: 'postfix/master.cf', base: 'new text\n', text: 'new text\n' },
    ],
  ])('%s', async (_what, argv, expected) => {
    const { asked, written } = await config(...argv)
    expect(asked.slice(-2)).toEqual([
      ['config.preview', { edits: [expected] }],
      ['config.apply', { edits: [expected], ...agreed }],
    ])
    expect(written).toBe('Changed: postfix/main.cf.\n')
  })

  it('is one of several parameters at once, with why', async () => {
    const { asked } = await config('set', 'postfix/a=1', 'cyrus/b=', '--note', 'More room')
    expect(asked.at(-1)).toEqual([
      'config.apply',
      {
        edits: [
          { field: 'postfix/a', change: 'set', value: '1' },
          { field: 'cyrus/b', change: 'set', value: '' },
        ],
        ...{ ...agreed, note: 'More room' },
      },
    ])
    expect(await failure(['config', 'set', 'postfix/a'])).toMatchObject({ problem: { kind: 'usage' } })
  })

  it('is only shown with --dry-run', async () => {
    const { asked, written, exitCode } = await config('set', 'postfix/a=2', '--dry-run')
    expect(asked.map(([name]) => name)).toEqual(['config.preview'])
    expect(written).toBe(
      '--- postfix/main.cf\n+++ postfix/main.cf\n@@ -1 +1 @@\n-a = 1\n+a = 2\npostfix: Takes effect by a reload; open connections stay.\n',
    )
    expect(exitCode).toBe(0)
    const faults = [{ edit: 0, code: 'config.tooLarge' as const, values: { max: 1 } }]
    const refused = await run(['config', 'set', 'postfix/a=2', '--dry-run'], {
      gives: { 'config.preview': { ...preview, faults } },
    })
    expect(refused.written).toContain('postfix/a: At most 1 is possible.')
    expect(refused.exitCode).toBe(1)
  })

  it('is made with what the servers warn of, such as a password that is kept elsewhere too', async () => {
    const messages: Preview['messages'] = [
      { service: 'postfix', file: 'postfix/left.cf', severity: 'warning', text: 'etc/secrets/mta keeps it' },
    ]
    const { written } = await run(['config', 'set', 'postfix/a=2'], {
      gives: { ...gives, 'config.preview': { ...preview, messages } },
    })
    expect(written).toBe('Changed: postfix/main.cf.\npostfix/left.cf: warning: etc/secrets/mta keeps it\n')
  })

  it.each<[string, Partial<Preview>, string, string]>([
    [
      'a value that is none',
      { faults: [{ edit: 0, code: 'config.flag', values: {} }] },
      'usage',
      'postfix/a: Please say yes or no.',
    ],
    [
      'somebody else’s change',
      { conflicts: [{ edit: 0, yours: '2', theirs: '3', text: null }] },
      ...(['conflict', 'Somebody else changed postfix/a'] as const),
    ],
    [
      'stored data',
      { refused: [{ file: 'f', name: 'olcSuffix', reason: 'data', detail: '' }] },
      ...(['refused', 'olcSuffix cannot change any more'] as const),
    ],
    [
      'what the server says',
      { messages: [{ service: 'postfix', file: 'f', severity: 'error', text: 'bad' }] },
      ...(['refused', 'f: bad'] as const),
    ],
    ['nothing that changes', { files: [] }, 'refused', 'Nothing would change.'],
  ])('is refused for %s', async (_what, more, kind, message) => {
    const session = { gives: { ...gives, 'config.preview': { ...preview, ...more } } }
    expect(await failure(['config', 'set', 'postfix/a=2'], session)).toMatchObject({
      problem: { kind, message: expect.stringContaining(message) },
    })
  })

  it('that crosses somebody else’s shows both versions, in JSON too', async () => {
    const crossed = { edit: 0, yours: '1', theirs: '2', text: null }
    const of = (conflicts: object[]) => ({ gives: { ...gives, 'config.preview': { ...preview, conflicts } } })
    const found = await failure(['config', 'set', 'postfix/a=2'], of([crossed]))
    expect(found).toMatchObject({
      problem: { kind: 'conflict', code: 'config.crossed', conflicts: [crossed] },
      detail: 'Yours: 1\nTheirs: 2',
    })
    const merged = '<<<<<<< yours\nb\n=======\nc\n>>>>>>> theirs\n'
    const whole = { ...crossed, text: { file: 'postfix/main.cf', present: 'c\n', merged } }
    const dry = await run(['config', 'apply', 'postfix/master.cf', from, '--dry-run'], of([whole]))
    expect(dry.written).toContain(merged)
    expect(dry.exitCode).toBe(6)
  })

  it('that is dangerous comes with the password, or with what only root can read', async () => {
    const hazards = [{ file: 'f', name: 'LoadModule', reason: 'module' }]
    const session = { gives: { ...gives, 'config.preview': { ...preview, hazards } } }
    const asRoot = await run(['config', 'set', 'postfix/a=2'], session)
    expect(asRoot.asked.at(-1)?.[1]).toMatchObject({ rootToken: 'what only root can read' })
    const asPerson = await run(['config', 'set', 'postfix/a=2'], { ...session, ownPassword: 'anna’s' })
    expect(asPerson.asked.at(-1)?.[1]).toMatchObject({ password: 'anna’s' })
    expect(asPerson.asked.at(-1)?.[1]).not.toHaveProperty('rootToken')
    const unasked = { gives: { ...gives, 'config.preview': { ...preview, hazards, unasked: ['apache'] } } }
    const dry = await run(['config', 'set', 'postfix/a=2', '--dry-run'], unasked)
    expect(dry.asked.map(([name, input]) => [name, 'rootToken' in (input as object)])).toEqual([
      ['config.preview', false],
      ['config.preview', true],
    ])
  })

  it('that lets strangers send mail has to be meant', async () => {
    const relay: Preview['relay'] = [{ code: 'noGuard', values: { service: '25/inet', what: '' } }]
    const session = { gives: { ...gives, 'config.preview': { ...preview, relay } } }
    const argv = ['config', 'set', 'postfix/a=2']
    expect(await failure(argv, session)).toMatchObject({ problem: { code: 'notConfirmed' } })
    const typed = await run(argv, { ...session, answers: ['relay'] })
    expect(typed.questions[0]).toContain('25/inet')
    expect(typed.asked.at(-1)?.[1]).toMatchObject({ relay: true })
    const said = await run([...argv, '--allow-relay'], session)
    expect(said.asked.at(-1)?.[1]).toMatchObject({ relay: true })
  })

  it('that waits to be kept says how, and is kept at once with --keep', async () => {
    const waiting = { ...kept, phase: 'countdown', deadline: '2027-01-01T12:00:00.000Z' }
    const session = { gives: { ...gives, 'config.apply': waiting } }
    const { written } = await run(['config', 'set', 'postfix/a=2'], session)
    expect(written).toContain('server-manager config keep')
    const { asked } = await run(['config', 'set', 'postfix/a=2', '--keep'], session)
    expect(asked.at(-1)).toEqual(['config.keep', { change: 'c1' }])
  })

  it('is kept or taken back later', async () => {
    expect((await config('keep')).asked.at(-1)).toEqual(['config.keep', { change: 'c9' }])
    expect((await config('revert')).asked.at(-1)).toEqual(['config.takeBack', { change: 'c9' }])
    expect((await config('revert')).written).toContain('into postfix/main.cf meanwhile stayed')
    const none = { gives: { 'config.state': { change: { id: 'c9', phase: 'kept' } } } }
    expect(await failure(['config', 'keep'], none)).toMatchObject({ problem: { kind: 'refused' } })
    expect((await config('revert', '7')).asked).toEqual([
      ['config.preview', { restore: { number: 7, to: 'before' } }],
      ['config.restore', { number: 7, to: 'before', ...agreed }],
    ])
    expect((await config('revert', '7', '--to')).asked.at(-1)?.[1]).toMatchObject({ to: 'after' })
    expect(await failure(['config', 'revert', 'last'])).toMatchObject({ problem: { kind: 'usage' } })
  })
})

describe('a look', () => {
  it('lists parameters with values, defaults and places, or those that are set', async () => {
    const { written } = await config('list', 'cyrus')
    expect(written).toMatch(/^Parameter +Value +By default +Set in\n/)
    expect(written).toMatch(/\ncyrus\/quotawarn +90 +90 +cyrus\/imapd.conf:2\n/)
    expect(written).toMatch(/\ncyrus\/poptimeout +10m\n/)
    expect((await config('list', 'cyrus', '--set')).written).not.toContain('poptimeout')
    expect((await config('list', '--files')).written).toContain('cyrus/cyrus.conf')
  })

  it('gives a value alone, several by name, the default, and nothing of a secret', async () => {
    expect((await config('get', 'cyrus/quotawarn')).written).toBe('90\n')
    expect((await config('get', 'cyrus/quotawarn', 'cyrus/poptimeout')).written).toBe(
      'cyrus/quotawarn=90\ncyrus/poptimeout=10m\n',
    )
    expect((await config('get', 'proftpd/TimeoutIdle')).written).toBe('(off) 10m\n')
    expect((await config('get', 'postfix/table/bind_pw')).written).toBe('(secret) | (secret)\n')
  })

  it('gives the text of a file, and saves it as it is', async () => {
    expect((await config('get', 'postfix/master.cf')).written).toBe(files['postfix/master.cf'])
    const to = path.join(directory, 'saved')
    await config('get', 'postfix/master.cf', '--save', to)
    expect(readFileSync(to, 'utf8')).toBe(files['postfix/master.cf'])
  })

  it('lists the history and shows what a revision changed', async () => {
    const revision = (number: number) => ({
      ...{ number, at: '2027-01-01T12:00:00.000Z', who: 'anna', note: 'Why', origin: 'console' },
      ...{ outcome: 'reverted', reason: 'postfix: bad\nand more', files: ['postfix/main.cf'] },
    })
    const session = {
      gives: {
        'config.history': { revisions: [revision(8), revision(7)], total: 2 },
        'config.revision': { before: 'a\tb\n', after: 'a\tc\n' },
      },
    }
    const { written } = await run(['config', 'history', '--file', 'postfix/main.cf'], session)
    expect(written).toMatch(/\n8 .*anna +changed here +put back: postfix: bad +postfix\/main.cf +Why\n/)
    const why = { service: 'postfix', code: 'service.unreachable', detail: 'a message does not arrive' }
    const told = { ...revision(9), reason: why }
    const later = await run(['config', 'history'], {
      gives: { 'config.history': { revisions: [told], total: 1 } },
    })
    expect(later.written).toContain('postfix did not do its work any more: a message does not arrive ')
    const diff = await run(['config', 'diff', '7'], session)
    expect(diff.asked.at(-1)).toEqual(['config.revision', { number: 7, file: 'postfix/main.cf' }])
    expect(diff.written).toContain('-a    b\n+a    c\n')
    expect(await failure(['config', 'diff', '9'], session)).toMatchObject({ problem: { kind: 'refused' } })
  })
})
