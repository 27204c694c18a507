/**
 * Entries as people name them: by their DN, a domain by its name, and what is inside by the way there, such as
 * `example.com/Sales/North`. A slash or backslash that belongs to a name stands behind a backslash.
 */
import { childDn, type Entry, type Handles, parentDn, rdnValue, sameDn } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { domainName } from './fields'
import { absentIsNull } from './made'

/** Levels below a domain that a way may have. */
const DEEPEST = 20

/**
 * The one entry that is meant. Errors: notFound when there is none, or none in scope; conflict place.ambiguous when an
 * organization and a group have the same name.
 */
export async function entryNamed(
  { directory, instance }: Handles,
  named: string,
  { leaf, attributes }: { leaf?: 'cn'; attributes?: string[] } = {},
): Promise<Entry> {
  if (isDn(named)) return directory.read(named, attributes)
  const possible = dnsOf(instance.suffix, named, leaf)
  const read = await Promise.all(possible.map((dn) => directory.read(dn, attributes).catch(absentIsNull)))
  const [entry, another] = read.filter((found) => found !== null)
  if (!entry) throw new ConsoleError('notFound', 'access.notFound')
  if (another) throw new ConsoleError('conflict', 'place.ambiguous', { one: entry.dn, other: another.dn })
  return entry
}

/**
 * The way to a container, as entryNamed() takes it. Blanks, commas and semicolons stand behind a backslash too, so that
 * ways can be listed between them.
 */
export function wayTo(suffix: string, dn: string): string {
  const above = parentDn(dn)
  const name = rdnValue(dn).replace(/[\\/\s,;]/gu, '\\$&')
  return above === '' || sameDn(above, suffix) ? name : `${wayTo(suffix, above)}/${name}`
}

export function isDn(named: string): boolean {
  return (named.split('/')[0] ?? '').includes('=')
}

/**
 * The DNs that the way to an entry may mean; [] for what is no way. No organization is below a group, so that n names
 * below a domain mean n + 1 DNs at most. With `leaf` the last name is of that attribute, and of no container.
 */
export function dnsOf(suffix: string, way: string, leaf?: 'cn'): string[] {
  const [first = '', ...names] = [...way.matchAll(/(?:\\.|[^\\/])+/gsu)].map(([name]) =>
    name.replace(/\\(.)/gsu, '$1'),
  )
  const domain = domainName.safeParse(first)
  const last = leaf && names.pop()
  if (!domain.success || names.length > DEEPEST || (leaf && last === undefined)) return []
  const top = childDn(suffix, 'o', domain.data)
  return Array.from({ length: names.length + 1 }, (_, groups) => {
    const organizations = names.length - groups
    const place = names.reduce(
      (above, name, at) => childDn(above, at < organizations ? 'o' : 'ou', name),
      top,
    )
    return leaf && last !== undefined ? childDn(place, leaf, last) : place
  })
}
