/** The configuration files of the run's instance, as the agent gives them to the web process. */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { callAgent } from '@/lib/adapters/agent'
import { CONSOLE_USER, readSecret } from '@/lib/instance/instance'
import { systemUser } from '@/lib/instance/system-users'
import { testInstance } from '@/lib/instance/testing'

const instance = testInstance()
const { etc, agentSocket } = instance.paths
const secrets = (['mta', 'proxy', 'cyrus', 'slapd-config'] as const).map((name) => readSecret(instance, name))

describe('configuration files', () => {
  it('are given byte for byte apart from their secrets', async () => {
    const { files } = await callAgent(agentSocket, 'configuration.files', {})
    expect(files.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        ...['apache/apache2.conf', 'apache/console.conf', 'cyrus/cyrus.conf', 'cyrus/imapd.conf'],
        ...['cyrus/directory.conf', 'cyrus/submission.conf', 'postfix/main.cf', 'postfix/master.cf'],
        ...['postfix/domains.cf', 'postfix/sasl/smtpd.conf', 'proftpd.conf', 'slapd/cn=config'],
      ]),
    )
    for (const { file, hash, size } of files) {
      const read = await callAgent(agentSocket, 'configuration.read', { file })
      expect(read.hash).toBe(hash)
      for (const secret of secrets) expect(read.text.includes(secret), file).toBe(false)
      expect(read.text, file).not.toContain('{SSHA}')
      if (file === 'slapd/cn=config') continue
      const text = readFileSync(`${etc}/${file}`, 'utf8')
      const shown = secrets.reduce((rest, secret) => rest.replaceAll(secret, '(kept secret)'), text)
      expect(read.text, file).toBe(shown)
      expect(statSync(`${etc}/${file}`).size).toBe(size)
    }
  })

  it('that others include are files of the server’s own directory, and nothing else', async () => {
    const conf = `${etc}/apache/apache2.conf`
    const before = readFileSync(conf)
    const more = ['own.conf', 'tls.key', '../secrets/mta', '../proftpd.conf', 'link.conf', '/etc/passwd']
    const long = '# größer als ein Megabyte\n'.repeat(40_000)
    writeFileSync(`${etc}/apache/own.conf`, long)
    symlinkSync('/etc/passwd', `${etc}/apache/link.conf`)
    try {
      writeFileSync(conf, `${before}${more.map((name) => `IncludeOptional ${name}\n`).join('')}`)
      const { files } = await callAgent(agentSocket, 'configuration.files', {})
      const names = files.map(({ file }) => file).filter((file) => file.startsWith('apache/'))
      expect(names.sort()).toEqual(['apache/apache2.conf', 'apache/console.conf', 'apache/own.conf'])
      const { text } = await callAgent(agentSocket, 'configuration.read', { file: 'apache/own.conf' })
      expect(text === long).toBe(true)
    } finally {
      writeFileSync(conf, before)
      for (const name of ['own.conf', 'link.conf']) rmSync(`${etc}/apache/${name}`)
    }
  })
})

