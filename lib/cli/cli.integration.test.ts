/** The command line as a program, on real servers; what it did is asked of slapd and Cyrus by other programs. */
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Preview } from '@/lib/configuration/views'
import { readSecret } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { ldapTool } from '@/lib/instance/slapd/testing'
import {
  imapTalk,
  ldapValues,
  receivedMail,
  runLdapTool,
  sendMail,
  testInstance,
} from '@/lib/instance/testing'
import { commandLineOf } from './testing'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `cli-${tag}.example`
const domainDn = `o=${domain},${instance.suffix}`
const password = 'a long secret 1'

const { run, must } = commandLineOf(instance)
const newUser = (login: string, ...more: string[]) =>
  must(['user', 'create', login, '--in', domain, '--last-name', 'Miller', '--password-stdin', ...more], {
    input: `${password}\n`,
  })
const userDn = (login: string) => `uid=${login},${domainDn}`
const cyrus = () => ({ login: 'cyrus', password: readSecret(instance, 'cyrus') })

beforeAll(async () => {
  await must(['domain', 'create', domain])
})

describe('root', () => {
  it('makes, changes and deletes a domain', async () => {
    const name = `other-${tag}.example`
    const dn = `o=${name},${instance.suffix}`
    await must(['domain', 'create', name, '--description', 'Büro 東京'])
    expect(await ldapValues(dn, 'associatedDomain')).toEqual([name])
    expect(await ldapValues(dn, 'description')).toEqual(['Büro 東京'])
    expect((await must(['domain', 'list'])).stdout).toMatch(new RegExp(`^${name} +Büro 東京$`, 'm'))
    expect((await must(['domain', 'show', name])).stdout).toMatch(/^Aliases +1$/m)
    await must(['domain', 'set', name, '--description', ''])
    expect(await ldapValues(dn, 'description')).toEqual([])
    expect((await run(['domain', 'delete', name])).code).toBe(2)
    await must(['domain', 'delete', name, '--yes'])
    await expect(ldapValues(dn, 'o')).rejects.toThrow('No such object')
  })

  it('makes, shows, changes and deletes a user with the mailbox', async () => {
    const login = `anna-${tag}`
    await newUser(login, '--first-name', 'Änne', '--quota', '5 MB', '--no-must-change')
    expect(await ldapValues(userDn(login), 'cn')).toEqual(['Änne Miller'])
    const [, quota] = await imapTalk({ login, password }, ['GETQUOTAROOT INBOX'])
    expect(quota).toContain('STORAGE 0 5120')
    const shown = (await must(['user', 'show', login])).stdout
    expect(shown).toMatch(/^Name +Änne Miller$/m)
    expect((await must(['user', 'list', '--in', domain])).stdout).toContain(`${login}@${domain}`)

    await must([
      'user',
      'set',
      login,
      '--last-name',
      'Meier',
      '--quota',
      '1 GB',
      '--address',
      `a.${login}@${domain}`,
    ])
    expect(await ldapValues(userDn(login), 'mail')).toEqual([`a.${login}@${domain}`])
    expect(await ldapValues(userDn(login), 'sn')).toEqual(['Meier'])
    expect((await imapTalk({ login, password }, ['GETQUOTAROOT INBOX']))[1]).toContain('STORAGE 0 1048576')

    await must(['user', 'delete', login, '--yes'])
    await expect(ldapValues(userDn(login), 'uid')).rejects.toThrow('No such object')
    expect((await imapTalk(cyrus(), [`LIST "" user/${login}`]))[1]).not.toContain('* LIST')
  })

  it('sets a password that counts for mail at once', async () => {
    const login = `pass-${tag}`
    await newUser(login)
    const { json } = await must(['user', 'passwd', login, '--generate-password', '--json'])
    const made = json<{ password: string }>().password
    expect((await imapTalk({ login, password }, []))[0]).toContain(' NO ')
    expect((await imapTalk({ login, password: made }, []))[0]).toContain(' OK ')
  })

  it('sets the password of the manager who forgot it', async () => {
    await must(['user', 'passwd', 'admin', '--password-stdin'], { input: 'known again 1\n' })
    const dn = `uid=admin,o=${instance.domain},${instance.suffix}`
    expect((await ldapTool(instance, 'ldapwhoami', { dn, password: 'known again 1' })).stdout).toContain(dn)
    expect(await ldapValues(dn, 'pwdReset')).toEqual([])
  })

  it('makes an alias that delivers, changes and deletes it', async () => {
    const login = `ali-${tag}`
    const address = `list-${tag}@${domain}`
    await newUser(login, '--no-must-change')
    await must(['alias', 'create', address, login, 'elsewhere@example.net', '--description', 'All of us'])
    const dn = `cn=list-${tag},${domainDn}`
    expect(await ldapValues(dn, 'member')).toEqual([userDn(login)])
    expect(await ldapValues(dn, 'rfc822MailMember')).toEqual(['elsewhere@example.net'])
    await must(['alias', 'set', address, '--remove', 'elsewhere@example.net'])
    expect(await ldapValues(dn, 'rfc822MailMember')).toEqual([])
    await sendMail({ to: address, from: 'friend@example.net', subject: `to-${tag}` })
    expect(await receivedMail({ login, password }, `to-${tag}`)).toContain('Hello')
    expect((await must(['alias', 'show', address])).stdout).toContain(`${login}@${domain}`)
    expect((await must(['alias', 'list', '--in', domain])).stdout).toContain(address)
    await must(['alias', 'delete', address, '--yes'])
    await expect(ldapValues(dn, 'cn')).rejects.toThrow('No such object')
  })

  it('makes folders, gives rights to them, limits them and brings them back', async () => {
    const [owner, reader] = [`olga-${tag}`, `rita-${tag}`]
    for (const login of [owner, reader]) await newUser(login, '--no-must-change')
    const box = `user/${owner}`
    const made = await must(['folder', 'create', 'Pläne', '--in', box, '--type', 'tasks', '--json'])
    expect(made.json()).toEqual({ name: `${box}/Pläne` })
    expect((await must(['folder', 'list', box])).stdout).toMatch(/\/Pläne +Tasks +0 +0 /m)
    await must(['acl', 'set', `${box}/Pläne`, reader, 'reader', '--below'])
    const seen = `"Other Users/${owner}/Pl&AOQ-ne"`
    const rights = async () => (await imapTalk({ login: reader, password }, [`MYRIGHTS ${seen}`]))[1]
    expect(await rights()).toMatch(/ lrs\r/)
    expect((await must(['acl', 'why', `${box}/Pläne`, reader])).stdout).toMatch(/^By name +lrs$/m)
    await must(['quota', 'set', `${box}/Pläne`, '5 MB'])
    const [, quota] = await imapTalk({ login: owner, password }, ['GETQUOTAROOT "Pl&AOQ-ne"'])
    expect(quota).toContain('STORAGE 0 5120')
    await must(['folder', 'delete', `${box}/Pläne`, '--yes'])
    expect(await rights()).toContain(' NO ')
    await must(['folder', 'restore', `${box}/Pläne`])
    expect(await rights()).toMatch(/ lrs\r/)
    await must(['acl', 'remove', `${box}/Pläne`, reader])
    expect(await rights()).toContain(' NO ')
    expect((await run(['acl', 'set', `${box}/Pläne`, owner, 'none'])).stderr).toContain(owner)
    expect((await run(['folder', 'show', `${box}/Plan`])).code).toBe(4)
    expect((await must(['quota', 'show', '--in', domain])).stdout).toContain(owner)
  })

  it('is in the audit log as root, without the password', async () => {
    const login = `seen-${tag}`
    await newUser(login, '--no-mailbox')
    const { json, stdout } = await must(['audit', 'list', '--target', login, '--json'])
    const [row] = json<{ rows: Record<string, unknown>[] }>().rows
    expect(row).toMatchObject({ actor: 'root', face: 'command', operation: 'user.create', state: 'done' })
    expect(stdout).not.toContain(password)
    expect((await must(['audit', 'list', '--target', login])).stdout).toMatch(/root +command +user\.create/)
  })

  it('reads in the own language why something was refused', async () => {
    const login = `stays-${tag}`
    await newUser(login, '--no-mailbox')
    expect((await run(['domain', 'delete', domain, '--yes'])).code).toBe(6)
    const german = { environment: { LC_ALL: 'de_DE.UTF-8' } }
    const { stdout } = await must(['audit', 'list', '--target', domain, '--state', 'failed'], german)
    expect(stdout).toMatch(/fehlgeschlagen: Die Domain ist nicht leer\..*stays-/)
  })

  it('acts as a person with --login, with that person’s rights', async () => {
    const login = `small-${tag}`
    await newUser(login, '--no-must-change')
    const as = ['--login', login, '--password-stdin']
    expect((await run([...as, 'domain', 'list'], { input: password })).code).toBe(4)
    expect((await run([...as, 'domain', 'list'], { input: 'wrong' })).code).toBe(5)
  })
})

