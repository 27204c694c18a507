/**
 * cn=config as the text of a file. Left out is what the console keeps itself and changes on its own, olcAccess, and
 * the definitions of schemas, of which only the names are shown: they come by ldapadd, and would be nine tenths of it. A
 * certificate or key that is stored as bytes is left out too.
 */
import { Attribute, Change, type Client } from 'ldapts'
import { written } from '@/lib/configuration/documents/cn-config'
import { find, parse } from '@/lib/configuration/documents/document'
import { ConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { asSlapdAdministrator } from '@/lib/instance/slapd/administration'

/** Attributes with their values by the DN of their entry. */
type Entries = Map<string, Attributes>
type Attributes = Map<string, string[]>

const LEFT_OUT =
  /^(olcAccess|olcAttributeTypes|olcObjectClasses|olcObjectIdentifier|olcLdapSyntaxes|olcDitContentRules|.+;binary)$/i

/** All entries as LDIF in an order that depends on nothing but them. Errors: service.unreachable, service.refused. */
export async function read(instance: Instance): Promise<Uint8Array> {
  return asSlapdAdministrator(instance, async (client) => Buffer.from(ldif(await present(client))))
}

/** The rules of all databases in the same way, in the order in which slapd goes through them. Errors: as read. */
export async function accessRules(instance: Instance): Promise<string> {
  return asSlapdAdministrator(instance, async (client) => {
    const { searchEntries } = await client.search('cn=config', {
      ...{ scope: 'sub', filter: '(olcAccess=*)', attributes: ['olcAccess'] },
    })
    const sorted = searchEntries.toSorted((a, b) => compare(a.dn, b.dn))
    const rules = (values: unknown) => inOrder([values].flat().map(String))
    return ldif(new Map(sorted.map(({ dn, olcAccess }) => [dn, new Map([['olcAccess', rules(olcAccess)]])])))
  })
}

/**
 * Makes cn=config say what the LDIF says, an entry at a time. Errors: 'invalid' config.entries when entries come or
 * go, config.fixed for what is left out, config.reading for lines that are no attributes; 'failed' service.refused with what slapd said, everything then
 * being as before.
 */
export async function replace(instance: Instance, bytes: Uint8Array): Promise<void> {
  const wanted = entriesIn(Buffer.from(bytes).toString('utf8'))
  await asSlapdAdministrator(instance, async (client) => {
    const now = await present(client)
    const undo: (() => Promise<void>)[] = []
    for (const { dn, changes, back } of differences(now, wanted)) {
      try {
        await client.modify(dn, changes)
        undo.unshift(() => client.modify(dn, back))
      } catch (error) {
        for (const step of undo) await step().catch(() => {})
        throw error
      }
    }
  })
}

/** What slapmodify(8) makes of the difference, in LDIF; the empty text for none. Errors as in replace. */
export function changeRecords(before: Uint8Array, after: Uint8Array): string {
  const [now, wanted] = [before, after].map((bytes) => entriesIn(Buffer.from(bytes).toString('utf8')))
  if (!now || !wanted) return ''
  return differences(now, wanted)
    .map(({ dn, changes }) => {
      const parts = changes.map(({ operation, modification: { type, values } }) =>
        [`${operation}: ${type}`, ...values.map((value) => written(type, String(value))), '-'].join('\n'),
      )
      return [written('dn', dn), 'changetype: modify', ...parts, ''].join('\n')
    })
    .join('\n')
}

/**
 * What is there without the change that made `applied` of `old`, an attribute at a time; entries come and go as they
 * are there. Where others changed the same values the old ones come back, and `crossed` is true.
 */
export function takenOut(
  applied: Uint8Array,
  old: Uint8Array,
  present: Uint8Array,
): { bytes: Uint8Array; crossed: boolean } {
  const [base, mine, theirs] = [applied, old, present].map((bytes) =>
    entriesIn(Buffer.from(bytes).toString('utf8')),
  ) as [Entries, Entries, Entries]
  let crossed = false
  const none: Attributes = new Map()
  const merged = [...theirs].map(([dn, now]): [string, Attributes] => {
    const [was, before] = [base.get(dn) ?? none, mine.get(dn)]
    if (!before) return [dn, now]
    const names = new Set([...now.keys(), ...before.keys()])
    const values = [...names].map((name): [string, string[]] => {
      const found = withoutChange(valuesOf(was, name), valuesOf(before, name), valuesOf(now, name))
      crossed ||= found.crossed
      return [name, found.values]
    })
    return [dn, new Map(values)]
  })
  return { bytes: Buffer.from(ldif(new Map(merged))), crossed }
}

/**
 * `applied`, which a change was to make of `old`, as slapd has it: written in slapd's own way, and only as far as the
 * change got. It is `present` byte for byte when nobody else changed anything.
 */
export function asTaken(applied: Uint8Array, old: Uint8Array, present: Uint8Array): Uint8Array {
  const [base, mine, theirs] = [applied, old, present].map((bytes) =>
    entriesIn(Buffer.from(bytes).toString('utf8')),
  ) as [Entries, Entries, Entries]
  const isSame = (one: string[], other: string[]) => one.toSorted().join('\n') === other.toSorted().join('\n')
  const taken = [...base].map(([dn, was]): [string, Attributes] => {
    const now = theirs.get(dn) ?? (new Map() as Attributes)
    const names = new Map([...was.keys(), ...now.keys()].map((name) => [name.toLowerCase(), name]))
    const own = [...names].flatMap(([key, name]): [string, string[]][] => {
      const [before, wanted, found] = [mine.get(dn) ?? was, was, now].map((one) => valuesOf(one, key)) as [
        string[],
        string[],
        string[],
      ]
      const values = isSame(before, wanted) && !isSame(wanted, found) ? wanted : found
      return values.length > 0 ? [[name, values]] : []
    })
    const order = [...now.keys()]
    return [dn, new Map(own.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)))]
  })
  const order = [...theirs.keys()]
  return Buffer.from(ldif(new Map(taken.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)))))
}

