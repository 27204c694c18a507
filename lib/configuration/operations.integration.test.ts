/**
 * Changing the configuration through the console: what is refused beside its field, what two people and an editor do to
 * the same files, what strangers and stored data have to do with it, and what the record says afterwards.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { commandLineOf, installCommandLine } from '@/lib/cli/testing'
import { readSecret } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { runLdapTool } from '@/lib/instance/testing'
import { type OwnInstance, ownInstance } from '@/lib/worker/testing'
import { parameters } from './catalogue'
import { idOf, parameterOf } from './fields/id'
import {
  applyConfiguration,
  keepConfiguration,
  listConfiguration,
  listConfigurationHistory,
  previewConfiguration,
  restoreConfiguration,
  showConfigurationFile,
  showConfigurationRevision,
  showConfigurationState,
  takeBackConfiguration,
} from './operations'
import type { Edit, FieldEdit, Preview } from './views'

const root = { kind: 'root' } as const
const PASSWORD = 'to be repaired 1'
let own: OwnInstance
let chief: Caller
const file = (name: string) => `${own.instance.paths.etc}/${name}`
const text = (name: string) => readFileSync(file(name), 'utf8')

beforeAll(async () => {
  own = await ownInstance()
  await own.addUser('chief', 'north.example')
  const caller = await own.caller('chief')
  const dn = `uid=chief,o=north.example,${own.instance.suffix}`
  await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\nadd: smRole\nsmRole: administrator\n`)
  chief = caller
})
afterAll(() => own?.remove())

const set = (field: string, value: string, more: object = {}): FieldEdit => ({
  field,
  change: 'set',
  value,
  ...more,
})
const look = (edits: Edit[], caller: Caller = root, more: object = {}) =>
  perform(caller, previewConfiguration, { edits, ...more })
const hashesOf = ({ files }: Preview) => files.map(({ file, hash }) => ({ file, hash }))
const apply = (edits: Edit[], preview: Preview, more: object = {}, caller: Caller = root) =>
  perform(caller, applyConfiguration, { edits, hashes: hashesOf(preview), countdown: 0, ...more })
const make = async (edits: Edit[], more: object = {}) => apply(edits, await look(edits), more)
/** What only root can read. */
const proof = () => ({ rootToken: readSecret(own.instance, 'root-proof') })
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, values, fields }) => (fields?.length > 0 ? fields : { code, ...values }),
  )
const lastRecord = async () => {
  const row = await connections().database.intent.findFirst({ orderBy: { at: 'desc' } })
  return { ...row, changes: JSON.parse(row?.changes ?? '[]') }
}

