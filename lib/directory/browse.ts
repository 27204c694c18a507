/** The account browser's tree of containers, level by level, as slapd has it at this look. */
import { z } from 'zod'
import { type Entry, isWellFormedDn, operation, rdnValue } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { unicodeName } from './international'
import { isContainer, type Kind, kindOf, kinds } from './kinds'

export type Node = {
  /** entryUUID. */
  id: string
  dn: string
  kind: Kind
  /** What people call it: a domain's or container's name, a person's name, an alias's address. */
  name: string
  /** Of a domain with an international name: it in the script of its people. */
  unicode: string | undefined
  description: string
  login: string | null
  mail: string | null
  role: string | null
  suspended: boolean
  isPrivate: boolean
  hasChildren: boolean
}

/** Containers of one level that are given at once; more of them are found by looking for them. */
const LEVEL_LIMIT = 1000

/** What nodeFrom() needs. */
export const nodeAttributes = [
  'objectClass',
  'entryUUID',
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

export type Level = {
  /** The container itself; null at the top. */
  here: Node | null
  /** The containers directly in it, by kind and name. */
  nodes: Node[]
  /** Some were left off. */
  more: boolean
  /** Name of the domain that the installation began with. */
  primaryDomain: string
}

/** One level of the tree, below `at` or at the top. notFound for what is no container, or none of the scope. */
export const browse = operation({
  name: 'directory.browse',
  kind: 'read',
  input: z.strictObject({ at: z.string().max(2000).optional() }),
  async run({ directory, grant, instance }, { at }): Promise<Level> {
    const primaryDomain = instance.domain
    if (at && !isWellFormedDn(at)) throw new ConsoleError('notFound', 'access.notFound')
    if (!at && grant !== 'all') {
      const tops = await Promise.all(directory.tops.map((dn) => directory.read(dn, nodeAttributes)))
      return { here: null, nodes: sorted(tops), more: false, primaryDomain }
    }
    const limit = LEVEL_LIMIT + 1
    const options = { scope: 'one', attributes: nodeAttributes, limit } as const
    const [here, found] = await Promise.all([
      at ? directory.read(at, nodeAttributes).then(containerFrom) : null,
      directory.search(at || instance.suffix, isContainer, options),
    ])
    const nodes = sorted(found).slice(0, LEVEL_LIMIT)
    return { here, nodes, more: found.length === limit, primaryDomain }
  },
})

function containerFrom(entry: Entry): Node {
  const node = nodeFrom(entry)
  if (node?.kind === 'domain' || node?.kind === 'organization' || node?.kind === 'group') return node
  throw new ConsoleError('notFound', 'access.notFound')
}

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
    id: entry.first('entryUUID') ?? '',
    dn: entry.dn,
    kind,
    name: (kind === 'alias' ? mail : isPlace ? null : person) ?? rdnValue(entry.dn),
    unicode: kind === 'domain' ? unicodeName(rdnValue(entry.dn)) : undefined,
    isPrivate: entry.isTrue('smPrivate'),
    description: entry.first('description') ?? '',
    login: kind === 'user' ? (entry.first('uid') ?? null) : null,
    mail,
    role: entry.first('smRole') ?? null,
    suspended: entry.first('smAccountStatus') === 'suspended',
    hasChildren: entry.isTrue('hasSubordinates'),
  }
}
