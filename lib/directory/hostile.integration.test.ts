/**
 * What people should not type, in every text field of every kind of entry: kept literally, found and exported as it is, or
 * refused beside the field with nothing done; ldapsearch says which.
 */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { createAlias, showAlias, updateAlias } from '@/lib/aliases'
import { isConsoleError } from '@/lib/errors'
import { ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import {
  createContact,
  createContainer,
  createDomain,
  createResource,
  createUser,
  exportEntries,
  listEntries,
  showContact,
  showContainer,
  showDomain,
  showResource,
  showUser,
  updateContact,
  updateContainer,
  updateDomain,
  updateResource,
  updateUser,
} from '.'
import { personDetails, placeDetails } from './details'
import { resourceDetails } from './resources'

const { suffix } = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `hostile-${tag}.example`
const top = `o=${domain},${suffix}`
const root: Caller = { kind: 'root' }

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
})

const texts: [what: string, text: string][] = [
  ['a filter', '*)(uid=*)(|(cn=*'],
  ['a shell', '"; rm -rf / `id` $(id) | cat'],
  ['SQL', "'; DROP TABLE Intent; --"],
  ['markup', '<script>alert(1)</script>&amp;'],
  ['parts of a name', 'a,b+c=d\\;"<>'],
  ['a hash', '#04020102'],
  ['escapes', '\\2a\\00 %00%0a \\u0000 {name} %s $1'],
  ['LDIF', ': c\\n-\\ndn: x'],
  ['a formula', '=HYPERLINK("http://x.example")'],
  ['emoji', '🦊👩‍👩‍👧'],
  ['Hebrew', 'שלום "עולם"'],
  ['a letter of two parts', 'e\u0301 ﬁ Ⅳ'],
  ['nothing to be seen', '\u200b\u00ad'],
  ['wide blanks', '\u3000a\u00a0 b'],
  ['a prototype', '__proto__'],
  ['blanks alone', '   '],
  ['NUL', 'a\0b'],
  ['a line break', 'a\nb'],
  ['another line break', 'a\u2028b'],
  ['a bell', 'a\u0007b'],
  ['a right-to-left override', 'abc\u202egnp.exe'],
  ['half of a letter', 'a\ud800'],
  ['very much', 'x'.repeat(1001)],
]

/** What no field at all may hold. */
const nowhere = [
  'NUL',
  'another line break',
  'a bell',
  'a right-to-left override',
  'half of a letter',
  'very much',
]

type Fields = Record<string, string>
/** Texts by field; what is in an entry's details is so called in a fault too. */
type Kind = {
  /** Its own fields, and the attributes they are in. */
  own: Record<string, string>
  details: Record<string, { kind: string }>
  plain: (mark: string) => Fields
  create: (fields: Fields, details: Fields, mark: string) => Promise<string>
  show: (key: string) => Promise<Fields>
  update: (key: string, edits: object) => Promise<unknown>
}

const place = (kind: 'group' | 'organization'): Kind => ({
  own: { name: kind === 'group' ? 'ou' : 'o' },
  details: placeDetails,
  plain: (mark) => ({ name: mark }),
  create: async ({ name }, details) =>
    (await perform(root, createContainer, { kind, parent: domain, name, details })).dn,
  show: async (dn) => {
    const { name, details } = await perform(root, showContainer, { dn })
    return { name, ...details }
  },
  update: (dn, edits) => perform(root, updateContainer, { dn, ...edits }),
})

