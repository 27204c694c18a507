/** The servers of an instance together: mail comes in, is sorted by the directory, and is read; strangers are refused. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSecret } from './instance'
import { mustRun, runProgram } from './program'
import { imapTalk, mailQueue, receivedMail, runLdapTool, sendMail, testInstance } from './testing'
import { until } from './until'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `stack-${tag}.example`
const other = `other-${tag}.example`
const suffix = instance.suffix
const anna = { login: `anna-${tag}`, password: 'correct horse 1' }
const bert = { login: `bert-${tag}`, password: 'battery staple 2' }
const cyrusAdmin = { login: 'cyrus', password: readSecret(instance, 'cyrus') }

beforeAll(async () => {
  await addDomain(domain)
  await addDomain(other)
  await addAccount(anna, domain)
  await addAccount(bert, other)
  const answers = await imapTalk(
    cyrusAdmin,
    [anna, bert].map(({ login }) => `CREATE user/${login}`),
  )
  expect(answers.join('')).not.toMatch(/ (NO|BAD) /)
})

describe('mail', () => {
  it('submitted with a login arrives in the INBOX of an account added with ldapadd', async () => {
    const subject = `arrives ${tag}`
    const sent = await sendMail({ to: at(anna), from: at(bert, other), as: bert, subject, body: 'Grüße' })
    expect(sent.stdout).toContain('250 2.0.0 Ok')
    expect(await receivedMail(anna, subject)).toContain(`From: ${at(bert, other)}`)
  })

  it('from outside is taken for an own address on the smtp port', async () => {
    const subject = `inbound ${tag}`
    expect((await sendMail({ to: at(anna), from: 'someone@elsewhere.test', subject })).code).toBe(0)
    expect(await receivedMail(anna, subject)).toBeDefined()
  })

  it('for an alias reaches each member once, through nested aliases too', async () => {
    const account = (login: string, where: string) => `uid=${login},o=${where},${suffix}`
    await runLdapTool('ldapadd', alias('inner', [account(anna.login, domain), account(bert.login, other)]))
    const inner = `cn=inner,o=${domain},${suffix}`
    await runLdapTool('ldapadd', alias('outer', [inner, account(anna.login, domain)]))
    const subject = `alias ${tag}`
    expect((await sendMail({ to: `outer@${domain}`, from: 'a@elsewhere.test', subject })).code).toBe(0)
    expect(await receivedMail(anna, subject)).toBeDefined()
    expect(await receivedMail(bert, subject)).toBeDefined()
    expect(await countIn(anna, subject)).toBe(1)
  })

  it('for an unknown recipient is refused with 550', async () => {
    const { code, stdout } = await sendMail({ to: `nobody@${domain}`, from: 'a@elsewhere.test' })
    expect(code).toBe(24)
    expect(stdout).toMatch(/550 5\.1\.1/)
  })

  it('for an account without a mailbox is refused with 550', async () => {
    const clerk = { login: `clerk-${tag}`, password: 'no mailbox at all' }
    await addAccount(clerk, domain, { smMailbox: 'FALSE' })
    expect((await sendMail({ to: at(clerk), from: 'a@elsewhere.test' })).stdout).toMatch(/550 5\.1\.1/)
  })

  it('for the name between Postfix and Cyrus is refused: it is no address', async () => {
    const sent = await sendMail({ to: `${anna.login}@mailstore.invalid`, from: 'a@elsewhere.test' })
    expect(sent.stdout).toMatch(/554 5\.1\.1|550 5\.1\.1/)
  })

  it('is not taken into a domain by an entry of another domain', async () => {
    const thief = { login: `thief-${tag}`, password: 'not your domain' }
    await addAccount(thief, other, { mailLocalAddress: `claimed@${domain}` })
    expect((await sendMail({ to: `claimed@${domain}`, from: 'a@elsewhere.test' })).stdout).toMatch(
      /550 5\.1\.1/,
    )
  })

  it('for elsewhere is not relayed without a login', async () => {
    const { code, stdout } = await sendMail({ to: 'someone@elsewhere.test', from: at(anna) })
    expect(code).toBe(24)
    expect(stdout).toMatch(/554 5\.7\.1 .*Relay access denied/)
    expect((await mailQueue()).map((entry) => entry.sender)).not.toContain(at(anna))
  })

  it('on the submission port needs a login', async () => {
    const { ports } = instance
    const argv = [
      '--server',
      '127.0.0.1',
      '--port',
      String(ports.submission),
      '--from',
      at(anna),
      '--to',
      at(anna),
    ]
    expect((await runProgram('swaks', argv)).stdout).toMatch(/554 5\.7\.1/)
  })

  it('with the address of somebody else as sender is refused on submission', async () => {
    const foreign = await sendMail({ to: at(bert, other), from: at(bert, other), as: anna })
    expect(foreign.stdout).toMatch(/553 5\.7\.1 .*not owned by user/)
    const outside = await sendMail({ to: at(bert, other), from: 'boss@elsewhere.test', as: anna })
    expect(outside.stdout).toMatch(/553 5\.7\.1 .*not owned by user/)
  })

  it('that Sieve redirects and its vacation replies leave with the first sender, signed in', async () => {
    const script = `require ["vacation"];\nredirect :copy "${at(bert, other)}";\nvacation :addresses "${at(anna)}" "away ${tag}";`
    await activateSieve(anna, script.replace('require ["vacation"]', 'require ["vacation", "copy"]'))
    const subject = `sieve ${tag}`
    expect((await sendMail({ to: at(anna), from: at(bert, other), as: bert, subject })).code).toBe(0)
    expect(await receivedMail(bert, subject)).toContain(`To: ${at(anna)}`)
    expect(await receivedMail(bert, `Auto: ${subject}`)).toContain(`away ${tag}`)
  })
})

describe('a suspended account', () => {
  const carla = { login: `carla-${tag}`, password: 'soon suspended' }

  it('can sign in nowhere, and its mail still comes in', async () => {
    await addAccount(carla, domain)
    await imapTalk(cyrusAdmin, [`CREATE user/${carla.login}`])
    expect((await imapTalk(carla, ['NOOP']))[0]).toMatch(/OK/)
    await setStatus('suspended')
    expect((await imapTalk(carla, []))[0] ?? 'refused').not.toMatch(/^t0 OK/m)
    const submitted = await sendMail({ to: at(anna), from: at(carla), as: carla })
    expect(submitted.stdout).toMatch(/535 5\.7\.8/)
    expect((await ftp(carla)).code).toBe(67)
    const subject = `kept ${tag}`
    expect((await sendMail({ to: at(carla), from: at(anna), as: anna, subject })).code).toBe(0)
    await setStatus('active')
    expect(await receivedMail(carla, subject)).toBeDefined()
  })

  async function setStatus(status: string) {
    const dn = `uid=${carla.login},o=${domain},${suffix}`
    await runLdapTool(
      'ldapmodify',
      `dn: ${dn}\nchangetype: modify\nreplace: smAccountStatus\nsmAccountStatus: ${status}\n`,
    )
  }
})

describe('a login', () => {
  it('is the whole login: with a domain behind it, it is nobody', async () => {
    const disguised = { login: `${anna.login}@${other}`, password: anna.password }
    expect((await imapTalk(disguised, []))[0] ?? '').not.toMatch(/^t0 OK/m)
    expect((await sendMail({ to: at(anna), from: at(anna), as: disguised })).code).not.toBe(0)
  })

  it('counts everywhere with its new password as soon as it is changed', async () => {
    const dora = { login: `dora-${tag}`, password: 'the old password' }
    await addAccount(dora, domain)
    await imapTalk(cyrusAdmin, [`CREATE user/${dora.login}`])
    expect((await imapTalk(dora, []))[0]).toMatch(/^t0 OK/m)
    const dn = `uid=${dora.login},o=${domain},${suffix}`
    const change = `dn: ${dn}\nchangetype: modify\nreplace: userPassword\nuserPassword: the new password\n`
    await runLdapTool('ldapmodify', change)
    expect((await imapTalk(dora, []))[0] ?? '').not.toMatch(/^t0 OK/m)
    const renewed = { ...dora, password: 'the new password' }
    expect((await imapTalk(renewed, []))[0]).toMatch(/^t0 OK/m)
    expect((await sendMail({ to: at(anna), from: at(dora), as: renewed })).code).toBe(0)
  })
})

describe('FTP', () => {
  it('lets people into a directory of their own with their password only', async () => {
    const file = `hello-${tag}.txt`
    expect((await ftp(anna, ['-T', '-', `/${file}`], 'hello')).code).toBe(0)
    expect((await ftp(anna, [])).stdout).toContain(file)
    expect((await ftp(bert, [])).stdout).not.toContain(file)
    expect((await ftp({ ...anna, password: 'wrong' })).code).toBe(67)
    expect(readFileSync(`${instance.paths.ftp}/${anna.login}/${file}`, 'utf8')).toBe('hello')
  })
})

describe('HTTPS', () => {
  it('shows a certificate that is marked as a demonstration and names the host', async () => {
    const text = await mustRun('openssl', 'openssl', [
      'x509',
      '-noout',
      '-text',
      '-in',
      instance.paths.tlsCertificate,
    ])
    expect(text).toContain('Demonstration certificate')
    expect(text).toContain(`DNS:${instance.hostname}`)
  })
})

function at({ login }: { login: string }, where = domain): string {
  return `${login}@${where}`
}

function alias(name: string, members: string[]): string {
  const lines = ['objectClass: smAlias', 'objectClass: inetLocalMailRecipient', `cn: ${name}`]
  return [
    `dn: cn=${name},o=${domain},${suffix}`,
    ...lines,
    `mailLocalAddress: ${name}@${domain}`,
    ...members.map((member) => `member: ${member}`),
    '',
  ].join('\n')
}

async function addDomain(name: string): Promise<void> {
  const classes = ['organization', 'domainRelatedObject', 'smContainer'].map(
    (name) => `objectClass: ${name}\n`,
  )
  await runLdapTool(
    'ldapadd',
    `dn: o=${name},${suffix}\n${classes.join('')}o: ${name}\nassociatedDomain: ${name}\n`,
  )
}

async function addAccount(
  { login, password }: { login: string; password: string },
  where: string,
  more: Record<string, string> = {},
): Promise<void> {
  const address = `${login}@${where}`
  const { mailLocalAddress, ...rest } = more
  const attributes = {
    ...{ uid: login, cn: login, sn: login, mail: address, mailHost: instance.hostname },
    ...{ smAccountStatus: 'active', smMailbox: 'TRUE', userPassword: password, ...rest },
  }
  const addresses = [address, ...(mailLocalAddress ? [mailLocalAddress] : [])]
  const lines = [
    `dn: uid=${login},o=${where},${suffix}`,
    ...['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'].map((name) => `objectClass: ${name}`),
    ...addresses.map((value) => `mailLocalAddress: ${value}`),
    ...Object.entries(attributes).map(([name, value]) => `${name}: ${value}`),
  ]
  await runLdapTool('ldapadd', `${lines.join('\n')}\n`)
}

async function countIn(who: typeof anna, subject: string): Promise<number> {
  await until(async () => (await mailQueue()).length === 0, 30_000)
  const [, , found = ''] = await imapTalk(who, ['SELECT INBOX', `SEARCH HEADER SUBJECT "${subject}"`])
  return /^\* SEARCH([ \d]*)/m.exec(found)?.[1]?.trim().split(' ').length ?? 0
}

function ftp({ login, password }: typeof anna, argv: string[] = [], input = '') {
  const [upload, source, name = '/'] = argv
  const action = upload && source ? [upload, source] : ['--list-only']
  const url = `ftp://127.0.0.1:${instance.ports.ftp}${name}`
  return runProgram('curl', ['--silent', '--show-error', '--user', `${login}:${password}`, ...action, url], {
    input,
  })
}

/** RFC 5804. timsieved takes one command at a time. */
async function activateSieve({ login, password }: typeof anna, script: string): Promise<void> {
  const plain = Buffer.from(`\0${login}\0${password}`).toString('base64')
  const commands = [
    `AUTHENTICATE "PLAIN" "${plain}"`,
    `PUTSCRIPT "main" {${Buffer.byteLength(script)}+}\r\n${script}`,
    'SETACTIVE "main"',
  ]
  const socket = net.connect({ host: '127.0.0.1', port: instance.ports.sieve })
  let answer = ''
  for await (const chunk of socket.setEncoding('utf8')) {
    answer += chunk
    if (!/^(OK|NO|BYE)\b.*\r\n$/m.test(answer)) continue
    expect(answer).toMatch(/^OK\b/m)
    answer = ''
    const command = commands.shift()
    if (command === undefined) break
    socket.write(`${command}\r\n`)
  }
  socket.destroy()
}
