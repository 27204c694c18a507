/** Places for accounts, contacts and containers: what a person picks one of when something is to go elsewhere. */
import { z } from 'zod'
import { filter, operation, rdnValue } from '@/lib/access'
import { line } from './fields'
import { isContainer, isDomain, type Kind, kindOf } from './kinds'
import { pathTo } from './tree'

export type Place = {
  dn: string
  kind: Kind
  /** Names from the outermost container that the actor reaches down to its own, such as "example.com / Sales". */
  label: string
}

const MOST = 50

/** Domains, organizations and groups in scope whose name has these words or parts of words; by label. */
export const findPlaces = operation({
  name: 'container.find',
  kind: 'read',
  input: z.strictObject({ text: line(200).default(''), kind: z.enum(['domain', 'any']).default('any') }),
  async run(handles, { text, kind }): Promise<Place[]> {
    // The words of a label mean the place that it ends with.
    const last = text.split(' / ').at(-1) ?? ''
    const words = last.split(/\s+/).filter(Boolean)
    const named = words.map((word) => filter.or(filter.contains('o', word), filter.contains('ou', word)))
    const wanted = filter.and(kind === 'domain' ? isDomain : isContainer, ...named)
    const found = await handles.directory.searchAll(wanted, { attributes: ['objectClass'], limit: MOST })
    const places = found.map((entry) => {
      const names = [...pathTo(handles, entry.dn).map(({ name }) => name), rdnValue(entry.dn)]
      return { dn: entry.dn, kind: kindOf(entry) ?? 'group', label: names.join(' / ') }
    })
    return places.sort((a, b) => a.label.localeCompare(b.label)).slice(0, MOST)
  },
})