const kinds: Record<string, Kind> = {
  'a group': place('group'),
  'an organization': place('organization'),
  'a contact': {
    own: { firstName: 'givenName', lastName: 'sn' },
    details: personDetails,
    plain: (mark) => ({ firstName: 'Ann', lastName: mark }),
    create: async (fields, details) =>
      (await perform(root, createContact, { container: domain, ...fields, details })).dn,
    show: async (dn) => {
      const { firstName, lastName, details } = await perform(root, showContact, { dn })
      return { firstName, lastName, ...details }
    },
    update: (dn, edits) => perform(root, updateContact, { dn, ...edits }),
  },
  'a resource': {
    own: { name: 'cn' },
    details: resourceDetails,
    plain: (mark) => ({ name: mark }),
    create: async (fields, details) =>
      (await perform(root, createResource, { container: domain, ...fields, details })).dn,
    show: async (dn) => {
      const { name, details } = await perform(root, showResource, { dn })
      return { name, ...details }
    },
    update: (dn, edits) => perform(root, updateResource, { dn, ...edits }),
  },
  'an account': {
    own: { firstName: 'givenName', lastName: 'sn', displayName: 'displayName' },
    details: personDetails,
    plain: () => ({ firstName: 'Ann', lastName: 'Plain', displayName: 'Ann' }),
    create: async (fields, details, mark) => {
      const draft = { container: domain, login: mark, password: 'hostile words 1', mailbox: false }
      return (await perform(root, createUser, { ...draft, ...fields, details })).dn
    },
    show: async (dn) => {
      const shown = await perform(root, showUser, { login: loginOf(dn) })
      const { firstName, lastName, displayName, details } = shown
      return { firstName, lastName, displayName, ...details }
    },
    update: (dn, edits) => perform(root, updateUser, { login: loginOf(dn), ...edits }),
  },
  'an alias': {
    own: { description: 'description' },
    details: {},
    plain: () => ({ description: 'plain' }),
    create: async (fields, _details, mark) => {
      const draft = { address: `${mark}@${domain}`, members: ['far@elsewhere.example'] }
      return (await perform(root, createAlias, { ...draft, ...fields })).dn
    },
    show: async (dn) => {
      const { description } = await perform(root, showAlias, { address: addressOf(dn) })
      return { description }
    },
    update: (dn, edits) => perform(root, updateAlias, { address: addressOf(dn), ...edits }),
  },
  'a domain': {
    own: { description: 'description' },
    details: {},
    plain: () => ({ description: 'plain' }),
    create: async (fields, _details, mark) => {
      const { name } = await perform(root, createDomain, { name: `${mark}.example`, ...fields })
      return `o=${name},${suffix}`
    },
    show: async (dn) => {
      const { description } = await perform(root, showDomain, { name: nameOf(dn) })
      return { description }
    },
    update: (dn, edits) => perform(root, updateDomain, { name: nameOf(dn), ...edits }),
  },
}

const nameOf = (dn: string) => dn.slice(dn.indexOf('=') + 1, dn.indexOf(','))
const loginOf = nameOf
const addressOf = (dn: string) => `${nameOf(dn)}@${domain}`
const tidy = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .sort()

describe.each(Object.entries(kinds))('the fields of %s', (whose, kind) => {
  it.each(texts)('keep or refuse %s', async (what, text) => {
    const mark = `h${randomBytes(5).toString('hex')}`
    const own = Object.fromEntries(Object.keys(kind.own).map((field) => [field, text]))
    const details = Object.fromEntries(Object.keys(kind.details).map((field) => [field, text]))
    const before = await tree()
    const refused = await faultsOf(kind.create(own, details, mark))
    if (nowhere.includes(what)) expect(new Set(refused)).toEqual(new Set(Object.keys({ ...own, ...details })))
    if (refused) {
      for (const field of refused) expect(Object.keys({ ...own, ...details })).toContain(field)
      expect(await tree()).toEqual(before)
      for (const field of refused) {
        delete own[field]
        delete details[field]
      }
    }
    // What was not refused is kept, beside plain words where it was.
    const dn = refused
      ? await kind.create({ ...kind.plain(mark), ...own }, details, mark)
      : await found(before)
    const attributes = {
      ...kind.own,
      ...Object.fromEntries(Object.keys(details).map((name) => [name, name])),
    }
    const shown = await kind.show(dn)
    for (const field of [...Object.keys(own), ...Object.keys(details)]) {
      // Emptied it follows the other names.
      if (field === 'displayName' && text.trim() === '') continue
      expect(tidy(shown[field] ?? ''), field).toEqual(tidy(text))
      const values = await ldapValues(dn, attributes[field] ?? field)
      const isPostal = kind.details[field]?.kind === 'postal'
      const there = isPostal ? values.flatMap((value) => value.split('$').map(unescaped)) : values
      expect(there.sort(), field).toEqual(tidy(text))
    }
    if (Object.keys({ ...own, ...details }).length === 0) return

    // Changed from what was shown to something else, and back: asserting it finds it as it is.
    const edits = (of: Fields, to?: string) =>
      Object.fromEntries(
        Object.keys(of).map((field) => [
          field,
          { from: to === undefined ? 'changed' : shown[field], to: to ?? shown[field] },
        ]),
      )
    const { name: _, ...others } = own
    const isEdited = Object.keys({ ...others, ...details }).length > 0 && text.trim() !== ''
    if (isEdited && !('lastName' in others && whose === 'a contact')) {
      const given = (to?: string) => ({
        ...edits(others, to),
        ...(Object.keys(details).length > 0 && { details: edits(details, to) }),
      })
      await kind.update(dn, given('changed'))
      await kind.update(dn, given())
      const again = await kind.show(dn)
      for (const field of Object.keys({ ...others, ...details }))
        expect(tidy(again[field] ?? ''), field).toEqual(tidy(text))
    }
  })
})

