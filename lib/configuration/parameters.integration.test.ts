/**
 * Every parameter that the guide names and that exists today: set through the operation, told by the server itself, and
 * set back, so that the files are what they were, byte for byte.
 */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Attribute, Change } from 'ldapts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { mustRun } from '@/lib/instance/program'
import { asSlapdAdministrator } from '@/lib/instance/slapd/administration'
import { type Parameter, parameters, type ServiceName } from './catalogue'
import listed from './catalogue/listed.json'
import { idOf } from './fields/id'
import {
  applyConfiguration,
  listConfiguration,
  listConfigurationFiles,
  previewConfiguration,
  restoreConfiguration,
  showConfigurationFile,
} from './operations'
import { type Answers, answersOf } from './testing-answers'
import { configuredInstance } from './testing-instance'
import { legalValue } from './testing-values'
import type { Edit, Field, FieldEdit } from './views'

const root = { kind: 'root' } as const
let instance: Instance
let remove = async () => {}

beforeAll(async () => {
  ;({ instance, remove } = await configuredInstance(prepare))
  await asSlapdAdministrator(instance, (client) => client.modify('cn=config', certificateOf(instance)))
})
afterAll(() => remove())

const isListed = new Set(
  listed
    .filter(([, , , , status]) => status !== 'dropped' && status !== 'fixed')
    .map(([service, , , name]) => `${service}/${name}`),
)
const rows = parameters.filter(({ service, name }) => isListed.has(`${service}/${name}`))
const settable = rows.filter(({ kind, marks }) => kind && !marks.includes('data'))
const services: ServiceName[] = ['apache', 'cyrus', 'slapd', 'postfix', 'proftpd']

it('every row of the list is looked at below', () => {
  const fixed = rows.filter(({ kind }) => !kind).map(idOf)
  expect(fixed).toEqual(['slapd/schema/olcSchemaConfig', 'slapd/database/olcDatabase'])
  expect(isListed.size).toBe(rows.length)
  expect(new Set(rows.map(({ service }) => service))).toEqual(new Set(services))
})

describe.each(services)('%s', (service) => {
  const own = settable.filter((row) => row.service === service)
  let before: Map<string, string>
  let fields: Field[]
  let answers: Answers
  let revision: number

  beforeAll(async () => {
    before = await textsOf(service)
    ;({ fields } = await perform(root, listConfiguration, { service }))
    revision = await made(own.map((row) => editOf(fieldOf(row))))
    answers = await answersOf(service, instance)
  }, 90_000)

  it.each(own.map((row) => [idOf(row), row] as const))('has the value of %s', (_id, row) => {
    const { value } = legalValue(fieldOf(row), instance)
    const printed = row.kind?.print(value) ?? ''
    const said = row.marks.includes('secret') ? '' : answers.said(row)
    expect({ printed, has: answers.has(row, printed), said }).toMatchObject({ has: true })
  })

  it('has its files as they were when everything is set back', async () => {
    const { fields: now } = await perform(root, listConfiguration, { service })
    const back = own.flatMap((row) => backOf(fieldOf(row), now.find(({ id }) => id === idOf(row)) as Field))
    // Quotes, and zeros in front, come back by the history only.
    if (service === 'proftpd') await restored(revision)
    else await made(back)
    const after = await textsOf(service)
    for (const [file, text] of before) expect(after.get(file), file).toBe(text)
  }, 90_000)

  function fieldOf(row: Parameter): Field {
    return fields.find(({ id }) => id === idOf(row)) as Field
  }
})

/** Looks first, like everybody; hazards are proved as root. Gives the revision. */
async function made(edits: Edit[]): Promise<number> {
  const { files, faults, conflicts, refused, messages } = await perform(root, previewConfiguration, { edits })
  const errors = messages.filter(({ severity }) => severity === 'error')
  expect({ faults, conflicts, refused, errors }).toEqual({
    faults: [],
    conflicts: [],
    refused: [],
    errors: [],
  })
  const hashes = files.map(({ file, hash }) => ({ file, hash }))
  const rootToken = readSecret(instance, 'root-proof')
  const agreed = { hashes, relay: true, rootToken, countdown: 0, note: 'Table test' }
  const { phase, revision } = await perform(root, applyConfiguration, { edits, ...agreed })
  expect(phase).toBe('kept')
  return revision ?? 0
}

/** A change taken out again. */
async function restored(number: number): Promise<void> {
  const restore = { number, to: 'before' } as const
  const { files } = await perform(root, previewConfiguration, { restore })
  const hashes = files.map(({ file, hash }) => ({ file, hash }))
  const rootToken = readSecret(instance, 'root-proof')
  await perform(root, restoreConfiguration, { ...restore, hashes, rootToken, countdown: 0 })
}

function editOf(field: Field): FieldEdit {
  const { value, add, file, section } = legalValue(field, instance)
  const where = { field: field.id, ...(file && { file }), ...(section && { section }) }
  if (add) return { ...where, change: 'add', value }
  const present = valueIn(field, where)
  if (!present) return { ...where, change: 'set', value, was: null }
  return { ...where, change: 'set', value, was: present.typed, file: present.file, index: present.index }
}

