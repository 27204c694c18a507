/** A mail program as one of the demonstration's people: IMAP with their own login and password. */
import { setTimeout } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { Instance } from '@/lib/instance/instance'

/** How long a message may take from Postfix to a mailbox, in milliseconds. */
const DELIVERY_PATIENCE = 30_000

export type MailProgram = {
  /** Number (UID) of the message with this Message-ID in a folder; null when it is not there. */
  find(folder: string, messageId: string): Promise<number | null>
  /** Waits for a message to arrive in INBOX; null when it does not in time. */
  arrival(messageId: string): Promise<number | null>
  keep(folder: string, raw: Buffer, date: Date): Promise<void>
  /** Marks a message of INBOX. */
  flag(message: number, flag: '\\Seen' | '\\Flagged'): Promise<void>
  /** Moves a message of INBOX to a folder, which is made when it is missing. */
  move(message: number, folder: string): Promise<void>
}

/** Runs `work` signed in as the person; undefined when the password is not theirs any more. */
export async function asMailProgram<Result>(
  instance: Instance,
  person: { login: string; password: string },
  work: (program: MailProgram) => Promise<Result>,
): Promise<Result | undefined> {
  const imap = new ImapFlow({
    ...{ host: '127.0.0.1', port: instance.ports.imap, secure: false, doSTARTTLS: false, logger: false },
    auth: { user: person.login, pass: person.password },
  })
  imap.on('error', () => {}) // Its commands are rejected with the same.
  try {
    await imap.connect()
  } catch (error) {
    imap.close()
    if (isWrongPassword(error)) return undefined
    throw error
  }
  try {
    return await work(mailProgram(imap))
  } finally {
    await imap.logout().catch(() => imap.close())
  }
}

function mailProgram(imap: ImapFlow): MailProgram {
  const find = async (folder: string, messageId: string) => {
    await imap.mailboxOpen(folder)
    const found = await imap.search({ header: { 'message-id': messageId } }, { uid: true })
    return (found || [])[0] ?? null
  }
  return {
    find,
    async arrival(messageId) {
      for (const deadline = Date.now() + DELIVERY_PATIENCE; Date.now() < deadline; await setTimeout(100)) {
        const message = await find('INBOX', messageId)
        if (message !== null) return message
      }
      return null
    },
    async keep(folder, raw, date) {
      await imap.append(folder, raw, ['\\Seen'], date)
    },
    async flag(message, flag) {
      await imap.messageFlagsAdd(String(message), [flag], { uid: true })
    },
    async move(message, folder) {
      await imap.mailboxCreate(folder)
      await imap.mailboxSubscribe(folder)
      await imap.messageMove(String(message), folder, { uid: true })
    },
  }
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
}
