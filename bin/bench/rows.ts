/**
 * What is measured: one entry a row. `ours` is the console's web process, asked over HTTP for what a browser asks it
 * for; `raw` is ldapts on a connection that is bound already, with the rights of the same person (proxied authorization), and the
 * same filter, order and attributes. The milliseconds of making the raw connection are not counted.
 */
import { AndFilter, type Client, type Control, type Filter, type SearchOptions } from 'ldapts'
import { and, childDn, equals, present } from '@/lib/adapters/ldap'
import { accountsWanted } from '@/lib/directory'
import { nodeAttributes } from '@/lib/directory/browse'
import type { Bench, Raw } from './bench'
import { person } from './names'
import { PASSWORD } from './place'
import type { Row } from './row'
import { listAddress } from './web'

const accounts = equals('objectClass', 'smAccount')
const parts = ['ann', 'keller', 'mül', 'Жук', 'כהן', 'schn']

const looked: Row[] = [
  {
    name: 'first page of the browser',
    who: 'manager',
    tool: 'search of one level',
    ours: ({ manager }) => manager.page('/accounts'),
    raw: ({ instance }, { client, as }) =>
      client.search(
        instance.suffix,
        { scope: 'one', filter: present('objectClass'), attributes: nodeAttributes, sizeLimit: 501 },
        as(manager(instance)),
      ),
  },
  {
    name: 'expand the big container: first 100 by name',
    who: 'domain administrator',
    tool: 'search of the names, then of the rows',
    ours: (bench) => list(bench, { at: bench.place.crowded }),
    raw: (bench, raw) => rawList(bench, raw, bench.place.crowded, 'one', {}, 'cn', 0),
  },
  {
    name: 'its last page by surname',
    who: 'domain administrator',
    tool: 'search of the names, then of the rows',
    ours: (bench) => {
      const offset = Math.max(0, bench.place.inCrowd - 100)
      return list(bench, { at: bench.place.crowded, sort: 'surname', offset })
    },
    raw: (bench, raw) => rawList(bench, raw, bench.place.crowded, 'one', {}, 'sn', -100),
  },
  {
    name: 'find by part of a name: first 100',
    who: 'domain administrator',
    tool: 'search of the names, then of the rows',
    ours: (bench, turn) => list(bench, { at: bench.place.domainDn(0), depth: 'sub', text: partOf(turn) }),
    raw: (bench, raw, turn) =>
      rawList(bench, raw, bench.place.domainDn(0), 'sub', { text: partOf(turn) }, 'cn', 0),
  },
  {
    name: 'count it',
    who: 'domain administrator',
    tool: 'paged search of the names',
    ours: (bench) => asAdministrator(bench).count(bench.place.crowded, accounts, 'one'),
    raw: async ({ place }, { client, as }) => {
      const request: SearchOptions = {
        ...{ scope: 'one', filter: accounts, attributes: ['1.1'], paged: { pageSize: 500 } },
      }
      let count = 0
      for await (const page of client.searchPaginated(place.crowded, request, as(place.administrator(0))))
        count += page.searchEntries.length
      return count
    },
  },
  {
    name: 'open an account',
    who: 'domain administrator',
    tool: 'search of the login, all attributes',
    ours: (bench, turn) => administrator(bench).page(`/accounts/users/${loginOf(bench, turn)}`),
    raw: (bench, { client, as }, turn) =>
      client.search(
        bench.place.domainDn(0),
        { scope: 'sub', filter: and(accounts, equals('uid', loginOf(bench, turn))), attributes: ['*', '+'] },
        as(bench.place.administrator(0)),
      ),
  },
  {
    name: 'create an account (entry only)',
    who: 'domain administrator',
    tool: 'add of the same entry',
    ours: (bench, turn) =>
      administrator(bench).act('/accounts/users/new', 'createUserAction', {
        ...{ container: bench.place.domainDn(0), login: `ours.${turn}`, password: PASSWORD, mailbox: false },
        ...{ firstName: 'Ours', lastName: `Number ${turn}`, mustChangePassword: false },
      }),
    raw: ({ place, instance }, { client, as }, turn) => {
      const [uid, name] = [`raw.${turn}`, `Raw Number ${turn}`]
      const mail = `${uid}@${place.domainName(0)}`
      const entry = {
        objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
        ...{ uid, cn: name, displayName: name, givenName: 'Raw', sn: `Number ${turn}` },
        ...{ mail, mailLocalAddress: mail, mailHost: instance.hostname, smMailbox: 'FALSE' },
        userPassword: PASSWORD,
      }
      return client.add(childDn(place.domainDn(0), 'uid', uid), entry, as(place.administrator(0)))
    },
  },
]

export const accountRows: Row[] = looked.map((row) => ({ ...row, limit: (raw) => 1.5 * raw + 30 }))

type Look = { at: string; depth?: 'sub'; sort?: 'surname'; offset?: number; text?: string }

const list = (bench: Bench, look: Look) => administrator(bench).ask(listAddress({ ...look, count: 100 }))

function administrator({ administrators: [first] }: Bench) {
  if (!first) throw new Error('There is no administrator')
  return first
}

/** A hundred rows of the sorted list from a row on, or from so many before its end. */
async function rawList(
  { place }: Bench,
  { client, as }: Raw,
  base: string,
  scope: 'one' | 'sub',
  criteria: { text?: string },
  sort: string,
  from: number,
) {
  const controls = as(place.administrator(0))
  const names = await namesOf(client, base, scope, await asListed(criteria), sort, controls)
  const rows = names.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(from, from < 0 ? undefined : from + 100)
  const row: SearchOptions = { scope: 'base', filter: present('objectClass'), attributes: nodeAttributes }
  return Promise.all(rows.map(({ dn }) => client.search(dn, row, controls)))
}

async function namesOf(
  client: Client,
  base: string,
  scope: 'one' | 'sub',
  filter: Filter,
  attribute: string,
  controls: Control[],
) {
  const request: SearchOptions = { scope, filter, attributes: [attribute], paged: { pageSize: 2000 } }
  const names: { dn: string; name: string }[] = []
  for await (const { searchEntries } of client.searchPaginated(base, request, controls))
    for (const entry of searchEntries)
      names.push({ dn: entry.dn, name: String(entry[attribute]).toLowerCase() })
  return names
}

/** The filter of directory.list without other spellings and addresses that are former ones, and without the class that jobs put in front: each part costs time. */
async function asListed(criteria: { text?: string }): Promise<Filter> {
  const nothing = async () => []
  const unread = {
    directory: { search: nothing, searchAll: nothing, reaches: () => false },
    beyondScope: { leadingIntoScope: nothing },
  }
  const wanted = await accountsWanted(unread, null, { kind: 'user', ...criteria })
  const inner = wanted instanceof AndFilter ? wanted.filters[1] : undefined
  if (!inner) throw new Error('accountsWanted() is put together in another way now')
  return inner
}

function partOf(turn: number): string {
  return parts[turn % parts.length] ?? ''
}

function loginOf({ place }: Bench, turn: number): string {
  return person((turn * 131) % place.inCrowd).login
}

function manager({ suffix, domain }: Bench['instance']): string {
  return childDn(childDn(suffix, 'o', domain), 'uid', 'admin')
}

function asAdministrator({ directory, place }: Bench) {
  return directory.as(place.administrator(0))
}
