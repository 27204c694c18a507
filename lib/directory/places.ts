/** Places for accounts, contacts and containers: what a person picks one of when something is to go elsewhere. */
import { z } from 'zod'
import { filter, operation } from '@/lib/access'
import { line } from './fields'
import { isContainer, isDomain, type Kind, kindOf } from './kinds'
import { pathTo, readWay, type Step, stepTo } from './tree'

export type Place = {
  dn: string
  kind: Kind
  /** As things are named that are asked for: an international domain in its ASCII form. */
  name: string
  /** The way there from the outermost container that the actor reaches, as it is read, such as "bücher.example / Sales". */
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
    const asWritten = filter.and(isContainer, ...named)
    // What such a domain is called in its own script is nowhere in the directory.
    const international = filter.and(isDomain, filter.contains('o', 'xn--'))
    const attributes = ['objectClass']
    const [written, others] = await Promise.all([
      handles.directory.searchAll(kind === 'domain' ? filter.and(isDomain, asWritten) : asWritten, {
        attributes,
        limit: MOST,
      }),
      words.length > 0 ? handles.directory.searchAll(international, { attributes }) : [],
    ])
    const read = others.filter(({ dn }) => words.every((word) => isRead(word, stepTo(handles, dn))))
    const found = new Map([...written, ...read].map((entry) => [entry.dn, entry]))
    const places = [...found.values()].map((entry) => {
      const own = stepTo(handles, entry.dn)
      const label = readWay([...pathTo(handles, entry.dn), own])
      return { dn: entry.dn, kind: kindOf(entry) ?? 'group', name: own.name, label }
    })
    return places.sort((a, b) => a.label.localeCompare(b.label)).slice(0, MOST)
  },
})

function isRead(word: string, { unicode = '' }: Step): boolean {
  return unicode.includes(word.normalize('NFC').toLowerCase())
}
