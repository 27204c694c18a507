import net from 'node:net'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { withNames } from './names.mjs'
import { nodeFault } from './node-version.mjs'
import { readStartOptions } from './options.mjs'
import { isFullName, machineFaults, presentFaults, wishFaults } from './preflight.mjs'

const wish = { hostname: 'mail.example.com', domain: 'example.com', portBase: 45_000, directory: '/nowhere' }

const GB = 1024 ** 3
const fine = { isRoot: () => true, isDebian: () => true, free: () => 4 * GB }
const at = { directory: '/nowhere/at/all' }

describe('a machine', () => {
  it('needs root, Debian and room, and says of each in a sentence that it is missing', () => {
    expect(machineFaults(at, fine)).toEqual([])
    expect(machineFaults(at, { isRoot: () => false, isDebian: () => false, free: () => GB })).toEqual([
      'Server Manager runs mail servers and must be started as root.',
      'This is not Debian: the mail servers are installed with apt-get.',
      '/ has 1024 MB left; 3072 MB are needed.',
    ])
  })

  it.each(['20.18.3', '18.20.0', '9.0.0'])('needs a later Node than %s', (version) => {
    expect(nodeFault(version)).toBe(`Server Manager needs Node 20.19 or later; this is ${version}.`)
  })

  it.each(['20.19.0', '22.1.0', '24.0.0-pre'])('is content with Node %s', (version) => {
    expect(nodeFault(version)).toBeUndefined()
  })
})

describe('a new instance', () => {
  it('needs a host name with a domain, and says so in a sentence', () => {
    expect(wishFaults(wish)).toEqual([])
    expect(wishFaults({ ...wish, hostname: 'mail' })).toEqual([
      'The host name mail has no domain: give a full one, such as --hostname mail.example.com.',
    ])
    // The domain that was proposed for it.
    expect(wishFaults({ ...wish, hostname: 'mail', domain: 'mail' })).toHaveLength(1)
    expect(wishFaults({ ...wish, domain: 'example' })).toHaveLength(1)
  })

  it('needs ports that nobody has, and is told who has one', async () => {
    const busy = net.createServer()
    const port = await new Promise((resolve) => {
      busy.listen(0, '127.0.0.1', () => resolve(busy.address().port))
    })
    // IMAP's is the port base + 143.
    const faults = wishFaults({ ...wish, portBase: port - 143 })
    busy.close()
    const [sentence] = faults.filter((fault) => fault.includes(`Port ${port} `))
    expect(sentence).toMatch(
      new RegExp(`^Port ${port} is in use by .+ \\(process ${process.pid}\\); --port-base moves all ports`),
    )
  })

  it('is asked for its names where somebody can answer, with proposals that Enter takes', async () => {
    expect(await answering(['mx.firm.example', ''])).toMatchObject({
      hostname: 'mx.firm.example',
      domain: 'firm.example',
      asked: [expect.stringMatching(/^Host name \[.+\..+\]: $/), 'Mail domain [firm.example]: '],
    })
    expect(await answering([' MX.Firm.Example. ', 'post.example'])).toMatchObject({
      hostname: 'mx.firm.example',
      domain: 'post.example',
    })
    const given = await answering(['other.example'], { hostname: 'mail.given.example' })
    expect(given.asked).toEqual(['Mail domain [given.example]: '])
    expect(given).toMatchObject({ hostname: 'mail.given.example', domain: 'other.example' })
  })

  it('takes the proposals where nobody can answer, and says so', async () => {
    const told = []
    const streams = { stdin: new PassThrough(), stdout: new PassThrough() }
    const options = await withNames({ hostname: 'mail.x.example' }, (line) => told.push(line), streams)
    expect(options).toEqual({ hostname: 'mail.x.example', domain: 'x.example' })
    expect(told).toEqual(['Mail domain: x.example (nothing else was given)'])
  })

  it.each(['a.b', 'mail.example.com', 'x1.xn--mnchen-3ya.example'])('can be called %s', (name) => {
    expect(isFullName(name)).toBe(true)
  })

  it.each([
    'mail',
    'mail.',
    '.example.com',
    '-a.example',
    'a_b.example',
    '10.0.0.1',
    'a b.example',
    'ä.example',
  ])('cannot be called %s', (name) => {
    expect(isFullName(name)).toBe(false)
  })
})

describe('an instance that is there', () => {
  const present = { hostname: 'mail.example.com', domain: 'example.com', ports: { ldap: 10_389 } }
  const wished = (...argv) => presentFaults(readStartOptions(['--name', 'first', ...argv]), present)

  it('is started as it is', () => {
    expect(wished()).toEqual([])
    expect(wished('--hostname', 'MAIL.example.com.', '--port-base', '10000')).toEqual([])
  })

  it.each([
    ['--hostname', 'mx.example.com', 'hostname mail.example.com'],
    ['--domain', 'example.net', 'domain example.com'],
    ['--port-base', '20000', 'ports already (LDAP is 10389)'],
  ])('does not become one with %s %s', (option, value, fault) => {
    expect(wished(option, value)).toEqual([
      `The instance first has ${option === '--port-base' ? 'its' : 'the'} ${fault}; --name makes another one.`,
    ])
  })
})

describe('the options of npm start', () => {
  it('name the instance and its directory', () => {
    const options = readStartOptions(['--name', 'second', '--port-base', '20000', '--demo'])
    expect(options).toMatchObject({
      directory: '/var/lib/server-manager/second',
      portBase: 20_000,
      demo: true,
    })
  })

  it.each([
    ['--port-base', 'many'],
    ['--port-base', '65000'],
    ['--port-base', '0'],
    ['--port-base', '900'],
    ['--port-base', '-5'],
    ['--name', '../etc'],
    ['--nonsense'],
    ['word'],
  ])('are refused in a sentence when they are %s %s', (...argv) => {
    expect(() => readStartOptions(argv)).toThrow(/^[^\n]+\.$/)
  })
})

/** What somebody at a terminal gets to read, and what comes of the answers. */
async function answering(answers, given = {}) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  for (const stream of [stdin, stdout]) stream.isTTY = true
  const asked = []
  stdout.on('data', (piece) => {
    const [question] = /\w[\w ]+ \[.*\]: $/.exec(String(piece)) ?? []
    if (!question || asked.includes(question)) return
    asked.push(question)
    stdin.write(`${answers[asked.length - 1]}\n`)
  })
  const { hostname, domain } = await withNames(given, () => {}, { stdin, stdout })
  return { hostname, domain, asked }
}