describe('a value that is none', () => {
  /** A parameter of each control, and what is none of its kind. */
  const none: Record<string, [field: string, value: string, code: string]> = {
    flag: ['cyrus/logtimestamps', 'perhaps', 'config.flag'],
    choice: ['apache/ServerSignature', 'loud', 'config.choice'],
    choices: ['slapd/olcAllows', 'everything', 'config.choice'],
    number: ['cyrus/quotawarn', '101', 'config.tooLarge'],
    octal: ['cyrus/umask', '9', 'config.octal'],
    size: ['postfix/message_size_limit', 'huge', 'config.size'],
    duration: ['cyrus/timeout', '1s', 'config.tooSmall'],
    host: ['postfix/myhostname', 'a b', 'config.host'],
    hosts: ['postfix/mynetworks', '10.0.0.0/99', 'config.host'],
    maps: ['postfix/transport_maps', 'nonsense:/x', 'config.map'],
    path: ['cyrus/tls_server_cert', '../../etc/shadow', 'config.path'],
    restrictions: ['postfix/smtpd_helo_restrictions', 'allow_all', 'config.restriction'],
    dn: ['slapd/database/olcUpdateDN', 'nobody', 'config.dn'],
    acl: ['cyrus/defaultacl', 'anyone', 'config.acl'],
    secret: ['slapd/database/olcRootPW', '', 'input.required'],
    text: ['slapd/olcSizeLimit', 'many', 'config.form'],
  }

  it('is refused beside its field, whatever its kind', async () => {
    const controls = new Set(parameters.flatMap(({ kind }) => (kind ? [kind.control] : [])))
    expect(Object.keys(none).sort()).toEqual([...controls].sort())
    for (const [control, [field]] of Object.entries(none))
      expect(parameterOf(field)?.kind?.control).toBe(control)
    const edits = Object.values(none).map(([field, value]) => set(field, value))
    const preview = await look(edits)
    expect(preview.faults.map(({ edit, code }) => [edit, code])).toEqual(
      Object.values(none).map(([, , code], edit) => [edit, code]),
    )
    expect(await refusal(apply(edits, preview))).toEqual(
      Object.values(none).map(([, , code], edit) =>
        expect.objectContaining({ field: `edits.${edit}.value`, code }),
      ),
    )
  })

  it.each([
    ['postfix/smtpd_banner', 'hello\nmynetworks = 0.0.0.0/0', 'input.control'],
    ['cyrus/userprefix', 'x\nadmins: anyone', 'input.control'],
    ['cyrus/tls_ciphers', 'HIGH \\', 'config.reading'],
    ['apache/ServerAdmin', 'x\r\nLoadModule a b', 'input.control'],
    ['apache/Header', 'set X "y', 'config.quotes'],
    ['apache/RedirectMatch', '^/x /y \\', 'config.reading'],
    ['proftpd/ServerName', 'x\0y', 'input.control'],
    ['slapd/olcTLSCipherSuite', 'NORMAL\nolcRootPW: x', 'input.control'],
  ])('of %s smuggles in no second line or directive', async (field, value, code) => {
    const { faults, files } = await look([set(field, value)])
    expect(faults.map((fault) => fault.code)).toEqual([code])
    expect(files).toEqual([])
  })
})

