/** Who is meant in an access list: a login, `group:<name as a group>`, `anyone`. */

import { type Entry, filter, type Handles } from '@/lib/access'
import { batches } from '@/lib/adapters/batches'
import { absentIsNull, containerAt, isUser } from '@/lib/directory'

export type Identified = {
  /** `nobody`: an entry that matches no account or group of the directory (any more). */
  kind: 'user' | 'group' | 'anyone' | 'nobody'
  /** The name of the person or place; '' outside the actor's scope. */
  name: string
  /** DN of the person or place; null outside the actor's scope. */
  dn: string | null
}

const GROUP = 'group:'
const MANY = 100

/** By identifier, without the `-` of rights that are taken. */
export async function identify(handles: Handles, ids: string[]): Promise<Map<string, Identified>> {
  const found = new Map<string, Identified>()
  const everybody = [...new Set(ids)]
  for (const id of everybody) if (isAnyone(id)) found.set(id, { kind: 'anyone', name: '', dn: null })
  const rest = everybody.filter((id) => !isAnyone(id))
  for (const some of batches(rest, MANY)) {
    const entries = await handles.directory.searchAll(filter.or(...some.map(meaning)), {
      attributes: ['uid', 'cn', 'displayName', 'o', 'ou', 'smGroupId'],
    })
    for (const entry of entries) found.set(identifierOf(entry), described(entry))
  }
  // Whoever is outside the scope is there all the same: calling them nobody would have them taken away.
  for (const id of rest) if (!found.has(id)) found.set(id, await outside(handles, id))
  return found
}

/**
 * The identifier that a person means by what was typed: a login, `group:…`, `anyone`, or a place. Undefined when
 * nobody in scope is called so.
 */
export async function identifierNamed(handles: Handles, text: string): Promise<string | undefined> {
  const typed = text.trim()
  if (isAnyone(typed.toLowerCase())) return typed.toLowerCase()
  const folded = typed.toLowerCase()
  const known = (await identify(handles, [folded])).get(folded)
  if (known && known.kind !== 'nobody' && known.dn !== null) return folded
  if (typed.startsWith(GROUP) || typed === '') return undefined
  const place = await containerAt(handles, typed).catch(absentIsNull)
  const groupId = place?.first('smGroupId')
  return groupId === undefined ? undefined : `${GROUP}${groupId.toLowerCase()}`
}

export function groupIdentifier(groupId: string): string {
  return `${GROUP}${groupId.toLowerCase()}`
}

function isAnyone(id: string): boolean {
  return id === 'anyone' || id === 'anonymous'
}

function meaning(id: string) {
  if (id.startsWith(GROUP)) return filter.equals('smGroupId', id.slice(GROUP.length))
  return filter.and(isUser, filter.equals('uid', id))
}

function identifierOf(entry: Entry): string {
  const groupId = entry.first('smGroupId')
  return groupId === undefined ? (entry.first('uid') ?? '').toLowerCase() : groupIdentifier(groupId)
}

function described(entry: Entry): Identified {
  const isGroup = entry.has('smGroupId')
  const name = isGroup
    ? (entry.first('ou') ?? entry.first('o'))
    : (entry.first('displayName') ?? entry.first('cn'))
  return { kind: isGroup ? 'group' : 'user', name: name ?? '', dn: entry.dn }
}

async function outside(handles: Handles, id: string): Promise<Identified> {
  const isGroup = id.startsWith(GROUP)
  const isThere = isGroup
    ? await handles.isTaken('smGroupId', id.slice(GROUP.length))
    : await handles.isTaken('uid', id)
  return { kind: isThere ? (isGroup ? 'group' : 'user') : 'nobody', name: '', dn: null }
}
