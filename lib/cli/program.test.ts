import { CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { english, translate } from '@/lib/locales/translate'
import { complaint } from './complaint'
import { usageText } from './program'
import { exitCodeOf, Refusal } from './refusal'
import { failure, run } from './testing-commands'

const t = translate(english)

const user = {
  login: 'anna',
  name: 'Anna Miller',
  mail: 'anna@example.com',
  role: 'user',
  suspended: false,
  hasMailbox: true,
  mustChangePassword: false,
  quota: { usedBytes: 2 ** 20, limitBytes: 2 ** 30 },
  addresses: ['anna@example.com', 'a@example.com'],
  formerAddresses: ['anna@example.org'],
  aliases: ['sales@example.com'],
  ownedAliases: [],
  groupAliases: [],
  forwarding: ['anna@example.net'],
  keepsCopy: true,
  alternateMail: '',
  language: 'de',
  refusesMail: false,
  webClient: false,
  sendsLocalOnly: true,
  receivesLocalOnly: false,
  details: { title: 'Chief', telephoneNumber: '1\n2', mobile: '' },
  container: 'o=example.com,dc=example,dc=com',
}

describe('arguments become the input of an operation:', () => {
  const draft = { container: 'example.com', login: 'anna', lastName: 'Miller' }
  const made = { mailbox: true, standardFolders: true, mustChangePassword: true, details: {} }
  it.each<[string, string[], [string, unknown][]]>([
    ['a domain', ['domain', 'create', 'example.com'], [['domain.create', { name: 'example.com' }]]],
    [
      'a domain with a description',
      ['domain', 'create', 'example.com', '--description', 'Ours'],
      [['domain.create', { name: 'example.com', description: 'Ours' }]],
    ],
    [
      'a description taken away',
      ['domain', 'set', 'example.com', '--description', ''],
      [['domain.update', { name: 'example.com', description: { to: '' } }]],
    ],
    [
      'users of a domain',
      ['user', 'list', '--in', 'example.com'],
      [['user.list', { container: 'example.com' }]],
    ],
    ['all users', ['user', 'list'], [['user.list', {}]]],
    [
      'a user with nothing but a name',
      ['user', 'create', 'anna', '--in', 'example.com', '--last-name', 'Miller', '--password-stdin'],
      [['user.create', { ...draft, ...made, password: 'typed before' }]],
    ],
    [
      'a user with everything said',
      [
        ...['user', 'create', 'anna', '--in', 'example.com', '--last-name', 'Miller', '--first-name', 'Anna'],
        ...['--address', 'a@example.com', '--quota', '2 GB', '--no-mailbox', '--no-standard-folders'],
        ...['--no-must-change', '--password-stdin'],
      ],
      [
        [
          'user.create',
          {
            ...{
              ...draft,
              firstName: 'Anna',
              address: 'a@example.com',
              quota: '2 GB',
              password: 'typed before',
            },
            ...{ mailbox: false, standardFolders: false, mustChangePassword: false, details: {} },
          },
        ],
      ],
    ],
    [
      'only what is changed of a user',
      ['user', 'set', 'anna', '--quota', 'none', '--first-name', ''],
      [
        [
          'user.update',
          {
            ...{ login: 'anna', quota: { to: 'none' }, firstName: { to: '' }, standardFolders: true },
            details: {},
          },
        ],
      ],
    ],
    [
      'a mailbox for a user',
      ['user', 'set', 'anna', '--mailbox', '--no-standard-folders'],
      [['user.update', { login: 'anna', mailbox: { to: 'true' }, standardFolders: false, details: {} }]],
    ],
    [
      'a mailbox with folders in a language',
      ['user', 'set', 'anna', '--mailbox', '--folder-language', 'he'],
      [
        [
          'user.update',
          {
            ...{ login: 'anna', mailbox: { to: 'true' }, standardFolders: true, folderLanguage: 'he' },
            details: {},
          },
        ],
      ],
    ],
    [
      'a user with addresses and a language',
      [
        ...['user', 'create', 'anna', '--in', 'example.com', '--last-name', 'Miller', '--password-stdin'],
        ...['--display-name', 'Änne', '--alternates', 'a@example.com,b@example.com', '--keeps-copy'],
        ...['--forwarding', 'a@x.example', '--alternate-mail', 'a@home.example', '--language', 'de'],
        ...['--folder-language', 'fr'],
      ],
      [
        [
          'user.create',
          {
            ...{ ...draft, ...made, password: 'typed before', displayName: 'Änne', keepsCopy: true },
            ...{ alternates: 'a@example.com,b@example.com', forwarding: 'a@x.example', language: 'de' },
            ...{ alternateMail: 'a@home.example', folderLanguage: 'fr' },
          },
        ],
      ],
    ],
    [
      "somebody's password",
      ['user', 'passwd', 'anna', '--password-stdin', '--no-must-change'],
      [['user.setPassword', { login: 'anna', password: 'typed before', mustChangePassword: false }]],
    ],
    [
      'an alias',
      ['alias', 'create', 'sales@example.com', 'anna', 'ben@example.org'],
      [['alias.create', { address: 'sales@example.com', members: ['anna', 'ben@example.org'] }]],
    ],
    [
      'all members of an alias',
      ['alias', 'set', 'sales@example.com', '--members', 'anna', 'ben'],
      [['alias.update', { address: 'sales@example.com', members: { to: ['anna', 'ben'] } }]],
    ],
    [
      'a part of the audit log',
      ['audit', 'list', '--actor', 'root', '--state', 'failed', '--before', '1:a'],
      [['audit.list', { actor: 'root', state: 'failed', before: '1:a' }]],
    ],
  ])('%s', async (_what, argv, expected) => {
    const gives = { 'user.list': [], 'audit.list': { rows: [], next: null } }
    const { asked } = await run(argv, { gives, lines: ['typed before'] })
    expect(asked).toEqual(expected)
  })

  it('members that come and go, from those that are there', async () => {
    const gives = { 'alias.show': { members: [{ text: 'anna@example.com' }, { text: 'ben@example.com' }] } }
    const argv = ['alias', 'set', 'sales@example.com', '--remove', 'Ben@example.com', '--add', 'cleo']
    expect((await run(argv, { gives })).asked[1]).toEqual([
      'alias.update',
      {
        address: 'sales@example.com',
        members: { from: ['anna@example.com', 'ben@example.com'], to: ['anna@example.com', 'cleo'] },
      },
    ])
    expect(
      await failure(['alias', 'set', 'sales@example.com', '--remove', 'dora'], { gives }),
    ).toBeInstanceOf(Refusal)
  })

  it('global options may stand anywhere', async () => {
    const { written } = await run(['domain', 'list', '--json'], { gives: { 'domain.list': [] } })
    expect(JSON.parse(written)).toEqual([])
    expect(
      JSON.parse((await run(['--json', 'user', 'show', 'anna'], { gives: { 'user.show': user } })).written),
    ).toEqual(user)
  })
})

describe('a password', () => {
  const create = ['user', 'create', 'anna', '--in', 'example.com', '--last-name', 'Miller']

  it('is typed twice at a terminal', async () => {
    const { asked, questions } = await run(create, { answers: ['a new secret', 'a new secret'] })
    expect(asked[0]?.[1]).toMatchObject({ password: 'a new secret' })
    expect(questions).toHaveLength(2)
    expect(await failure(create, { answers: ['a new secret', 'another'] })).toBeInstanceOf(Refusal)
  })

  it('is made up and printed on request, each time another', async () => {
    const first = await run([...create, '--generate-password', '--json'])
    const { password } = JSON.parse(first.written)
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    expect(first.asked[0]?.[1]).toMatchObject({ password })
    expect(JSON.parse((await run([...create, '--generate-password', '--json'])).written).password).not.toBe(
      password,
    )
  })

  it('that was given is never printed', async () => {
    const { written } = await run([...create, '--password-stdin', '--json'], { lines: ['a new secret'] })
    expect(written).not.toContain('a new secret')
  })

  it('is asked for where there is somebody to ask, and there only', async () => {
    const refused = await failure(create)
    expect(refused).toMatchObject({ problem: { kind: 'usage' } })
    expect(await failure([...create, '--password-stdin'], { lines: [] })).toMatchObject({
      problem: { kind: 'usage' },
    })
  })

  it('is no argument of any command', async () => {
    expect(await failure([...create, '--password', 'secret'])).toMatchObject({
      code: 'commander.unknownOption',
    })
    expect(await failure(['user', 'passwd', 'anna', 'secret'])).toMatchObject({
      code: 'commander.excessArguments',
    })
  })

  it('of one’s own is changed with the one signed in with', async () => {
    const { asked } = await run(['user', 'passwd', '--password-stdin'], {
      lines: ['new one 1'],
      ownPassword: 'old one 1',
    })
    expect(asked).toEqual([
      ['self.changePassword', { current: 'old one 1', password: 'new one 1', repeat: 'new one 1' }],
    ])
    expect(await failure(['user', 'passwd', '--password-stdin'], { lines: ['new one 1'] })).toBeInstanceOf(
      Refusal,
    )
  })
})

describe('deleting', () => {
  const empty = { name: 'example.com', contents: { alias: 1 }, hasPostmaster: true, former: 0 }
  const gives = { 'user.show': user, 'domain.show': empty }
  const names = ({ asked }: Awaited<ReturnType<typeof run>>) => asked.map(([name]) => name)

  it('names what is lost and waits for the name to be typed', async () => {
    const done = await run(['user', 'delete', 'anna'], { gives, answers: ['anna'] })
    expect(names(done)).toEqual(['user.show', 'user.delete'])
    expect(done.questions[0]).toContain('1 MB')
    expect(done.questions[0]).toContain('sales@example.com')
    expect(done.questions[0]).toContain('anna@example.org')
    expect(
      names(await run(['domain', 'delete', 'example.com'], { gives, answers: ['example.com'] })),
    ).toEqual(['domain.show', 'domain.delete'])
  })

  it('changes nothing when something else is typed', async () => {
    expect(await failure(['user', 'delete', 'anna'], { gives, answers: ['yes'] })).toMatchObject({
      problem: { code: 'notConfirmed' },
    })
  })

  it('needs --yes where nobody can be asked', async () => {
    expect(await failure(['domain', 'delete', 'example.com'], { gives })).toMatchObject({
      problem: { kind: 'usage' },
    })
    expect(names(await run(['user', 'delete', 'anna', '--yes'], { gives }))).toEqual([
      'user.show',
      'user.delete',
    ])
  })
})

describe('the state of the servers', () => {
  const up = { service: 'slapd', state: 'up', detail: 'answers', milliseconds: 3, processes: 1, neededBy: [] }
  const down = {
    service: 'cyrus',
    state: 'down',
    detail: 'held',
    milliseconds: 2001,
    processes: 9,
    neededBy: [],
  }

  it('ends with 0 when all answer and with 3 when one does not', async () => {
    expect((await run(['service', 'status'], { gives: { 'service.list': [up] } })).exitCode).toBe(0)
    const { exitCode, written } = await run(['service', 'status'], { gives: { 'service.list': [up, down] } })
    expect(exitCode).toBe(3)
    expect(written.split('\n')[2]).toBe('cyrus   down   its main process does not run  2001 ms')
  })

  it.each(['start', 'stop', 'restart', 'reload'])('changes by %s', async (verb) => {
    const { asked } = await run(['service', verb, 'slapd'])
    expect(asked).toEqual([[`service.${verb}`, { service: 'slapd' }]])
  })
})

describe('what people get to read', () => {
  it('shows a user whole', async () => {
    const { written } = await run(['user', 'show', 'anna'], { gives: { 'user.show': user } })
    expect(written.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['Login', 'anna'],
      ['Name', 'Anna Miller'],
      ['Address', 'anna@example.com'],
      ['Other addresses', 'a@example.com'],
      ['Brought from other domains', 'anna@example.org'],
      ['Belongs to', 'example.com'],
      ['Role', 'User'],
      ['State', 'active'],
      ['Mailbox', '1 MB of 1 GB used'],
      ['Member of', 'sales@example.com'],
      ['Goes on to', 'anna@example.net'],
      ['Keeps a copy', 'yes'],
      ['Language', 'de'],
      ['Web client', 'not allowed'],
      ['Sends', 'within this server only'],
      ['Job title', 'Chief'],
      ['Telephone', '1'],
      ['', '2'],
      [''],
    ])
  })

  it('lets no name of somebody reach the terminal’s controls', async () => {
    const gives = { 'user.list': [{ ...user, name: 'Anna\u001b]0;owned\u0007\u202e' }] }
    const { written } = await run(['user', 'list'], { gives })
    expect(written).toContain('Anna\\x1b]0;owned\\x07\\u202e')
    const hostile = { 'user.show': { ...user, name: 'Anna\u001b[2J' } }
    const { questions } = await run(['user', 'delete', 'anna'], { gives: hostile, answers: ['anna'] })
    expect(questions[0]).not.toContain('\u001b')
  })

  it.each([
    [['user', 'show'], 'The argument login is missing.'],
    [['user', 'create', 'anna'], 'The option --in <place> is missing.'],
    [['domain', 'list', '--nonsense'], 'There is no option --nonsense.'],
    [['nonsense'], 'There is no command nonsense.'],
    [['user', 'list', '--in'], 'The option --in <place> needs a value.'],
    [
      ['admin', 'grant', 'anna', '--role', 'king'],
      '--role <role> is one of: administrator, domain-administrator, group-administrator.',
    ],
    [['domain', 'list', 'a', 'b'], 'There are too many arguments.'],
  ])('%j: %s', async (argv, sentence) => {
    const error = await failure(argv)
    expect(error).toBeInstanceOf(CommanderError)
    expect(usageText(error as CommanderError, t)).toBe(sentence)
  })

  it('offers the values of an option in words of the language alone', async () => {
    let help = ''
    await failure(['admin', 'grant', '--help'], { onHelp: (text) => (help += text) })
    expect(help).toMatch(/What kind of administrator:\s+administrator,\s+domain-administrator/)
    expect(help).not.toContain('choices')
  })

  it('says what a server said line by line, and writes out line breaks of other values', () => {
    const problem = { kind: 'failed', message: 'It failed: port 21 is taken\nbye\n', fields: {} } as const
    const said = (code: 'config.reverted' | 'login.taken') => complaint({ ...problem, code }).split('\n')
    expect(said('config.reverted')).toEqual(['server-manager: It failed: port 21 is taken', '  bye'])
    expect(said('login.taken')).toEqual([String.raw`server-manager: It failed: port 21 is taken\nbye\n`])
  })

  it('names each faulty value like its option', () => {
    const named = { 'firstName.to': 'A fault.', container: 'Another.', 'details.l.to': 'A third.' }
    const fields = { ...named, 'changes.0.id': 'A fourth.', 'changes.0.rights': 'A fifth.' }
    const problem = {
      kind: 'invalid',
      code: 'input.invalid',
      message: 'Please check the marked fields.',
      fields,
    } as const
    expect(complaint(problem).split('\n')).toEqual([
      'server-manager: Please check the marked fields.',
      '  first-name: A fault.',
      '  in: Another.',
      '  locality: A third.',
      '  who: A fourth.',
      '  rights: A fifth.',
    ])
  })
})

it.each([
  ['invalid', 'input.invalid', 2],
  ['conflict', 'login.taken', 6],
  ['failed', 'service.start', 1],
  ['unavailable', 'service.unreachable', 3],
  ['notFound', 'access.notFound', 4],
  ['denied', 'access.denied', 4],
  ['denied', 'access.wrong', 5],
  ['throttled', 'access.throttled', 5],
  ['mustChangePassword', 'access.mustChange', 5],
] as const)('%s %s ends with %i', (kind, code, exitCode) => {
  expect(exitCodeOf({ kind, code, message: '', fields: {} })).toBe(exitCode)
})
