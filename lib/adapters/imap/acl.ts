import { ConsoleError } from '@/lib/errors'
import type { Administrator } from './administrator'
import type { MailboxName } from './names'

/** Rights as letters (RFC 4314), such as `lrswipkxtecdan`. */
export type AclEntry = { id: string; rights: string }

/** Access lists (RFC 4314), which the administrator reads and writes without a right of its own. */
export class AccessLists {
  readonly #administrator: Administrator

  constructor(administrator: Administrator) {
    this.#administrator = administrator
  }

  /** Errors: notFound access.notFound. */
  async read(name: MailboxName): Promise<AclEntry[]> {
    const [line = []] = await this.#administrator.on(name, 'GETACL', [{ mailbox: name }], 'ACL')
    const [, ...pairs] = line
    return pairs.flatMap((id, i) => (i % 2 === 0 ? [{ id: String(id), rights: String(pairs[i + 1]) }] : []))
  }

  /** What an identifier has on a mailbox whatever its entry says, such as an owner (LISTRIGHTS). Errors: as read. */
  async alwaysGranted(name: MailboxName, id: string): Promise<string> {
    const words = [{ mailbox: name }, { text: identifier(id) }]
    const [line] = await this.#administrator.on(name, 'LISTRIGHTS', words, 'LISTRIGHTS')
    return String(line?.[2] ?? '')
  }

  /**
   * Sets exactly these rights for an identifier (a login, `group:…`, `anyone`, or one of them after `-` for rights
   * that are taken); '' takes its entry away. Errors: notFound access.notFound; ImapRefusal when Cyrus knows nobody of
   * this name.
   */
  async set(name: MailboxName, id: string, rights: string): Promise<void> {
    const who = { text: identifier(id) }
    if (!/^[a-z0-9]*$/.test(rights)) throw new ConsoleError('invalid', 'input.unknown')
    if (rights === '') await this.#administrator.on(name, 'DELETEACL', [{ mailbox: name }, who])
    else await this.#administrator.on(name, 'SETACL', [{ mailbox: name }, who, { text: rights }])
  }
}

/** Others than the console may have written what nobody is called; it has to be possible to take it away. */
function identifier(id: string): string {
  if (id === '' || id.length > 200 || /[\p{Cc}\p{Surrogate}]/u.test(id))
    throw new ConsoleError('invalid', 'input.unknown')
  return id
}