describe('a change', () => {
  it('is looked at first: the difference, what it costs, what is to be known', async () => {
    const preview = await look([set('cyrus/allowanonymouslogin', 'yes'), set('cyrus/quotawarn', '80')])
    expect(preview).toMatchObject({
      ...{ faults: [], conflicts: [], refused: [], countdown: 60 },
      costs: [{ service: 'cyrus', cost: 'reload' }],
      marks: [
        { mark: 'password', names: ['allowanonymouslogin'] },
        { mark: 'lockout', names: ['allowanonymouslogin'] },
      ],
      files: [{ file: 'cyrus/imapd.conf', service: 'cyrus' }],
    })
    expect(preview.files[0]?.after).toContain('\nquotawarn: 80\n')
    expect(text('cyrus/imapd.conf')).toContain('\nquotawarn: 90\n')
  })

  it('is made, told by the server, recorded with its values, and restored', async () => {
    const before = text('cyrus/imapd.conf')
    const applied = await make([set('cyrus/quotawarn', '80', { was: '90' })], { note: 'Earlier' })
    expect(applied).toMatchObject({ phase: 'kept', files: ['cyrus/imapd.conf'] })
    const { stdout } = await runProgram('/usr/lib/cyrus/bin/cyr_info', [
      '-C',
      own.instance.paths.imapdConf,
      'conf-all',
    ])
    expect(stdout).toContain('\nquotawarn: 80\n')
    expect(await lastRecord()).toMatchObject({
      ...{ operation: 'config.apply', state: 'done', targetName: 'quotawarn' },
      changes: [{ dn: 'cyrus/imapd.conf', attribute: 'quotawarn', before: ['90'], after: ['80'] }],
    })
    const { revisions } = await perform(root, listConfigurationHistory, { file: 'cyrus/imapd.conf' })
    expect(revisions[0]).toMatchObject({
      number: applied.revision,
      who: 'root',
      note: 'Earlier',
      outcome: 'kept',
    })

    const restore = { number: applied.revision ?? 0, to: 'before' } as const
    const hashes = hashesOf(await perform(root, previewConfiguration, { restore }))
    await perform(root, restoreConfiguration, { ...restore, hashes, note: 'As it was' })
    expect(text('cyrus/imapd.conf')).toBe(before)
    expect(await lastRecord()).toMatchObject({ operation: 'config.restore', state: 'done' })
    const later = await perform(root, listConfigurationHistory, { file: 'cyrus/imapd.conf' })
    expect(later.revisions[0]).toMatchObject({ origin: 'restored', note: 'As it was' })
  })

  it('of what stands under a name of before gives it its name of today, as the server has it', async () => {
    const before = text('postfix/main.cf')
    writeFileSync(file('postfix/main.cf'), `${before}disable_dns_lookups = yes\n`)
    const id = 'postfix/smtp_dns_support_level'
    const { fields } = await perform(root, listConfiguration, { field: id })
    expect(fields[0]?.values).toMatchObject([
      { typed: 'disabled', old: { name: 'disable_dns_lookups', value: 'yes' } },
    ])
    await make([set(id, 'dnssec', { was: 'disabled' })])
    expect(text('postfix/main.cf')).toBe(`${before}smtp_dns_support_level = dnssec\n`)
    const { stdout } = await runProgram('postconf', ['-c', own.instance.paths.postfixConfig, '-n'])
    expect(stdout).toContain('smtp_dns_support_level = dnssec\n')
    await make([{ field: id, change: 'unset', was: 'dnssec' }])
    expect(text('postfix/main.cf')).toBe(before)
  })

  it('is none of what is only shown: the rules and schemas of slapd', async () => {
    const { fields } = await perform(root, listConfiguration, { service: 'slapd' })
    const shown = (name: string) => fields.find((one) => one.name === name)?.values.map(({ typed }) => typed)
    const argv = [
      '-LLL',
      '-o',
      'ldif-wrap=no',
      '-b',
      'olcDatabase={1}mdb,cn=config',
      '-s',
      'base',
      'olcAccess',
    ]
    const rules = (await runLdapTool('ldapsearch', '', argv)).match(/(?<=^olcAccess: ).*$/gm)
    expect(shown('olcAccess')).toEqual(rules)
    expect(shown('olcSchemaConfig')?.join()).toContain('}server-manager')
  })

  it('that changed again since is undone as far as somebody decides what holds', async () => {
    const before = text('cyrus/imapd.conf')
    const [first] = [await make([set('cyrus/quotawarn', '42'), set('cyrus/popminpoll', '2m')])]
    await make([set('cyrus/quotawarn', '41')])
    const restore = { number: first?.revision ?? 0, to: 'before' } as const
    const crossed = await perform(root, previewConfiguration, { restore })
    expect(crossed.files).toEqual([])
    const [conflict] = crossed.conflicts
    expect(conflict?.text).toMatchObject({ file: 'cyrus/imapd.conf', present: text('cyrus/imapd.conf') })
    expect(conflict?.yours).toContain('quotawarn: 90\n')
    expect(conflict?.theirs).toContain('quotawarn: 41\n')
    expect(await refusal(perform(root, restoreConfiguration, { ...restore, hashes: [] }))).toMatchObject({
      code: 'config.crossed',
    })
    const undo = async (side: 'yours' | 'theirs') => {
      const decided = { ...restore, crossed: { 'cyrus/imapd.conf': side } }
      const hashes = hashesOf(await perform(root, previewConfiguration, { restore: decided }))
      await perform(root, restoreConfiguration, { ...decided, hashes })
      return text('cyrus/imapd.conf')
    }
    expect(await undo('theirs')).toBe(before.replace('quotawarn: 90', 'quotawarn: 41'))
    expect(await undo('yours')).toBe(before)
  })

  it('that the server refuses is not made, and the record says so', async () => {
    const edits = [set('slapd/database/olcRootPW', 'n0t-taken'), set('cyrus/quotawarn', '30')]
    // What a password is needed for no server is asked without it.
    expect(await look(edits)).toMatchObject({ unasked: ['slapd'], messages: [] })
    expect(await refusal(look(edits, root, { rootToken: 'x' }))).toEqual({ code: 'config.password' })
    const preview = await look(edits, root, proof())
    expect(preview.unasked).toEqual([])
    expect(preview.messages[0]).toMatchObject({ service: 'slapd', severity: 'error' })
    expect(await refusal(apply(edits, preview, proof()))).toMatchObject({ code: 'config.check' })
    expect(text('cyrus/imapd.conf')).toContain('quotawarn: 90\n')
    const record = await lastRecord()
    expect(record).toMatchObject({ state: 'failed', code: 'config.check', changes: [] })
    expect(JSON.stringify([preview, record])).not.toContain('n0t-taken')
  })

  it('has to be what was looked at', async () => {
    const edits = [set('cyrus/quotawarn', '70')]
    const preview = await look(edits)
    writeFileSync(file('cyrus/imapd.conf'), `${text('cyrus/imapd.conf')}# by hand\n`)
    expect(await refusal(apply(edits, preview))).toEqual({ code: 'config.changed', file: 'cyrus/imapd.conf' })
    expect(await refusal(make([set('cyrus/quotawarn', '90')]))).toEqual({ code: 'config.nothing' })
  })

  it('of the same value by two people is shown to the second, and of others comes to both', async () => {
    const edit = (value: string) => [set('cyrus/quotawarn', value, { was: '90' })]
    const first = await look(edit('60'))
    await apply(edit('60'), first)
    const second = await look(edit('50'))
    expect(second.conflicts).toEqual([{ edit: 0, yours: '50', theirs: '60', text: null }])
    expect(await refusal(apply(edit('50'), second))).toEqual({ code: 'config.crossed', name: 'quotawarn' })
    await make([set('cyrus/imapidresponse', 'no', { was: null })])
    expect(text('cyrus/imapd.conf')).toContain('quotawarn: 60\n')
    await make([set('cyrus/quotawarn', '90'), { field: 'cyrus/imapidresponse', change: 'unset' }])
  })

  it('of two people at the same moment is the one or the other, and who was late is told so', async () => {
    const edits = ['61', '62'].map((value) => [set('cyrus/quotawarn', value, { was: '90' })])
    const callers = [root, chief]
    const previews = await Promise.all(edits.map((wanted, i) => look(wanted, callers[i])))
    const ends = await Promise.all(
      edits.map((wanted, i) => refusal(apply(wanted, previews[i] as Preview, {}, callers[i]))),
    )
    const won = ends.indexOf('done')
    expect(ends[1 - won]).toMatchObject({ code: expect.stringMatching(/^config\.(busy|changed|crossed)$/) })
    const value = ['61', '62'][won]
    expect(text('cyrus/imapd.conf')).toContain(`quotawarn: ${value}\n`)
    await make([set('cyrus/quotawarn', '90', { was: value })])
  })

  it('of a text keeps what an editor wrote into it meanwhile, unless it is the same lines', async () => {
    const name = 'cyrus/cyrus.conf'
    const { text: base } = await perform(root, showConfigurationFile, { file: name })
    const wish = (text: string): Edit[] => [{ file: name, base, text }]
    const mine = wish(base.replace('period=30', 'period=45'))
    writeFileSync(file(name), text(name).replace('prefork=1', 'prefork=2'))
    expect((await make(mine, proof())).phase).toBe('kept')
    expect(text(name)).toBe(base.replace('period=30', 'period=45').replace('prefork=1', 'prefork=2'))
    const crossed = await look(wish(base.replace('period=30', 'period=50')))
    expect(crossed.conflicts[0]?.text?.merged).toContain('<<<<<<< yours\n')
    expect(crossed.files).toEqual([])
    const { revisions } = await perform(root, listConfigurationHistory, { file: name })
    expect(revisions.map(({ origin }) => origin)).toEqual(expect.arrayContaining(['console', 'outside']))
  })

  it('waits to be kept, and is kept or taken back', async () => {
    const edits = (value: string) => [set('cyrus/loginuseacl', value)]
    const waits = { ...proof(), countdown: 300 }
    const waiting = await apply(edits('yes'), await look(edits('yes')), waits)
    expect(waiting).toMatchObject({ phase: 'countdown', deadline: expect.any(String) })
    expect(await perform(root, showConfigurationState, {})).toMatchObject({ change: { id: waiting.change } })
    const other = [set('cyrus/quotawarn', '10')]
    expect(await refusal(apply(other, await look(other)))).toEqual({ code: 'config.busy' })
    expect(await perform(root, takeBackConfiguration, { change: waiting.change })).toEqual({
      ...{ phase: 'reverted', meanwhile: [] },
    })
    expect(text('cyrus/imapd.conf')).not.toContain('loginuseacl')
    const again = await apply(edits('yes'), await look(edits('yes')), waits)
    await perform(root, keepConfiguration, { change: again.change })
    expect(text('cyrus/imapd.conf')).toContain('loginuseacl: yes')
    expect(await refusal(perform(root, keepConfiguration, { change: again.change }))).toEqual({
      code: 'config.noChange',
    })
  })

  it('that a server does not take after all is put back, and the record says why', async () => {
    const edits = [set('slapd/olcTLSCipherSuite', 'NORMAL'), set('cyrus/quotawarn', '20')]
    const answer = await refusal(apply(edits, await look(edits), proof()))
    expect(answer).toMatchObject({ code: 'config.reverted', service: 'slapd' })
    expect(text('cyrus/imapd.conf')).toContain('quotawarn: 90\n')
    expect(await lastRecord()).toMatchObject({
      operation: 'config.apply',
      state: 'failed',
      code: 'config.reverted',
    })
  })
})

