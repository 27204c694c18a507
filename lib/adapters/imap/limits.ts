/**
 * Quota roots by the names they stand at. Cyrus leaves a root at a name when the folder there is renamed or deleted, for
 * whatever comes under that name next; and what it renamed goes on counting for the root at the old name. So the
 * console carries roots along itself: first the new one, which counts what is there, then away with the old one. Where the
 * new name is too long for one, it stays at the old name, for the folder that comes back to it.
 */

import { batches } from '../batches'
import type { Administrator } from './administrator'
import type { Argument, Value } from './connection'
import { internalName, type MailboxName } from './names'
import { ImapRefusal } from './refusal'

/** As SETQUOTA takes them: resources and their limits in Cyrus's own units (RFC 9208). */
export type Limits = [resource: string, limit: string][]

export class QuotaRoots {
  readonly #administrator: Administrator

  constructor(administrator: Administrator) {
    this.#administrator = administrator
  }

  /** The roots that stand at these names, whether there is a folder or not. */
  async at(names: MailboxName[]): Promise<Map<MailboxName, Limits>> {
    const found = new Map<MailboxName, Limits>()
    await this.#administrator.use(async (connection) => {
      for (const some of batches(names, AT_ONCE)) {
        const ask = (mailbox: MailboxName) => connection.command('GETQUOTA', [{ mailbox }], 'QUOTA')
        for (const [at, answer] of (await Promise.allSettled(some.map(ask))).entries()) {
          const name = some[at]
          if (answer.status === 'fulfilled' && name !== undefined) found.set(name, limitsIn(answer.value[0]))
          else if (answer.status === 'rejected' && !(answer.reason instanceof ImapRefusal))
            throw answer.reason
        }
      }
    })
    return found
  }

  /** Safe to be done again. Errors: ImapRefusal. */
  async carry(from: MailboxName, to: MailboxName, limits: Limits): Promise<void> {
    if (!mayHaveLimit(to)) return
    const words: Argument[] = limits.flatMap(([resource, limit]) => [{ word: resource }, { word: limit }])
    await this.#administrator.on(to, 'SETQUOTA', [{ mailbox: to }, words])
    await this.remove(from)
  }

  /** SETQUOTA has no words for it, replication has (UNQUOTA). Errors: ImapRefusal. */
  async remove(name: MailboxName): Promise<void> {
    await this.#administrator.command('SYNCAPPLY', [{ word: 'UNQUOTA' }, { text: internalName(name) }])
  }

  /** Takes away what was left at those of these names under which there is no folder. */
  async clear(names: MailboxName[]): Promise<void> {
    for (const name of (await this.at(names)).keys())
      if (!(await this.#administrator.exists(name))) await this.remove(name)
  }
}

/**
 * Cyrus keeps each in a file of the folder's name, which it writes under the same name with `.NEW` behind it. Where it
 * cannot, its process ends, and an empty file keeps everything from coming to that name.
 */
export function mayHaveLimit(name: MailboxName): boolean {
  return internalName(name).length <= 251
}

/** Commands on their way at a time. */
const AT_ONCE = 200

function limitsIn([, resources]: Value[] = []): Limits {
  if (!Array.isArray(resources)) return []
  return resources.flatMap((resource, at) =>
    at % 3 === 0 ? [[String(resource), String(resources[at + 2])] as [string, string]] : [],
  )
}