describe('what is printed', () => {
  it('arrives whole at a reader who takes a moment', async () => {
    const late = '"$0" "$@" | (sleep 1; cat)'
    const command = [process.execPath, path.resolve('bin/server-manager'), 'completion', 'fish']
    const environment = { SERVER_MANAGER_INSTANCE: instance.directory }
    const { stdout } = await runProgram('/bin/sh', ['-c', late, ...command], { environment })
    // More than a pipe holds.
    expect(stdout.length).toBeGreaterThan(2 ** 16)
    expect(stdout).toBe((await must(['completion', 'fish'])).stdout)
  }, 15_000)
})

describe('errors', () => {
  it('name the field and come in the language of the terminal', async () => {
    const argv = ['user', 'create', 'Not A Login', '--in', domain, '--last-name', 'X', '--password-stdin']
    const { code, stderr, stdout } = await run(argv, { input: 'short' })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^ {2}login: A login consists of/m)
    expect(stderr).toMatch(/^ {2}password: A password has at least 8/m)
    const german = { LC_ALL: 'de_DE.UTF-8' }
    expect((await run(['user', 'show', `nobody-${tag}`], { environment: german })).stderr).toMatch(
      /gibt|existiert/,
    )
  })

  it('are JSON with --json', async () => {
    const { code, stderr, stdout } = await run(['domain', 'create', domain, '--json'])
    expect({ code, stdout }).toEqual({ code: 6, stdout: '' })
    expect(JSON.parse(stderr)).toMatchObject({
      ok: false,
      problem: { kind: 'conflict', code: 'domain.taken', fields: { name: expect.any(String) } },
    })
  })

  it('tell a domain that is not there from a mistake in the arguments', async () => {
    expect((await run(['domain', 'show', 'nowhere.example'])).code).toBe(4)
    expect((await run(['domain', 'shew', 'nowhere.example'])).code).toBe(2)
    expect((await run(['domain', 'list', '--instance', '/nonexistent'])).code).toBe(3)
  })

  it('take an instance by its name', async () => {
    const elsewhere = { environment: { SERVER_MANAGER_INSTANCE: '' } }
    const { code, stdout } = await run(['domain', 'list', '--instance', instance.name], elsewhere)
    expect(code).toBe(0)
    expect(stdout).toContain(domain)
  })
})