describe('what is dangerous', () => {
  const edits: Edit[] = [set('cyrus/tls_client_ca_dir', '/etc/ssl/certs/')]

  it('needs the password of the person who asks, again', async () => {
    const preview = await look(edits, chief)
    expect(preview.hazards.map(({ name }) => name)).toEqual(['tls_client_ca_dir'])
    expect(await refusal(apply(edits, preview, {}, chief))).toEqual({ code: 'config.password' })
    expect(await refusal(apply(edits, preview, { password: 'guessed' }, chief))).toEqual({
      code: 'config.password',
    })
    // Nobody but root does without the time to confirm it.
    const { change, phase } = await apply(edits, preview, { password: PASSWORD }, chief)
    expect(phase).toBe('countdown')
    const row = JSON.stringify(await lastRecord())
    expect(row).not.toContain(PASSWORD)
    await perform(chief, keepConfiguration, { change })
  })

  it('is refused outside the list, with the password too', async () => {
    const outside = [set('cyrus/tls_client_ca_file', '/root/.ssh/id_rsa')]
    const preview = await look(outside, chief)
    expect(preview.refused).toMatchObject([{ name: 'tls_client_ca_file', reason: 'allowed' }])
    expect(await refusal(apply(outside, preview, { password: PASSWORD }, chief))).toEqual({
      ...{ code: 'config.refused', file: 'cyrus/imapd.conf', name: 'tls_client_ca_file' },
    })
  })

  it('lets strangers send mail only when that is meant', async () => {
    const relay = [
      set('postfix/mynetworks', '0.0.0.0/0'),
      set('postfix/smtpd_recipient_restrictions', 'permit'),
    ]
    const base = (await perform(root, showConfigurationFile, { file: 'postfix/main.cf' })).text
    const open: Edit[] = [
      {
        file: 'postfix/main.cf',
        base,
        text: base.replace('= reject_unauth_destination', '= permit_mynetworks, reject_unauth_destination'),
      },
      ...relay,
    ]
    const preview = await look(open)
    expect(preview.relay.map(({ code }) => code)).toContain('networks')
    expect(await refusal(apply(open, preview))).toEqual({ code: 'config.password' })
    expect(await refusal(apply(open, preview, proof()))).toEqual({ code: 'config.relay' })
    const before = text('postfix/main.cf')
    expect((await apply(open, preview, { ...proof(), relay: true })).phase).toBe('kept')
    writeFileSync(file('postfix/main.cf'), before)
  })
})

