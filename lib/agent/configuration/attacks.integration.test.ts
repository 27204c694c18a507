/** Whoever owns the web process has the agent's socket: what can be had there without a person's password. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE_USER, readSecret } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { testInstance } from '@/lib/instance/testing'

const instance = testInstance()
const { paths } = instance

type Answer = { ok: boolean; result?: Record<string, unknown>; error?: { code: string } }

/** Frames to the socket and back, with nothing of ours in between. */
const SCRIPT = `
const [, socket] = process.argv
const requests = JSON.parse(require('fs').readFileSync(0, 'utf8'))
const ask = (request) => new Promise((resolve, reject) => {
  const json = Buffer.from(JSON.stringify(request))
  const head = Buffer.alloc(4)
  head.writeUInt32BE(json.length)
  const pieces = []
  require('net').connect(socket)
    .on('connect', function () { this.write(Buffer.concat([head, json])) })
    .on('data', (piece) => pieces.push(piece))
    .on('close', () => resolve(JSON.parse(Buffer.concat(pieces).subarray(4))))
    .on('error', reject)
})
;(async () => {
  const answers = []
  for (const request of requests) answers.push(await ask(request))
  console.log(JSON.stringify(answers))
})()`

async function asWebProcess(requests: unknown[]): Promise<Answer[]> {
  const { code, stdout, stderr } = await runProgram(
    instance.programs.node,
    ['-e', SCRIPT, paths.agentSocket],
    { user: systemUser(CONSOLE_USER), input: JSON.stringify(requests) },
  )
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

const files = [
  ...['postfix/main.cf', 'postfix/master.cf', 'postfix/aliases.cf', 'cyrus/imapd.conf', 'cyrus/cyrus.conf'],
  'postfix/domains.cf',
  ...['apache/apache2.conf', 'proftpd.conf'],
]
const contents = () => files.map((file) => readFileSync(path.join(paths.etc, file), 'utf8'))

const present = new Map<string, { hash: string; text: string }>()
let before: string[]
beforeAll(async () => {
  before = contents()
  const reads = files.map((file) => ({ verb: 'configuration.read', arguments: { file } }))
  for (const [i, { result }] of (await asWebProcess(reads)).entries())
    present.set(files[i] ?? '', { hash: String(result?.hash), text: String(result?.text) })
})
afterAll(() => expect(contents()).toEqual(before))

const request = (verb: string, file: string, change: (text: string) => string, more = {}) => {
  const { hash = '', text = '' } = present.get(file) ?? {}
  const after = change(text)
  expect(after).not.toBe(text)
  return { verb, arguments: { files: [{ file, hash, text: after }], ...more } }
}

const plan = {
  ...{ costs: {}, countdown: 0, who: 'admin', note: '', origin: 'console' },
}
const proofs = [null, { login: 'admin', password: '' }, { root: '' }]
/** Nobody may more than root; others change the manager's password meanwhile. */
const right = { root: readSecret(instance, 'root-proof') }

/** What the agent says to the change without a password and with none that is right. */
async function refusals(
  file: string,
  change: (text: string) => string,
  offered: readonly unknown[] = proofs,
): Promise<(string | undefined)[]> {
  const answers = await asWebProcess(
    offered.map((proof) => request('configuration.apply', file, change, { ...plan, proof })),
  )
  return answers.map(({ error }) => error?.code)
}

const adding = (lines: string) => (text: string) => `${text}${lines}\n`
const pipe = (program: string) => adding(`evil unix - n n - - pipe\n  user=cyrus argv=${program}`)
const log = (place: string) => adding(`CustomLog "${place}" common`)
const command = (words: string) => (text: string) => text.replace(/cmd="imapd[^"]*"/, `cmd="${words}"`)
const module = (file: string) => adding(`LoadModule evil_module ${file}`)

describe('as the web process, without the password', () => {
  it.each([
    ['a pipe', 'postfix/master.cf', pipe('/usr/lib/cyrus/bin/deliver')],
    ['a log', 'apache/apache2.conf', log(`${paths.log}/other.log`)],
    ['a command', 'cyrus/cyrus.conf', command(`imapd -U 9 -C ${paths.imapdConf}`)],
    ['a module', 'apache/apache2.conf', module('/usr/lib/apache2/modules/mod_status.so')],
    ['a path', 'cyrus/imapd.conf', adding(`tls_server_cert: ${paths.cyrusConfig}/x.crt`)],
    ['a user', 'proftpd.conf', (text: string) => text.replace('User proftpd', 'User www-data')],
    [
      'who is told a password',
      'postfix/aliases.cf',
      (text: string) => text.replace('127.0.0.1', '127.0.0.2'),
    ],
    ['what is not known', 'postfix/main.cf', adding('debugger_command =')],
    ['relaying for many domains', 'postfix/main.cf', adding('relay_domains = com')],
    ['trust in a network', 'postfix/main.cf', adding('mynetworks = 192.0.2.0/24')],
    ['where notices go', 'postfix/main.cf', adding('bounce_notice_recipient = a@elsewhere.example')],
    ['passwords in the clear', 'cyrus/imapd.conf', adding('lmtp_allowplaintext: yes')],
    [
      'relaying by a table',
      'postfix/main.cf',
      (text: string) => text.replace(/^virtual_mailbox_domains.*$/m, 'virtual_mailbox_domains = static:x'),
    ],
  ])('%s that the list allows does not change', async (_what, file, change) => {
    expect(await refusals(file, change)).toEqual(proofs.map(() => 'config.password'))
  })

  it('who may send mail through the server is looked at, and not asked about when it stays narrow', async () => {
    const domains = [instance.domain.toUpperCase(), 'example.net', 'inline:{example=x}']
    const filter = (text: string) => text.replace(/^query_filter.*$/m, 'query_filter = (objectClass=*)')
    const answers = await asWebProcess([
      ...domains.map((name) =>
        request('configuration.check', 'postfix/main.cf', adding(`relay_domains = ${name}`), { proof: null }),
      ),
      request('configuration.check', 'postfix/domains.cf', filter, { proof: null }),
    ])
    const hazard = { file: 'postfix/main.cf', name: 'relay_domains', reason: 'statement' }
    expect(answers.map(({ result }) => result?.hazards)).toEqual([
      [],
      [hazard],
      [hazard],
      [{ file: 'postfix/domains.cf', name: 'query_filter', reason: 'statement' }, hazard],
    ])
    const [none, one, many] = answers.map(({ result }) => JSON.stringify(result?.relay))
    expect(none).toBe('[]')
    expect(one).toContain('{"code":"relayed","values":{"service":')
    expect(many).toContain('{"code":"domains","values":{"service":')
  })

  it('a statement is named once, whatever else is to be said of it', async () => {
    const open = (text: string) =>
      text
        .replace(/^mynetworks =.*$/m, 'mynetworks = 0.0.0.0/0')
        .replace(/^(smtpd_relay_restrictions =)/m, '$1 permit_mynetworks,')
    const [answer] = await asWebProcess([
      request('configuration.check', 'postfix/main.cf', open, { proof: right }),
    ])
    const hazards = answer?.result?.hazards
    expect(hazards).toHaveLength(2)
    for (const name of ['mynetworks', 'smtpd_relay_restrictions'])
      expect(hazards).toContainEqual(expect.objectContaining({ name }))
  })

  it('no secret is said with what strangers could do', async () => {
    const secret = 's3cret-in-a-table'
    const change = (text: string) =>
      text.replace(
        /^smtpd_relay_restrictions.*$/m,
        `smtpd_relay_restrictions = check_client_access inline:{password=${secret}}, reject_unauth_destination`,
      )
    const [answer] = await asWebProcess([
      request('configuration.check', 'postfix/main.cf', change, { proof: null }),
    ])
    expect(JSON.stringify(answer?.result?.relay)).toContain('inline:{password=(kept secret)}')
    expect(JSON.stringify(answer)).not.toContain(secret)
  })

  it('no beginning of a secret is said either, wherever an answer is cut', async () => {
    const [kept, own] = [readSecret(instance, 'mta'), 's3cret-in-a-banner']
    const refused = [150, 160, 170, 180].map((length) =>
      request(
        'configuration.check',
        'proftpd.conf',
        (text) => text.replace(/^LDAPBindDN .*? "/m, `LDAPBindDN "/etc/${'x'.repeat(length)}" "`),
        { proof: null },
      ),
    )
    const quoted = [388, 395].map((length) => {
      const line = `smtpd_banner = ${'x'.repeat(length)} password=${own}`
      return request('configuration.check', 'postfix/main.cf', adding(`${line}\nsmtpd_banner = x`), {
        proof: null,
      })
    })
    const answers = await asWebProcess([...refused, ...quoted])
    for (const { result } of answers.slice(0, refused.length))
      expect(result).toMatchObject({ refused: [{ name: 'LDAPBindDN' }] })
    const warning = { severity: 'warning', text: expect.stringContaining('smtpd_banner=xxx') }
    for (const { result } of answers.slice(refused.length))
      expect(result).toMatchObject({ messages: expect.arrayContaining([expect.objectContaining(warning)]) })
    const said = JSON.stringify(answers)
    for (const secret of [kept, own]) expect(said).not.toContain(secret.slice(0, 4))
  })

  it.each([
    ['a pipe', 'postfix/master.cf', pipe('/bin/sh -c id')],
    ['a service with a comment in it', 'postfix/master.cf', adding('evil unix n - n\n# why\n  1 0 ../../x')],
    [
      'a pipe in braces',
      'postfix/master.cf',
      adding('evil unix - n n - - pipe {user=nobody} {argv=sh} -c {id}'),
    ],
    [
      'an option in braces',
      'postfix/master.cf',
      adding('9 inet n - n - - smtpd {-o} {mynetworks=0.0.0.0/0}'),
    ],
    ['a log', 'apache/apache2.conf', log('|/bin/sh -c id')],
    ['a command', 'cyrus/cyrus.conf', command('/bin/sh -c id')],
    ['a module', 'apache/apache2.conf', module('/tmp/evil.so')],
    ['a module that runs programs', 'apache/apache2.conf', module('/usr/lib/apache2/modules/mod_cgi.so')],
    ['a log in the place of a file', 'apache/apache2.conf', log(`${paths.postfixConfig}/master.cf`)],
    [
      'an expression that reads a file',
      'apache/apache2.conf',
      adding('Header always set X "expr=%{file:etc/passwd}"'),
    ],
    ['an environment', 'postfix/main.cf', adding(`import_environment = LD_PRELOAD=${paths.ftp}/anna/x.so`)],
    ['a module of an uploaded file', 'apache/apache2.conf', adding(`Include ${paths.ftp}/anna/evil.conf`)],
    ['a path', 'cyrus/imapd.conf', adding('tls_server_key: /etc/shadow')],
    ['a path of the console', 'postfix/main.cf', adding(`alias_maps = hash:${paths.consoleData}/x`)],
    ['a directory of programs', 'postfix/main.cf', adding('daemon_directory = /tmp')],
    ['a user', 'proftpd.conf', (text: string) => text.replace('User proftpd', 'User root')],
  ])('%s that it does not allow is refused, and no server is asked about it', async (_what, file, change) => {
    const offered = [...proofs, right]
    expect(await refusals(file, change, offered)).toEqual(offered.map(() => 'config.refused'))
    const [checked] = await asWebProcess([request('configuration.check', file, change, { proof: right })])
    expect(checked?.result).toMatchObject({ messages: [], relay: [], refused: [{ file }] })
  })

  it('a server is asked nothing about what needs the password', async () => {
    const file = 'apache/apache2.conf'
    const [harmless, hazard] = [adding('ErrorDocument 999 "no such answer"'), adding('NoSuchDirective on')]
    const answers = await asWebProcess(
      [
        [harmless, null] as const,
        ...[null, { login: 'admin', password: '' }, { root: '' }, right].map(
          (proof) => [hazard, proof] as const,
        ),
      ].map(([change, proof]) => request('configuration.check', file, change, { proof })),
    )
    const said = (text: RegExp) => [expect.objectContaining({ file, text: expect.stringMatching(text) })]
    expect(answers.map(({ result, error }) => error?.code ?? [result?.unasked, result?.messages])).toEqual([
      [[], expect.arrayContaining(said(/999/))],
      [['apache'], []],
      ...['config.password', 'config.password'],
      [[], said(/Invalid command 'NoSuchDirective'/)],
    ])
  })

  it('no other file is read or written, whatever it is called', async () => {
    const names = [
      ...[
        '../secrets/console',
        'postfix/../secrets/console',
        'secrets/console',
        'saslauthd.conf',
        '/etc/shadow',
      ],
      ...[
        '../instance.json',
        'apache/tls.key',
        './proftpd.conf',
        'postfix//main.cf',
        'slapd.d/cn=config.ldif',
      ],
      ...['postfix', '', 'postfix/main.cf\0', 'configuration-allowed.json', 'cyrus/annotations.def'],
    ]
    const answers = await asWebProcess(
      names.flatMap((file) => {
        const wish = { files: [{ file, hash: '0'.repeat(64), text: 'x' }] }
        return [
          { verb: 'configuration.read', arguments: { file } },
          { verb: 'configuration.check', arguments: { ...wish, proof: null } },
          { verb: 'configuration.apply', arguments: { ...plan, proof: null, ...wish } },
        ]
      }),
    )
    for (const { error } of answers) expect(['agent.refused', 'config.noFile']).toContain(error?.code)
  })

  it('no field is taken that is not known, or has another form', async () => {
    const file = 'proftpd.conf'
    const wish = { file, ...present.get(file) }
    const request = { ...plan, proof: null, files: [wish] }
    const answers = await asWebProcess(
      [
        ['configuration.read', { file, secrets: true }],
        ['configuration.read', { file: [file] }],
        ['configuration.apply', { ...request, force: true }],
        ['configuration.apply', { ...request, files: [{ ...wish, mode: 0o777 }] }],
        ['configuration.apply', { ...request, files: [] }],
        ['configuration.apply', { ...request, costs: { sshd: 'restart' } }],
        ['configuration.apply', { ...request, countdown: 100_000 }],
        ['configuration.apply', { ...request, who: 'a\nb' }],
        ['configuration.apply', { ...request, proof: { login: 'admin' } }],
        ['configuration.keep', { change: '../../x' }],
        ['configuration.revision', { number: 1, file: '../../etc/passwd' }],
      ].map(([verb, args]) => ({ verb, arguments: args })),
    )
    expect(answers.map(({ error }) => error?.code)).toEqual(answers.map(() => 'agent.refused'))
  })
})
