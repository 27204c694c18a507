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

/** Cyrus gave no answer: not running, stopped, or gone in the middle. */
export function unreachable(): ConsoleError {
  return new ConsoleError('unavailable', 'service.unreachable', { service: 'cyrus' })
}

/** What an error of imapflow means. */
export function fromImapflow(error: unknown): ConsoleError {
  if (isConsoleError(error)) return error
  if (error instanceof Error) {
    const { responseText, responseStatus, authenticationFailed, response } = error as ImapflowError
    if (responseStatus) return new ImapRefusal(responseText ?? responseStatus)
    if (authenticationFailed) return new ImapRefusal(typeof response === 'string' ? response : error.message)
  }
  return unreachable()
}

type ImapflowError = Error & {
  responseText?: string
  responseStatus?: string
  authenticationFailed?: boolean
  response?: unknown
}
