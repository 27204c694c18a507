/** The whole of a list as a file, made while it is sent: nobody holds more of it than a few hundred entries. */
import { z } from 'zod'
import { type Entry, filter, type Handles, namesEntries, operation, parentDn } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { LDIF_BEGINNING, ldifRecord } from './export-ldif'
import { isContainer } from './kinds'
import { accountsNamed, type ListRow, listRequest, listWanted, rowsFrom } from './list'

/** Rows of a table in the order of the list, or LDIF in an order in which ldapadd can load it. */
export type Export =
  | { format: 'csv'; rows: AsyncIterable<ListRow> }
  | { format: 'ldif'; text: AsyncIterable<string> }

type Request = Awaited<ReturnType<typeof listRequest>>

/** Entries that are looked at together. */
const AT_ONCE = 500

/** Logins that one export may name: they come in an address. */
const MOST_NAMED = 200

/** Separated by commas. */
const logins = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().min(1).max(64)).max(MOST_NAMED, 'input.tooLong'))

/** What listEntries shows, all of it; or the accounts of these logins in its order. Errors that show at the beginning are thrown before anything is given. */
export const exportEntries = operation({
  name: 'directory.export',
  kind: 'read',
  input: z.strictObject({ ...listWanted, logins: logins.optional(), format: z.enum(['csv', 'ldif']) }),
  async run(handles, { format, logins, ...wanted }): Promise<Export> {
    const list = await listRequest(handles, wanted)
    const request = logins ? { ...list, filter: accountsNamed(logins) } : list
    return format === 'csv'
      ? { format, rows: await begun(sortedRows(handles, request)) }
      : { format, text: await begun(ldif(handles, request)) }
  },
})

async function* sortedRows(
  handles: Handles,
  { base, filter: wanted, options }: Request,
): AsyncGenerator<ListRow> {
  let list: string | null = null
  for (let offset = 0, total = 1; offset < total; offset += AT_ONCE) {
    const at = { offset, count: AT_ONCE }
    const found = await handles.directory.window(base, wanted, { ...options, at, list })
    // Sorted anew in the middle, rows could come twice or never.
    if (list !== null && found.list !== list)
      throw new ConsoleError('unavailable', 'service.unreachable', { service: 'slapd' })
    yield* rowsFrom(handles, found.entries)
    list = found.list
    total = found.total
  }
}

/** Places first, each before those in it: slapd may have them in another order since one was moved. */
async function* ldif({ directory }: Handles, { base, filter: wanted, options }: Request) {
  let beginning = LDIF_BEGINNING
  const search = { scope: options.scope, attributes: ['*'] }
  const places: Entry[] = []
  for await (const place of directory.each(base, filter.and(wanted, isContainer), search)) places.push(place)
  for (const place of places.sort((a, b) => levelOf(a.dn) - levelOf(b.dn))) {
    yield beginning + ldifRecord(shownOf(directory, place))
    beginning = ''
  }
  const others = filter.and(wanted, filter.not(isContainer))
  for await (const entry of directory.each(base, others, search)) {
    yield beginning + ldifRecord(shownOf(directory, entry))
    beginning = ''
  }
  if (beginning) yield beginning
}

function levelOf(dn: string): number {
  return dn === '' ? 0 : 1 + levelOf(parentDn(dn))
}

/** Not only passwords: keys, and what would let somebody else count as this person. */
const secret =
  /^(userpassword|userpkcs12|authpassword|authz(to|from)|pwd\w*|oath\w*|krb\w*|samba\w*password)(;|$)/i

/** A place gets another one when it is loaded and saved: slapd takes it from the console alone, and never twice. */
const given = /^smgroupid$/i

/** Without secrets, and without the names of those whom the actor does not see. */
function shownOf(directory: Handles['directory'], entry: Entry) {
  const names = entry.names().filter((name) => !secret.test(name) && !given.test(name))
  const valuesOf = (name: string) =>
    namesEntries(name)
      ? entry.bytes(name).filter((dn) => directory.reaches(dn.toString()))
      : entry.bytes(name)
  const attributes = names.map((name) => [name, valuesOf(name)] as const)
  return { dn: entry.dn, attributes: attributes.filter(([, values]) => values.length > 0) }
}

/** The same, looked at as far as its first item already. */
async function begun<T>(items: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  let first: IteratorResult<T> | undefined = await items.next()
  const next = () => {
    if (!first) return items.next()
    const given = Promise.resolve(first)
    first = undefined
    return given
  }
  return { [Symbol.asyncIterator]: () => ({ next, return: () => items.return(undefined) }) }
}
