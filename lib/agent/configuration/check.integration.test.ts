/** What the servers say of files that are not theirs yet; nothing of it stays, and nothing of theirs changes. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { testInstance } from '@/lib/instance/testing'
import { type CheckedFile, check } from './check'
import { faultsOf } from './check-cyrus'
import { read } from './slapd-store'
import { clearStages } from './stage'

const shared = testInstance()
/** Others check on the same mail server at the same time: the copies made here have a place of their own. */
const paths = { ...shared.paths, configurationStage: `${shared.paths.run}/stage-of-check-tests` }
const instance = { ...shared, paths }
afterAll(() => rmSync(paths.configurationStage, { recursive: true, force: true }))

const files = {
  'postfix/main.cf': ['postfix', 'main.cf'],
  'postfix/master.cf': ['postfix', 'master.cf'],
  'postfix/aliases.cf': ['postfix', 'main.cf'],
  'cyrus/imapd.conf': ['cyrus', 'imapd.conf'],
  'cyrus/submission.conf': ['cyrus', 'imapd.conf'],
  'cyrus/cyrus.conf': ['cyrus', 'cyrus.conf'],
  'apache/apache2.conf': ['apache', 'apache'],
  'apache/console.conf': ['apache', 'apache'],
  'proftpd.conf': ['proftpd', 'proftpd'],
  'slapd/cn=config': ['slapd', 'cn=config'],
} as const satisfies Record<string, [CheckedFile['service'], CheckedFile['format']]>
type Name = keyof typeof files

const now = async (file: Name) =>
  file === 'slapd/cn=config'
    ? Buffer.from(await read(instance)).toString()
    : readFileSync(path.join(paths.etc, file), 'utf8')

/** The check of files that have been changed so. */
async function checked(changes: Partial<Record<Name, (text: string) => string>>) {
  const wanted = await Promise.all(
    (Object.entries(changes) as [Name, (text: string) => string][]).map(async ([file, change]) => {
      const before = await now(file)
      const after = change(before)
      if (after === before) throw new Error(`${file} has not changed`)
      const [service, format] = files[file]
      return { file, service, format, bytes: Buffer.from(after) }
    }),
  )
  return check(instance, wanted, (text) => text)
}

const messagesOf = async (file: Name, change: (text: string) => string) =>
  (await checked({ [file]: change })).messages
const adding = (line: string) => (text: string) => `${text}${line}\n`

