import type { Client, Control, SearchOptions as Request } from 'ldapts'
import { ask, type ConnectionOptions, leave, openBound } from './connection'
import type { Dn } from './dn'
import { type Entry, fromLdaptsEntry } from './entry'
import { ldapResult, refusalOf } from './refusal'

/** Gives every entry of a search, holding one page of them; the connection is its own and ends with it. */
export async function* entriesInPages(
  options: ConnectionOptions,
  base: Dn,
  request: Request,
  controls: Control[],
): AsyncGenerator<Entry, void, undefined> {
  const client = await openBound(options, options.bindDn, options.password)
  try {
    const pages = client.searchPaginated(base, request, controls)
    for (;;) {
      const page = await nextPage(client, pages)
      if (page.done) return
      for (const entry of page.value.searchEntries) yield fromLdaptsEntry(entry)
    }
  } finally {
    leave(client)
  }
}

async function nextPage(client: Client, pages: ReturnType<Client['searchPaginated']>) {
  try {
    return await ask(client, () => pages.next())
  } catch (error) {
    if (refusalOf(error)?.resultCode !== ldapResult.noSuchObject) throw error
    return { done: true, value: undefined } as const
  }
}
