import { ConsoleError, isConsoleError } from '@/lib/errors'

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

/** Whoever changes or repairs a folder holds it, and Cyrus has what is asked about it wait for as long as that takes. */
export function busy(): ConsoleError {
  return new ConsoleError('unavailable', 'folder.busy')
}

export function isBusy(error: unknown): boolean {
  return isConsoleError(error, 'unavailable') && error.code === 'folder.busy'
}

/** Cyrus gave no answer: not running, stopped, or gone in the middle. */
export function unreachable(): ConsoleError {
  return new ConsoleError('unavailable', 'service.unreachable', { service: 'cyrus' })
}