describe('a check', () => {
  it('has nothing to say of what the servers take, for all of them at once', async () => {
    // Others make containers private meanwhile, which slapd writes down below slapd.d.
    const snapshot = () =>
      readdirSync(paths.etc, { recursive: true, withFileTypes: true })
        .filter(({ parentPath, name }) => !path.join(parentPath, name).startsWith(paths.slapdConfig))
        .map((one) => {
          const { mtimeMs, ino } = statSync(path.join(one.parentPath, one.name))
          return `${one.parentPath}/${one.name} ${mtimeMs} ${ino}`
        })
    const mailLog = () => readFileSync(`${paths.log}/maillog`, 'utf8')
    const [before, slapdBefore, logged] = [snapshot(), await now('slapd/cn=config'), mailLog().length]
    const { messages } = await checked({
      'postfix/main.cf': adding('message_size_limit = 20000000'),
      'postfix/master.cf': (text) => text.replace('- - smtpd', '- - smtpd -o smtpd_timeout=30s'),
      'postfix/aliases.cf': (text) => text.replace('timeout = 20', 'timeout = 21'),
      'cyrus/imapd.conf': (text) => text.replace('quotawarn: 90', 'quotawarn: 80'),
      'cyrus/cyrus.conf': (text) => text.replace('listen=', 'maxchild=7 listen='),
      'apache/apache2.conf': (text) => text.replace('Timeout 60', 'Timeout 61'),
      'proftpd.conf': adding('Umask 027'),
      'slapd/cn=config': (text) => text.replace('olcAttributeOptions', 'olcThreads: 8\nolcAttributeOptions'),
    })
    expect(messages).toEqual([])
    expect(snapshot()).toEqual(before)
    expect(await now('slapd/cn=config')).toBe(slapdBefore)
    expect(mailLog().slice(logged)).not.toMatch(/postfix-script|stage-of-check-tests/)
    expect(readdirSync(paths.configurationStage)).toEqual([])
  })

  it.each<[Name, (text: string) => string, RegExp]>([
    ['postfix/main.cf', adding('nonsense'), /line \d+: missing '='/],
    ['postfix/main.cf', adding('message_size_limit = large'), /^message_size_limit: Please give a size/],
    ['postfix/master.cf', adding('broken inet n'), /bad field count/],
    ['cyrus/imapd.conf', adding('timeout: 5x'), /^fatal error: .*'5x' for timeout|^timeout: /],
    ['cyrus/imapd.conf', adding('anysievefolder: maybe'), /non-switch value for anysievefolder/],
    ['cyrus/submission.conf', adding('anysievefolder: maybe'), /non-switch value/],
    ['cyrus/imapd.conf', adding('nonsense'), /invalid option name/],
    ['cyrus/cyrus.conf', adding('nonsense'), /^line \d+: nonsense$/],
    ['apache/apache2.conf', adding('Nonsense on'), /Invalid command 'Nonsense'/],
    ['apache/console.conf', adding('Nonsense on'), /line 4 of apache\/console\.conf.*Invalid command/],
    ['proftpd.conf', adding('Nonsense on'), /unknown configuration directive 'Nonsense'/],
    ['proftpd.conf', adding('Umask 999'), /^Umask: |not a valid umask/],
    [
      'slapd/cn=config',
      (text) => text.replace(/olcDbIndex: mail.*/, 'olcDbIndex: nosuch eq'),
      /"?nosuch"? undefined/,
    ],
    ['slapd/cn=config', adding('olcNonsense: 1'), /olcNonsense|objectClass|attribute/i],
    ['slapd/cn=config', adding('nonsense'), /would read this value in another way: nonsense/],
  ])('names a fault of %s', async (file, change, expected) => {
    const messages = await messagesOf(file, change)
    const errors = messages.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ text }) => text).join('\n')).toMatch(expected)
    for (const message of errors) expect(message).toMatchObject({ file, service: files[file][0] })
    for (const { text } of messages) expect(text).not.toContain(paths.etc)
    for (const { text } of messages) expect(text).not.toContain(paths.configurationStage)
  })

  it('warns of what Cyrus does not know', async () => {
    expect(await messagesOf('cyrus/imapd.conf', adding('nosuchoption: 1'))).toEqual([
      {
        ...{ service: 'cyrus', file: 'cyrus/imapd.conf', severity: 'warning' },
        text: 'unknown option nosuchoption',
      },
    ])
  })

  it('tells what would decide about relaying for each port, with its own options and classes, and warns of the rest', async () => {
    const { postfix, messages } = await checked({
      'postfix/main.cf': (text) =>
        `${text.replace(/^mynetworks =.*/m, 'mynetworks = $office')}office = 192.0.2.0/24\nsmtpd_restriction_classes = few\nfew = permit_mynetworks\nno_such_parameter = 1\n`,
    })
    expect(postfix.map(({ service }) => service)).toEqual(
      [instance.ports.smtp, instance.ports.submission].map((port) => `127.0.0.1:${port}/inet`),
    )
    expect(messages).toEqual([
      {
        ...{ service: 'postfix', file: 'postfix/main.cf', severity: 'warning' },
        text: expect.stringMatching(/unused parameter: no_such_parameter/),
      },
    ])
    const [smtp, submission] = postfix.map(({ values }) => values)
    expect(smtp).toMatchObject({
      mynetworks: '192.0.2.0/24',
      smtpd_sasl_auth_enable: 'no',
      few: 'permit_mynetworks',
    })
    expect(smtp?.smtpd_relay_restrictions).toBe('reject_unauth_destination')
    expect(submission?.smtpd_relay_restrictions).toBe('permit_sasl_authenticated,reject')
    expect(submission?.smtpd_sender_restrictions).toContain('reject_sender_login_mismatch')
    expect(submission?.smtpd_sasl_auth_enable).toBe('yes')
    expect((await checked({ 'proftpd.conf': adding('Umask 027') })).postfix).toEqual([])
  })

  it('leaves no copies of passwords behind, and clears those of an agent that was killed', async () => {
    mkdirSync(`${paths.configurationStage}/left/postfix`, { recursive: true })
    writeFileSync(`${paths.configurationStage}/left/postfix/aliases.cf`, 'bind_pw = x')
    await clearStages(instance)
    expect(existsSync(paths.configurationStage)).toBe(false)
    await messagesOf('proftpd.conf', adding('Nonsense on'))
    expect(readdirSync(paths.configurationStage)).toEqual([])
  })
})

describe('cyrus.conf', () => {
  const faults = (...lines: string[]) =>
    faultsOf({ bytes: Buffer.from(`SERVICES {\n imap cmd="imapd" listen="143"\n${lines.join('\n')}\n}\n`) })

  it.each([
    [' pop3 listen="110"', 'line 3, pop3: no cmd'],
    [' pop3 cmd="pop3d"', 'line 3, pop3: no listen'],
    [' imap cmd="imapd" listen="144"', 'line 3, imap: imap is or listens there already'],
    [' imap2 cmd="imapd" listen="127.0.0.1:143"', 'line 3, imap2: imap is or listens there already'],
    [' pop3 cmd="pop3d" listen="110" maxchild=many', 'line 3, pop3: maxchild is no number'],
    [' pop3 cmd="pop3d" listen="110" prefork=-1', 'line 3, pop3: prefork is no number'],
    [' what is this', 'line 3: what is this'],
    ['}\nOTHER {', 'line 4: section OTHER'],
    ['}\nEVENTS {\n a cmd="b"', 'line 5, a: neither period nor at'],
    ['}\nSTART {\n a', 'line 5, a: no cmd'],
  ])('may not have %s', (line, fault) => {
    expect(faults(line)).toEqual([fault])
  })

  it('may have the rest', () => {
    expect(
      faults(' sock cmd="x" listen="/run/x"', ' udp cmd="x" listen="143" proto="udp"', ' # why', ''),
    ).toEqual([])
    expect(faultsOf({ bytes: Buffer.from('SERVICES {\n') })).toEqual(['a section does not end'])
    expect(faultsOf({ bytes: readFileSync('/etc/cyrus.conf') })).toEqual([])
    expect(faultsOf({ bytes: readFileSync(paths.cyrusConf) })).toEqual([])
  })
})