describe('a secret', () => {
  it('is written and shown nowhere: no field, text, difference, history or record has the new or the old one', async () => {
    const old = readSecret(own.instance, 'mta')
    const secret = 'n3w-secret-of-the-mta'
    const edits = [set('postfix/bind_pw', secret, { file: 'postfix/left.cf', was: '' })]
    const preview = await look(edits)
    expect(preview.messages).toContainEqual({
      ...{ service: 'postfix', file: 'postfix/left.cf', severity: 'warning' },
      text: expect.stringMatching(/^etc\/secrets\/mta keeps the old password/),
    })
    const applied = await apply(edits, preview, proof())
    expect(text('postfix/left.cf')).toContain(`bind_pw = ${secret}\n`)
    const shown = JSON.stringify([
      preview,
      applied,
      await perform(root, listConfiguration, { service: 'postfix' }),
      await perform(root, showConfigurationFile, { file: 'postfix/left.cf' }),
      await perform(root, showConfigurationRevision, {
        number: applied.revision ?? 0,
        file: 'postfix/left.cf',
      }),
      await connections().database.intent.findMany(),
    ])
    for (const word of [old, secret, proof().rootToken]) expect(shown).not.toContain(word)
    expect(await lastRecord()).toMatchObject({
      changes: [{ attribute: 'bind_pw', before: ['(kept secret)'], after: ['••••••'] }],
    })
    const wrong = [set('postfix/bind_pw', `${secret}\nx`, { file: 'postfix/left.cf' })]
    expect(JSON.stringify(await refusal(apply(wrong, await look(wrong))))).not.toContain(secret)
    writeFileSync(file('postfix/left.cf'), text('postfix/left.cf').replace(secret, old))
  })
})