function valueIn({ values }: Field, { file, section }: { file?: string; section?: readonly string[] }) {
  const isThere = (value: Field['values'][number]) =>
    (file === undefined ? value.file !== 'postfix/master.cf' : value.file === file) &&
    (!section || value.section.join() === section.join())
  return values.find(isThere)
}

/** What leads from the present values to the ones before. */
function backOf(before: Field, now: Field): FieldEdit[] {
  const wish = editOf(before)
  if (wish.change === 'add' || wish.was === null) {
    const known = before.values.map(({ file, section, typed }) => [file, ...section, typed].join('\n'))
    const extra = now.values.filter(
      ({ file, section, typed }) => !known.includes([file, ...section, typed].join('\n')),
    )
    return extra.map(({ file, index, typed }) => ({
      ...{ field: now.id, change: 'unset', file, index, was: typed },
    }))
  }
  const value = valueIn(now, wish)
  const was = valueIn(before, wish)
  if (!value || !was) throw new Error(`${now.id} is gone`)
  const { file, index, typed } = value
  const old = before.marks.includes('secret') && typed === '' ? secretIn(file) : was.typed
  return [{ field: now.id, change: 'set', file, index, value: old, was: typed }]
}

const secrets = new Map<string, string>()

/** Nobody but root knows what it was. */
function secretIn(file: string): string {
  return secrets.get(file) ?? ''
}

/** The files of a server as they are on the disk, and cn=config as it is told. */
async function textsOf(service: ServiceName): Promise<Map<string, string>> {
  const { files } = await perform(root, listConfigurationFiles, {})
  const own = files.filter((one) => one.service === service)
  const texts = new Map<string, string>()
  for (const { file } of own) {
    const text =
      service === 'slapd'
        ? (await perform(root, showConfigurationFile, { file })).text
        : readFileSync(path.join(instance.paths.etc, file), 'utf8')
    texts.set(file, text)
    const secret = /^bind_pw = (.*)$/m.exec(text)?.[1]
    if (secret) secrets.set(file, secret)
  }
  return texts
}

/** slapd takes another certificate at any time, but never gives up having one. */
function certificateOf({ paths }: Instance): Change[] {
  const files = {
    CACertificate: '/etc/ssl/certs/ca-certificates.crt',
    Certificate: 'old.crt',
    CertificateKey: 'old.key',
  }
  return Object.entries(files).map(([what, file]) => {
    const values = [path.resolve(paths.slapdData, file)]
    return new Change({
      operation: 'add',
      modification: new Attribute({ type: `olcTLS${what}File`, values }),
    })
  })
}

/** What some parameters need besides, and other words for values that only one is legal of. */
async function prepare({ paths, ports }: Instance): Promise<void> {
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  const modules = [
    'expires',
    'deflate',
    'filter',
    'setenvif',
    'slotmem_shm',
    'proxy_balancer',
    'lbmethod_byrequests',
  ]
  const load = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  edit(paths.apacheConf, (text) => {
    const prefork = text.replaceAll('mpm_event', 'mpm_prefork')
    return prefork.replace(
      '\nServerTokens',
      `\n${load.join('\n')}\n<Proxy balancer://group>\n</Proxy>\nServerTokens`,
    )
  })
  writeFileSync(`${paths.apacheConfig}/extra.conf`, 'Timeout 61\n')
  // IMAP goes on taking passwords while the others do not.
  edit(paths.imapdConf, (text) => `${text}imap_allowplaintext: yes\n`)
  writeFileSync(`${paths.cyrusConfig}/first.sieve`, 'keep;\n')
  const copies: [file: string, copy: string, user: string][] = ['crt', 'key'].flatMap((end) => [
    [`${paths.apacheConfig}/tls.${end}`, `${paths.cyrusConfig}/tls.${end}`, 'cyrus'],
    [`${paths.apacheConfig}/tls.${end}`, `${paths.slapdData}/tls.${end}`, 'openldap'],
    [`${paths.apacheConfig}/tls.${end}`, `${paths.slapdData}/old.${end}`, 'openldap'],
  ])
  for (const [file, copy, user] of copies) {
    cpSync(file, copy)
    await mustRun('chown', 'chown', [user, copy])
  }
  edit(
    `${paths.postfixConfig}/main.cf`,
    (text) => `${text.replace(/^(command|daemon)_directory.*\n/gm, '')}ours = reject_unauth_pipelining\n`,
  )
  // slapd writes its number where it is looked for, by another name.
  symlinkSync(`${paths.slapdRun}/slapd.pid`, `${paths.slapdRun}/other.pid`)
  mkdirSync(`${paths.etc}/proftpd`)
  writeFileSync(`${paths.etc}/proftpd/extra.conf`, 'DeferWelcome off\n')
  edit(paths.proftpdConf, (text) =>
    text
      .replace('LoadModule mod_ldap.c', 'LoadModule mod_ldap.c\nLoadModule mod_ident.c')
      .replace(/^(ServerType|LDAPAuthBinds).*\n/gm, '')
      .replace('RequireValidShell off', 'RequireValidShell false')
      .replace(`Port ${ports.ftp}`, `Port 0${ports.ftp}`),
  )
}