describe('as the web process’s user on the raw socket', () => {
  it('no other file is read or written, whatever it is called', async () => {
    const names = [
      ...['../instance.json', '/etc/passwd', 'postfix/../secrets/mta', 'secrets/mta', 'apache/tls.key'],
      ...['./proftpd.conf', 'postfix//main.cf', 'slapd.d/cn=config.ldif', 'postfix', '', 'postfix/main.cf\0'],
      ...['configuration-allowed.json', 'cyrus/annotations.def'],
    ]
    const hash = '0'.repeat(64)
    const wishes = names.map((file) => ({ file, hash, text: 'x' }))
    const answers = rawly([
      ...names.map((file): Asked => ['configuration.read', { file }]),
      ...wishes.map((wish): Asked => ['configuration.check', { files: [wish] }]),
      ...wishes.map((wish): Asked => ['configuration.apply', request({ files: [wish] })]),
    ])
    for (const { error } of answers) expect(['agent.refused', 'config.noFile']).toContain(error?.code)
  })

  it('no field is taken that is not known, and none is left out', async () => {
    const { hash, text } = await callAgent(agentSocket, 'configuration.read', { file: 'proftpd.conf' })
    const wish = { file: 'proftpd.conf', hash, text }
    const answers = rawly([
      ['configuration.read', { file: 'proftpd.conf', secrets: true }],
      ['configuration.read', { file: ['proftpd.conf'] }],
      ['configuration.apply', { ...request({ files: [wish] }), force: true }],
      ['configuration.apply', request({ files: [{ ...wish, mode: 0o777 }] })],
      ['configuration.apply', request({ files: [], costs: { sshd: 'restart' } })],
      ['configuration.apply', request({ files: [wish], countdown: 100_000 })],
      ['configuration.apply', request({ files: [wish], who: 'a\nb' })],
      ['configuration.apply', request({ files: [wish], proof: { login: 'admin' } })],
      ['configuration.keep', { change: '../../x' }],
      ['configuration.revision', { number: 1, file: '../../etc/passwd' }],
    ])
    for (const { error } of answers) expect(error?.code).toBe('agent.refused')
  })

  it('what starts programs, loads modules or leads outside needs a password, and outside the list nothing helps', async () => {
    const attacks: [file: string, edit: (text: string) => string][] = [
      ['postfix/master.cf', (text) => `${text}evil unix - n n - - pipe user=nobody argv=/bin/sh -c id\n`],
      ['apache/apache2.conf', (text) => `${text}CustomLog "|/bin/sh -c id" common\n`],
      ['cyrus/cyrus.conf', (text) => text.replace('EVENTS {', 'EVENTS {\n  evil cmd="/bin/sh" period=1')],
      ['apache/apache2.conf', (text) => `${text}LoadModule evil_module /tmp/evil.so\n`],
      ['cyrus/imapd.conf', (text) => `${text}sievedir: /root\n`],
      ['proftpd.conf', (text) => `${text}SystemLog /etc/cron.d/evil\n`],
    ]
    const proof = { login: 'admin', password: readFileSync(instance.paths.firstPassword, 'utf8').trim() }
    for (const [file, edit] of attacks) {
      const before = readFileSync(`${etc}/${file}`)
      const { hash, text } = await callAgent(agentSocket, 'configuration.read', { file })
      const files = [{ file, hash, text: edit(text) }]
      const answers = rawly([
        ['configuration.apply', request({ files })],
        ['configuration.apply', request({ files, proof })],
        ['configuration.check', { files }],
      ])
      const [without, withPassword, checked] = answers
      expect(['config.refused', 'config.password'], file).toContain(without?.error?.code)
      expect(withPassword?.error?.code, file).toBe('config.refused')
      expect(checked?.result?.refused, file).not.toEqual([])
      expect(readFileSync(`${etc}/${file}`).equals(before), file).toBe(true)
    }
  })
})

const request = (more: object) => ({
  ...{ costs: {}, countdown: 0, who: 'web', note: '', origin: 'console', proof: null },
  ...more,
})

type Asked = [verb: string, args: unknown]
type Answer = { ok: boolean; error?: { code: string }; result?: { refused: unknown[] } }

/** What the agent answers to the web process's user, who speaks to its socket without any of our code. */
function rawly(requests: Asked[]): Answer[] {
  const script = `
    const net = require('node:net')
    const ask = (request) => new Promise((resolve, reject) => {
      const body = Buffer.from(JSON.stringify(request))
      const header = Buffer.alloc(4)
      header.writeUInt32BE(body.length)
      const heard = []
      const socket = net.connect({ path: process.argv[1] })
      socket.on('connect', () => socket.write(Buffer.concat([header, body])))
      socket.on('data', (piece) => heard.push(piece))
      socket.on('error', reject)
      socket.on('close', () => resolve(JSON.parse(Buffer.concat(heard).subarray(4))))
    })
    void (async () => {
      const answers = []
      for (const [verb, args] of JSON.parse(require('node:fs').readFileSync(0))) answers.push(await ask({ verb, arguments: args }))
      console.log(JSON.stringify(answers))
    })()`
  const { uid, gid } = systemUser(CONSOLE_USER)
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs']
  const said = execFileSync('setpriv', [...identity, process.execPath, '-e', script, agentSocket], {
    input: JSON.stringify(requests),
    encoding: 'utf8',
  })
  return JSON.parse(said)
}