describe('a system user who is not root', () => {
  const login = `boss-${tag}`
  const as = (...argv: string[]) => ['--login', login, '--password-stdin', ...argv]

  beforeAll(async () => {
    await newUser(login, '--no-must-change')
    const entry = `dn: ${userDn(login)}\nchangetype: modify\nadd: smRole\nsmRole: domainAdministrator\n-\n`
    await runLdapTool('ldapmodify', `${entry}add: smManages\nsmManages: ${domainDn}\n-\n`)
  })

  it('does with login and password what the person may do', async () => {
    const made = `made-${tag}`
    const create = as('user', 'create', made, '--in', domain, '--last-name', 'Made', '--json')
    const ran = await must(create, { as: 'nobody', input: `${password}\nanother secret 2\n` })
    expect(ran.json()).toMatchObject({ login: made, mail: `${made}@${domain}` })
    expect(await ldapValues(userDn(made), 'uid')).toEqual([made])
    expect((await imapTalk({ login: made, password: 'another secret 2' }, []))[0]).toContain(' OK ')
    const { json } = await must(['audit', 'list', '--target', made, '--json'])
    expect(json<{ rows: unknown[] }>().rows[0]).toMatchObject({
      actor: login,
      face: 'command',
      address: 'local',
    })
  })

  it('does not see what is outside, and may not what the person may not', async () => {
    const domains = await must(as('domain', 'list', '--json'), { as: 'nobody', input: password })
    expect(domains.json<{ name: string }[]>().map(({ name }) => name)).toEqual([domain])
    expect((await run(as('user', 'show', 'admin'), { as: 'nobody', input: password })).code).toBe(4)
    expect((await run(as('audit', 'list'), { as: 'nobody', input: password })).code).toBe(4)
  })

  it('is told a field’s fault like root', async () => {
    const argv = as('user', 'set', login, '--address', `me@elsewhere.example`)
    const { code, stderr } = await run(argv, { as: 'nobody', input: password })
    expect(code).toBe(2)
    expect(stderr).toContain(`  address: The address must be in the domain ${domain}.`)
  })

  it('gets nowhere with a wrong password or without a login', async () => {
    expect((await run(as('domain', 'list'), { as: 'nobody', input: 'wrong' })).code).toBe(5)
    expect((await run(['domain', 'list'], { as: 'nobody' })).code).toBe(2)
  })

  it('has to change a password that was set by somebody else, and can', async () => {
    const fresh = `fresh-${tag}`
    await newUser(fresh)
    const own = (...argv: string[]) => ['--login', fresh, '--password-stdin', ...argv]
    expect((await run(own('domain', 'list'), { as: 'nobody', input: password })).code).toBe(5)
    await must(own('user', 'passwd'), { as: 'nobody', input: `${password}\nmy very own 3\n` })
    expect((await imapTalk({ login: fresh, password: 'my very own 3' }, []))[0]).toContain(' OK ')
  })

  it('cannot read the secrets, so that there is no other way in', async () => {
    const { code } = await runProgram('cat', [instance.paths.secret('console')], {
      user: { uid: 65534, gid: 65534 },
    })
    expect(code).not.toBe(0)
  })
})

