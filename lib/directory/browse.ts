/** The account browser's tree, level by level, as slapd has it at this look. */
import { z } from 'zod'
import { type Entry, filter, operation, rdnValue } from '@/lib/access'
import { type Kind, kindOf, kinds } from './kinds'

export type Node = {
  dn: string
  kind: Kind
  /** What people call it: a domain's or container's name, a person's name, an alias's address. */
  name: string
  description: string
  login: string | null
  mail: string | null
  role: string | null
  suspended: boolean
  isPrivate: boolean
  hasChildren: boolean
}

/** Accounts and aliases of one level that are given at once; more of them are found by looking into the list. */
export const LEVEL_LIMIT = 500

/** What nodeFrom() needs. */
export const nodeAttributes = [
  'objectClass',
  'hasSubordinates',
  'o',
  'ou',
  'cn',
  'displayName',
  'uid',
  'mail',
  'description',
  'associatedDomain',
  'smRole',
  'smAccountStatus',
  'smPrivate',
]

/** One level below `at`, or the top level; containers first, then by name. `more` says that some were left off. */
export const browse = operation({
  name: 'directory.browse',
  kind: 'read',
  input: z.strictObject({ at: z.string().max(2000).optional() }),
  async run(handles, { at }): Promise<{ nodes: Node[]; more: boolean }> {
    const { directory, grant, instance } = handles
    if (!at && grant !== 'all') {
      const tops = await Promise.all(directory.tops.map((dn) => directory.read(dn, nodeAttributes)))
      return { nodes: sorted(tops), more: false }
    }
    // Apart from the rest, so that no container is left off a long level: the way down leads through them.
    const base = at ?? instance.suffix
    const isContainer = filter.equals('objectClass', 'smContainer')
    const limit = LEVEL_LIMIT + 1
    const [containers, others] = await Promise.all([
      directory.search(base, isContainer, { scope: 'one', attributes: nodeAttributes }),
      directory.search(base, filter.not(isContainer), { scope: 'one', attributes: nodeAttributes, limit }),
    ])
    const nodes = [...sorted(containers), ...sorted(others).slice(0, LEVEL_LIMIT)]
    return { nodes, more: others.length === limit }
  },
})

function sorted(entries: Entry[]): Node[] {
  return entries
    .map(nodeFrom)
    .filter((node) => node !== null)
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name))
}

/** An entry as lists and trees show it; null for what is none of the console's. */
export function nodeFrom(entry: Entry): Node | null {
  const kind = kindOf(entry)
  if (!kind) return null
  const mail = entry.first('mail') ?? null
  const isPlace = kind === 'domain' || kind === 'organization' || kind === 'group'
  const person = entry.first('displayName') ?? entry.first('cn')
  return {
    dn: entry.dn,
    kind,
    name: (kind === 'alias' ? mail : isPlace ? null : person) ?? rdnValue(entry.dn),
    isPrivate: entry.isTrue('smPrivate'),
    description: entry.first('description') ?? '',
    login: kind === 'user' ? (entry.first('uid') ?? null) : null,
    mail,
    role: entry.first('smRole') ?? null,
    suspended: entry.first('smAccountStatus') === 'suspended',
    hasChildren: entry.isTrue('hasSubordinates'),
  }
}