function withoutChange(base: string[], mine: string[], theirs: string[]) {
  const isSame = (one: string[], other: string[]) => one.join('\n') === other.join('\n')
  if (isSame(base, theirs) || isSame(mine, theirs)) return { values: mine, crossed: false }
  if (isSame(base, mine)) return { values: theirs, crossed: false }
  const [was, old, now] = [base, mine, theirs].map((values) => values.map(withoutNumber)) as [
    string[],
    string[],
    string[],
  ]
  // What others only put beside it stays there.
  if (was.length === 0 || !was.every((value) => now.includes(value))) return { values: mine, crossed: true }
  const beside = now.filter((value) => !was.includes(value) && !old.includes(value))
  return { values: [...old, ...beside], crossed: false }
}

function valuesOf(attributes: Attributes, name: string): string[] {
  const key = name.toLowerCase()
  return [...attributes].find(([one]) => one.toLowerCase() === key)?.[1] ?? []
}

/** All attributes that are shown, with their values. */
export function settingsIn(bytes: Uint8Array): { name: string; value: string }[] {
  const entries = entriesIn(Buffer.from(bytes).toString('utf8'))
  return [...entries.values()].flatMap((attributes) =>
    [...attributes].flatMap(([name, values]) => values.map((value) => ({ name, value }))),
  )
}

async function present(client: Client): Promise<Entries> {
  const { searchEntries } = await client.search('cn=config', { scope: 'sub' })
  return inOwnOrder(searchEntries)
}

/** As slapd has them, with the values of one attribute in an array or alone. */
export function inOwnOrder(found: readonly Record<string, unknown>[]): Entries {
  const sorted = found
    .map((entry): { dn: string; [name: string]: unknown } => ({ ...entry, dn: String(entry.dn) }))
    .toSorted((a, b) => compare(a.dn, b.dn))
  return new Map(
    sorted.map(({ dn, ...attributes }) => [
      dn,
      new Map(
        Object.entries(attributes)
          .filter(([name]) => !LEFT_OUT.test(name))
          .toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
          .map(([name, values]) => [name, inOrder([values].flat().map(String))] as const),
      ),
    ]),
  )
}

/** What says what an entry is comes first. */
function place(name: string): number {
  return name === 'objectClass' ? 0 : /^(cn|olcDatabase|olcOverlay|olcBackend)$/.test(name) ? 1 : 2
}

