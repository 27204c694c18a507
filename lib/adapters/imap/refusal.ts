import { ConsoleError } from '@/lib/errors'

/** Cyrus answered NO or BAD; `text` is what it said. */
export class ImapRefusal extends ConsoleError {
  readonly text: string

  constructor(text: string) {
    super('failed', 'service.refused', { service: 'cyrus', detail: text })
    this.name = 'ImapRefusal'
    this.text = text
  }
}

/** Whether it was refused because no mailbox is called like this. */
export function isNoMailbox(error: unknown): boolean {
  return error instanceof ImapRefusal && /mailbox does not exist|invalid mailbox name/i.test(error.text)
}

/** Cyrus gave no answer: not running, stopped, or gone in the middle. */
export function unreachable(): ConsoleError {
  return new ConsoleError('unavailable', 'service.unreachable', { service: 'cyrus' })
}
