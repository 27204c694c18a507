/** Entries of which the names are known. */
import type { Client, Control } from 'ldapts'
import { batches } from '../batches'
import type { Connection } from './connection'
import { type Dn, formatDn, parseDn } from './dn'
import { type Entry, fromLdaptsEntry } from './entry'
import { equals, type Filter, or, present } from './filter'
import { ldapResult, refusalOf } from './refusal'
import { assertSendable } from './text'

/**
 * Entries of one place that are asked for at once. One alone costs slapd the look for who may act as the person; of
 * many it holds each against the name of every other one, and asks its rules each time.
 */
const AT_ONCE = 8
/** Others may have the same name, of which the person's limit would count each. */
const WITHOUT_LIMIT = 2 ** 31 - 1
/** What everybody may search who sees the entry, with an index. */
const naming = ['uid', 'cn', 'ou', 'o']

/** In the order of the DNs, which are as slapd writes them, without those that are gone or that the person may not see. */
export async function readRows(
  connection: Connection,
  dns: Dn[],
  { attributes, timeLimit }: { attributes: string[]; timeLimit: number },
  controls: Control[],
): Promise<Entry[]> {
  const search = async ({ base, scope, filter }: Part) => {
    const request = { scope, filter, attributes, timeLimit, sizeLimit: WITHOUT_LIMIT }
    const found = await unlessAbsent(
      connection.run((client: Client) => client.search(assertSendable(base), request, controls)),
    )
    return found?.searchEntries.map(fromLdaptsEntry) ?? []
  }
  const found = (await Promise.all(partsOf(dns).map(search))).flat()
  const byName = new Map(found.map((entry) => [entry.dn, entry]))
  return dns.flatMap((dn) => byName.get(dn) ?? [])
}

type Part = { base: Dn; scope: 'base' | 'one'; filter: Filter }

function partsOf(dns: Dn[]): Part[] {
  const alone: Part[] = []
  const places = new Map<Dn, Filter[]>()
  for (const dn of dns) {
    const [[only, ...others] = [], ...above] = parseDn(dn)
    if (!only || others.length > 0 || !naming.includes(only.attribute.toLowerCase())) {
      alone.push({ base: dn, scope: 'base', filter: present('objectClass') })
      continue
    }
    const place = formatDn(above)
    const names = places.get(place) ?? []
    names.push(equals(only.attribute, only.value))
    places.set(place, names)
  }
  return [
    ...alone,
    ...[...places].flatMap(([base, names]) =>
      batches(names, AT_ONCE).map((part) => ({ base, scope: 'one' as const, filter: or(...part) })),
    ),
  ]
}

/** undefined when the base is not there or hidden. */
export async function unlessAbsent<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch (error) {
    if (refusalOf(error)?.resultCode !== ldapResult.noSuchObject) throw error
    return undefined
  }
}