/** By the levels of the tree, with slapd's numbers as numbers. */
function compare(one: string, other: string): number {
  const key = (dn: string) =>
    dn
      .split(',')
      .toReversed()
      .map((rdn) => rdn.replace(/\{(-?\d+)\}/, (_, n) => `{${String(Number(n) + 1).padStart(6, '0')}}`))
      .join('\0')
  return key(one) < key(other) ? -1 : 1
}

/** Numbered values by their numbers; the order of others means nothing. */
function inOrder(values: string[]): string[] {
  return values.toSorted((a, b) => (numberOf(a) ?? -1) - (numberOf(b) ?? -1) || (a < b ? -1 : 1))
}

function numberOf(value: string): number | undefined {
  const number = /^\{(\d+)\}/.exec(value)?.[1]
  return number === undefined ? undefined : Number(number)
}

function withoutNumber(value: string): string {
  return value.replace(/^\{\d+\}/, '')
}

export function ldif(entries: Entries): string {
  return [...entries]
    .map(([dn, attributes]) =>
      [
        written('dn', dn),
        ...[...attributes].flatMap(([name, values]) => values.map((value) => written(name, value))),
        '',
      ].join('\n'),
    )
    .join('\n')
}

function entriesIn(text: string): Entries {
  const document = parse('cn=config', text)
  const strange = document.statements.find(({ kind, raw }) => kind === 'text' && /^[^#\s]/.test(raw))
  if (strange) throw new ConsoleError('invalid', 'config.reading', { name: '', value: strange.raw.trim() })
  const entries: Entries = new Map()
  for (const { statement } of find(document, { name: 'dn' })) entries.set(statement.value, new Map())
  for (const { kind, name, value, path } of document.statements) {
    if (kind === 'setting' && LEFT_OUT.test(name)) throw new ConsoleError('invalid', 'config.fixed', { name })
    const attributes = kind === 'setting' ? entries.get(path[0] ?? '') : undefined
    const known =
      [...(attributes?.keys() ?? [])].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name
    attributes?.set(known, [...(attributes.get(known) ?? []), value])
  }
  return entries
}

type Difference = { dn: string; changes: Change[]; back: Change[] }

function differences(now: Entries, wanted: Entries): Difference[] {
  const moved = [...now.keys(), ...wanted.keys()].find((dn) => !now.has(dn) || !wanted.has(dn))
  if (moved !== undefined) throw new ConsoleError('invalid', 'config.entries', { dn: moved })
  return [...now].flatMap(([dn, attributes]) => {
    const others = wanted.get(dn) ?? new Map<string, string[]>()
    const names = new Map([...attributes.keys(), ...others.keys()].map((name) => [name.toLowerCase(), name]))
    const steps = [...names].map(([key, name]) => ({
      ...{ name, before: valuesOf(attributes, key), after: valuesOf(others, key) },
    }))
    const changes = steps.flatMap(({ name, before, after }) => changesOf(name, before, after))
    const back = steps.flatMap(({ name, before, after }) => changesOf(name, after, before))
    return changes.length > 0 ? [{ dn, changes, back }] : []
  })
}

/** Single values come and go where slapd knows them by themselves: replaced, all indexes would be built anew. */
function changesOf(name: string, before: string[], after: string[]): Change[] {
  const isNumbered = before.some((value) => numberOf(value) !== undefined)
  const [old, fresh] = isNumbered ? [before.map(withoutNumber), after.map(withoutNumber)] : [before, after]
  const gone = old.filter((value) => !fresh.includes(value))
  const come = fresh.filter((value) => !old.includes(value))
  const isLonger = old.every((value, i) => fresh[i] === value)
  // slapd takes some, such as olcUpdateDN, only when they are added.
  if (isLonger && come.length === fresh.length - old.length)
    return come.length > 0 ? [change('add', name, come)] : []
  if (gone.length === 0 && come.length === 0 && !isNumbered && old.length === fresh.length) return []
  if (isNumbered || old.length < 2 || fresh.length === 0) return [change('replace', name, fresh)]
  return [
    ...(gone.length > 0 ? [change('delete', name, gone)] : []),
    ...(come.length > 0 ? [change('add', name, come)] : []),
  ]
}

function change(operation: 'add' | 'delete' | 'replace', type: string, values: string[]): Change {
  return new Change({ operation, modification: new Attribute({ type, values }) })
}
