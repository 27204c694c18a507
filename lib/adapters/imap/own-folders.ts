import type { Argument, ImapConnection } from './connection'
import { decodeName, type MailboxName, mailboxName } from './names'
import { ImapRefusal } from './refusal'

/** Special uses of folders (RFC 6154). */
export type SpecialUse = '\\Drafts' | '\\Sent' | '\\Trash' | '\\Junk' | '\\Archive'

/** A person's own folders, named as that person sees them: `Drafts`, not `user/anna/Drafts`. */
export class OwnFolders {
  readonly #connection: ImapConnection

  constructor(connection: ImapConnection) {
    this.#connection = connection
  }

  async exists(folder: string): Promise<boolean> {
    const name = mailboxName(folder)
    const lines = await this.#connection.command('LIST', [{ text: '' }, { mailbox: name }], 'LIST')
    return lines.some((line) => decodeName(String(line[2])) === name)
  }

  /** Fine when the folder is there already; without the special use when another folder has it. */
  async create(folder: string, { specialUse }: { specialUse?: SpecialUse } = {}): Promise<void> {
    try {
      await this.#connection.command('CREATE', createArguments(mailboxName(folder), specialUse))
    } catch (error) {
      if (!(error instanceof ImapRefusal)) throw error
      if (await this.exists(folder)) return
      if (!specialUse) throw error
      await this.create(folder)
    }
  }

  /** Fine when subscribed already. Errors: ImapRefusal when there is no such folder. */
  async subscribe(folder: string): Promise<void> {
    await this.#connection.command('SUBSCRIBE', [{ mailbox: mailboxName(folder) }])
  }
}

/** The arguments of CREATE, with a special use (RFC 6154) if wanted. */
export function createArguments(mailbox: MailboxName, specialUse: SpecialUse | undefined): Argument[] {
  return specialUse ? [{ mailbox }, [{ word: 'USE' }, [{ word: specialUse }]]] : [{ mailbox }]
}
