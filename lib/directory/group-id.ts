import { randomBytes } from 'node:crypto'
import type { Entry, Handles } from '@/lib/access'

/**
 * A name for a container as a group, such as `sales`, that no other has: Cyrus and Postfix know groups of all domains
 * by it, and no group had that is gone: access lists of folders may name it still. Made of the name's letters a-z and
 * digits; slapd stays the judge when two ask at once.
 */
export async function freeGroupId(handles: Handles, name: string, domain: string): Promise<string> {
  const plain = lettersOf(name) || 'group'
  const wishes = [plain, `${plain}-${lettersOf(domain.split('.')[0] ?? '')}`.slice(0, 60)]
  for (const wish of wishes)
    if (!(await handles.isTaken('smGroupId', wish)) && !(await handles.wasGroup(wish))) return wish
  return `${plain}-${randomBytes(4).toString('hex')}`
}

/** Has the name of a group that is about to go given to no other one. */
export async function retireGroupId(handles: Handles, entry: Entry): Promise<void> {
  const id = entry.first('smGroupId')
  if (id) await handles.retireGroup(id.toLowerCase())
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
}
