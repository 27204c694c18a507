/**
 * Lists of accounts, contacts, resources and containers, of any length: a window at a time, sorted, of one
 * place or of the whole scope, of everything or of what is looked for.
 */
import { z } from 'zod'
import { type Entry, filter, type Handles, operation, parentDn } from '@/lib/access'
import type { WindowOptions } from '@/lib/adapters/ldap'
import { type Node, nodeAttributes, nodeFrom } from './browse'
import { line } from './fields'
import { type Holders, havingBrought } from './former-addresses'
import { isCounted, isOfKind, type Kind, kinds } from './kinds'
import { isDn } from './named-places'
import { containerAt, pathTo, readWay } from './tree'
import { type Names, wordsIn } from './words'

/** Sort keys of lists and the attributes they go by. */
export const listSorts = { name: 'cn', surname: 'sn', login: 'uid', address: 'mail' } as const
export type ListSort = keyof typeof listSorts

/** Words that are looked for at once. */
const MOST_WORDS = 10

/** Rows that one look gives at most. */
export const LIST_WINDOW = 200

const text = line(200).optional()
const count = z.coerce.number().int().min(1).max(LIST_WINDOW).default(100)

/** What is looked for; each is also a parameter of the page's address. */
export const listCriteria = {
  /** Words or parts of words of the name, login or any address, or of a place's name; all of them have to be there. */
  text,
  kind: z.enum([...kinds, 'any', 'leaf']).default('leaf'),
  login: text,
  firstName: text,
  lastName: text,
  address: text,
  title: text,
  department: text,
  telephone: text,
  description: text,
  status: z.enum(['active', 'suspended']).optional(),
  role: z
    .enum(['manager', 'administrator', 'domainAdministrator', 'groupAdministrator', 'user', 'any'])
    .optional(),
  mailbox: z.enum(['yes', 'no']).optional(),
}

/** Which entries, and in what order: what a list and its export have in common. */
export const listWanted = {
  /** DN, name or way of the place; the whole scope when left out. */
  at: z.string().max(2000).optional(),
  depth: z.enum(['one', 'sub']).default('one'),
  ...listCriteria,
  sort: z.enum(['name', 'surname', 'login', 'address']).default('name'),
  reverse: z.enum(['yes', 'no']).default('no'),
}
const Wanted = z.object(listWanted)

/** An entry, and the container that it is in with the names of those around it that the actor reaches. */
export type ListRow = Node & {
  /** What a list by name goes by: the common name, where what people are called is another. */
  sortName: string
  place: { dn: string; path: string[] }
}

export type ListRows = {
  rows: ListRow[]
  /** Row of the first, from 0. */
  offset: number
  total: number
  /** Given with the next look it gets rows of this same list. */
  list: string | null
}

/** Which of the rows are looked at. */
export const listWindow = {
  offset: z.coerce.number().int().min(0).default(0),
  count,
  /** Instead of a row: the first entry whose key begins so or comes after. */
  from: z.string().max(100).optional(),
  list: z.string().max(200).optional(),
}

export const listEntries = operation({
  name: 'directory.list',
  kind: 'read',
  input: z.strictObject({ ...listWanted, ...listWindow }),
  async run(handles, { offset, count, from, list, ...wanted }): Promise<ListRows> {
    const { base, filter, options } = await listRequest(handles, wanted)
    const at = from === undefined ? { offset, count } : { from, count }
    const found = await handles.directory.window(base, filter, { ...options, at, list: list ?? null })
    const { total, offset: first } = found
    return { rows: rowsFrom(handles, found.entries), offset: first, total, list: found.list }
  },
})

/** How slapd is asked for what is wanted. notFound for a place that is absent or out of scope. */
export async function listRequest(handles: Handles, wanted: z.output<typeof Wanted>) {
  const { at, depth, sort, reverse, ...criteria } = wanted
  const base = at && !isDn(at) ? (await containerAt(handles, at)).dn : at
  // slapd finds nothing below what is gone; that is not an empty place.
  if (base && base === at) await handles.directory.read(base, ['1.1'])
  const options: Pick<WindowOptions, 'scope' | 'attributes' | 'sort'> = {
    scope: base ? depth : 'sub',
    attributes: nodeAttributes,
    sort: { attribute: listSorts[sort], reverse: reverse === 'yes' },
  }
  return { base: base || null, filter: await wantedBy(handles, base || null, criteria), options }
}