describe('the configuration of the servers', () => {
  const asPerson = ['--login', 'nobody-here', '--password-stdin']

  it('is looked at, and a change of it as well, without making it', async () => {
    const { stdout } = await must(['config', 'get', 'cyrus/quotawarn', 'postfix/myhostname'])
    expect(stdout).toBe(`cyrus/quotawarn=90\npostfix/myhostname=${instance.hostname}\n`)
    const saved = path.join(tmpdir(), `cyrus-${tag}.conf`)
    await must(['config', 'get', 'cyrus/cyrus.conf', '--save', saved])
    expect(readFileSync(saved, 'utf8')).toBe(readFileSync(instance.paths.cyrusConf, 'utf8'))
    rmSync(saved)

    const looked = await must(['config', 'set', 'cyrus/quotawarn=80', 'cyrus/timeout=45m', '--dry-run'])
    expect(looked.stdout).toContain('\n-quotawarn: 90\n+quotawarn: 80\n')
    expect(looked.stdout).toContain('\n+timeout: 45m\n')
    expect(readFileSync(instance.paths.imapdConf, 'utf8')).toContain('quotawarn: 90')
    const asJson = (
      await must(['config', 'set', 'cyrus/quotawarn=80', '--dry-run', '--json'])
    ).json<Preview>()
    expect(asJson).toMatchObject({ costs: [{ service: 'cyrus', cost: 'reload' }], faults: [] })
  })

  it('takes no value that is none, nothing that is not there, and nobody who may not', async () => {
    const wrong = await run(['config', 'set', 'cyrus/quotawarn=101'])
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('At most 100 is possible.')])
    expect((await run(['config', 'set', 'cyrus/quotawarn=90'])).code).toBe(1)
    expect((await run(['config', 'get', 'cyrus/nonsense'])).code).toBe(4)
    expect((await run(['config', 'keep'])).code).toBe(1)
    expect((await run([...asPerson, 'config', 'list'], { input: 'wrong\n' })).code).toBe(5)
  })
})

it('is found through a link from anywhere', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'server-manager-link-'))
  try {
    symlinkSync(path.resolve('bin/server-manager'), path.join(directory, 'sm'))
    const { code, stdout } = await runProgram(path.join(directory, 'sm'), ['domain', 'list', '--json'], {
      environment: {
        SERVER_MANAGER_INSTANCE: instance.directory,
        PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
      },
    })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: domain }))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