describe('the command line', () => {
  it('makes a dangerous change as root, keeps it, tells of it and takes it out again', async () => {
    await installCommandLine(own.instance)
    const { must, run } = commandLineOf(own.instance)
    const before = text('cyrus/imapd.conf')
    const values = [
      'cyrus/tls_client_ca_file=/etc/ssl/certs/ca-certificates.crt',
      'cyrus/allowanonymouslogin=yes',
    ]
    expect((await run(['config', 'set', 'cyrus/tls_client_ca_file=/root/x'])).code).toBe(1)
    await must(['config', 'set', ...values, '--note', 'For a day'])
    expect(text('cyrus/imapd.conf')).toContain('allowanonymouslogin: yes\n')
    await must(['config', 'keep'])
    const { stdout } = await must(['config', 'history', '--json'])
    const [{ number, note, who, outcome }] = JSON.parse(stdout)
    expect({ note, who, outcome }).toEqual({ note: 'For a day', who: 'root', outcome: 'kept' })
    expect((await must(['config', 'diff', String(number)])).stdout).toContain('\n+allowanonymouslogin: yes\n')
    await must(['config', 'revert', String(number), '--keep'])
    expect(text('cyrus/imapd.conf')).toBe(before)
  }, 60_000)
})

describe('what says where data is', () => {
  const rows = parameters.filter(({ kind, marks }) => kind && marks.includes('data')).map(idOf)

  it('cannot change while there are mailboxes and accounts, though the servers would take it', async () => {
    const { paths } = own.instance
    const values: Record<string, string> = {
      'cyrus/configdirectory': `${paths.cyrusData}/other`,
      'cyrus/partition-default': `${paths.cyrusData}/other`,
      'cyrus/sievedir': `${paths.cyrusData}/other`,
      'cyrus/unixhierarchysep': 'no',
      'cyrus/sieveusehomedir': 'yes',
      'cyrus/hashimapspool': 'no',
      'slapd/database/olcSuffix': 'dc=other,dc=com',
      'slapd/database/olcDbDirectory': `${paths.slapdData}/other`,
      'postfix/queue_directory': `${paths.postfixQueue}/other`,
      'postfix/mail_owner': 'postfix',
      'proftpd/LDAPGenerateHomedirPrefix': `${paths.ftp}/other`,
    }
    expect(Object.keys(values).sort()).toEqual([...rows].sort())
    writeFileSync(file('postfix/main.cf'), text('postfix/main.cf').replace(/^mail_owner.*\n/m, ''))
    const edits = Object.entries(values).map(([field, value]) => set(field, value))
    const preview = await look(edits)
    for (const { field } of edits)
      expect(preview.refused, field).toContainEqual(
        expect.objectContaining({ name: parameterOf(field)?.name, reason: 'data' }),
      )
    expect(await refusal(apply(edits, preview, proof()))).toMatchObject({ code: 'config.data' })
    // Each alone is something that the server would take.
    const { messages } = await look([set('cyrus/unixhierarchysep', 'no')], root, proof())
    expect(messages.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