describe('what is looked for', () => {
  const fields = [
    'text',
    'login',
    'firstName',
    'lastName',
    'address',
    'title',
    'department',
    'telephone',
    'description',
  ]

  it.each(texts)('may be %s: nobody else is found, counted or exported', async (_name, text) => {
    for (const field of fields) {
      const wanted = { at: top, depth: 'sub', [field]: text }
      const look = await perform(root, listEntries, wanted).catch((error) => error)
      if (isConsoleError(look)) {
        expect(
          look.fields.map((fault) => fault.field),
          field,
        ).toEqual([field])
        continue
      }
      if (text.trim() === '') continue
      const { rows, total } = look as Awaited<ReturnType<typeof listEntries.run>>
      expect(rows.length, field).toBe(Math.min(total, 100))
      const literally = `(|${['cn', 'displayName', 'givenName', 'sn', 'title', 'departmentNumber', 'telephoneNumber', 'description', 'mail', 'uid'].map((name) => `(${name}=*)`).join('')})`
      expect(total, field).toBeLessThan((await searched(literally)).length)
      const exported = await perform(root, exportEntries, { ...wanted, format: 'csv' })
      if (exported.format !== 'csv') throw new Error('no rows')
      let count = 0
      for await (const _row of exported.rows) count++
      expect(count, field).toBe(total)
    }
  })
})

async function faultsOf(work: Promise<unknown>): Promise<string[] | null> {
  const refusal: unknown = await work.then(
    () => null,
    (error) => error,
  )
  if (refusal === null) return null
  if (!isConsoleError(refusal, 'invalid')) throw refusal
  expect(refusal.fields).not.toEqual([])
  return refusal.fields.map(({ field }) => field.replace('details.', ''))
}

async function searched(filter: string): Promise<string[]> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', top, filter, '1.1']
  return ((await runLdapTool('ldapsearch', '', argv)).match(/^dn::? .*$/gm) ?? []).map(decoded)
}

/** The names of all entries of the test's domain, and of all domains. */
async function tree(): Promise<string[]> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', suffix, '-s', 'one', '(o=h*)', '1.1']
  const domains = ((await runLdapTool('ldapsearch', '', argv)).match(/^dn::? .*$/gm) ?? []).map(decoded)
  return [...(await searched('(objectClass=*)')), ...domains].sort()
}

/** The entry that was not there before. */
async function found(before: string[]): Promise<string> {
  const made = (await tree()).filter((dn) => !before.includes(dn) && !dn.startsWith('cn=postmaster,'))
  expect(made).toHaveLength(1)
  return made[0] ?? ''
}

function decoded(line: string): string {
  const [, kind, text = ''] = /^dn(::?) (.*)$/.exec(line) ?? []
  return kind === '::' ? Buffer.from(text, 'base64').toString() : text
}

const unescaped = (line: string) => line.replaceAll('\\24', '$').replaceAll('\\5C', '\\')