/** Without those that are none of the console's. */
export function rowsFrom(handles: Handles, entries: Entry[]): ListRow[] {
  const paths = new Map<string, string[]>()
  return entries.flatMap((entry) => {
    const node = nodeFrom(entry)
    if (!node) return []
    const dn = parentDn(entry.dn)
    const path = paths.get(dn) ?? pathTo(handles, entry.dn).map((step) => readWay([step]))
    paths.set(dn, path)
    return [{ ...node, sortName: sortNameOf(node, entry), place: { dn, path } }]
  })
}

function sortNameOf({ kind, name }: Node, entry: Entry): string {
  const hasCommonName = kind === 'user' || kind === 'contact' || kind === 'resource'
  return (hasCommonName && entry.first(listSorts.name)) || name
}

/** What is asked to put a filter together. */
type Sources = Holders & { directory: Names }

const Criteria = z.object(listCriteria)
type Criteria = z.output<typeof Criteria>

/** The filter for what is looked for. */
async function wantedBy(handles: Sources, base: string | null, sought: Criteria): Promise<filter.Filter> {
  const { text = '', address, kind, status, role, mailbox, ...criteria } = sought
  const parts = Object.entries(criteria).flatMap(([name, value]) =>
    value ? [partOf(attributesOf[name as keyof typeof attributesOf], value)] : [],
  )
  const words = text.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  const wanted = [
    ...[isOfKinds(kind), ...parts],
    ...(address ? [await orBrought(handles, kind, address, partOf(attributesOf.address, address))] : []),
    ...(await Promise.all(
      words.map(async (word) => orBrought(handles, kind, word, await wordIn(handles, base, kind, word))),
    )),
  ]
  const isSuspended = filter.equals('smAccountStatus', 'suspended')
  if (status) {
    const isAccount = isOfKind.user
    wanted.push(isAccount, status === 'suspended' ? isSuspended : filter.not(isSuspended))
  }
  if (role === 'user') wanted.push(isOfKind.user, filter.not(filter.present('smRole')))
  else if (role === 'any') wanted.push(filter.present('smRole'))
  else if (role) wanted.push(filter.equals('smRole', role))
  if (mailbox) {
    const hasMailbox = filter.equals('smMailbox', 'TRUE')
    wanted.push(isOfKind.user, mailbox === 'yes' ? hasMailbox : filter.not(hasMailbox))
  }
  return filter.and(...wanted)
}

async function wordIn(
  { directory }: Sources,
  base: string | null,
  kind: Criteria['kind'],
  word: string,
): Promise<filter.Filter> {
  const [only, ...others] = await wordsIn(directory, base, kind, word)
  return only && others.length === 0 ? only : filter.and(...(only ? [only, ...others] : []))
}

/** What matches, and who has brought an address with this part along from another domain. */
async function orBrought(
  handles: Sources,
  kind: Criteria['kind'],
  part: string,
  matches: filter.Filter,
): Promise<filter.Filter> {
  const isOfHolders = kind === 'user' || kind === 'resource' || kind === 'leaf' || kind === 'any'
  const brought = isOfHolders ? await havingBrought(handles, part) : []
  return brought.length > 0 ? filter.or(matches, ...brought) : matches
}

/** The same for accounts alone. */
export async function accountsWanted(
  handles: Sources,
  base: string | null,
  criteria: Criteria,
): Promise<filter.Filter> {
  return filter.and(isOfKind.user, await wantedBy(handles, base, criteria))
}

/** The accounts of these logins. */
export function accountsNamed(logins: string[]): filter.Filter {
  return filter.and(isOfKind.user, filter.or(...logins.map((login) => filter.equals('uid', login))))
}

const attributesOf = {
  login: ['uid'],
  firstName: ['givenName'],
  lastName: ['sn'],
  address: ['mail', 'mailLocalAddress'],
  title: ['title'],
  department: ['departmentNumber'],
  telephone: ['telephoneNumber', 'mobile'],
  description: ['description'],
}

function isOfKinds(kind: Kind | 'any' | 'leaf'): filter.Filter {
  if (kind === 'leaf') return filter.or(isOfKind.user, isOfKind.contact, isOfKind.resource)
  // Any is also what is looked for by an address that somebody has brought along.
  return kind === 'any' ? filter.or(...kinds.map((each) => isOfKind[each])) : isCounted[kind]
}

function partOf(attributes: string[], part: string): filter.Filter {
  return filter.or(...attributes.map((attribute) => filter.contains(attribute, part)))
}
