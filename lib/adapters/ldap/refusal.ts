import { ResultCodeError } from 'ldapts'
import { ConsoleError, type ErrorCode, type ErrorKind, isConsoleError } from '@/lib/errors'

/** Result codes (RFC 4511, appendix A; RFC 4528; RFC 4370) that somebody asks for by name. */
export const ldapResult = {
  sizeLimitExceeded: 4,
  noSuchAttribute: 16,
  constraintViolation: 19,
  typeOrValueExists: 20,
  invalidSyntax: 21,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccess: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  notAllowedOnNonLeaf: 66,
  entryAlreadyExists: 68,
  assertionFailed: 122,
  authorizationDenied: 123,
} as const

/**
 * slapd answered and said no. A ConsoleError in its own right, so a refusal that nobody expected still reads
 * properly; who expects one looks at `resultCode` and `diagnostic` and throws what it means for the input.
 */
export class LdapRefusal extends ConsoleError {
  readonly resultCode: number
  /** slapd's own words, such as "non-unique attributes found"; may be empty. */
  readonly diagnostic: string

  constructor(resultCode: number, diagnostic: string) {
    const [kind, code] = meaning[resultCode] ?? ['failed', 'service.refused']
    super(kind, code, { service: 'slapd', detail: diagnostic || `LDAP result ${resultCode}` })
    this.name = 'LdapRefusal'
    this.resultCode = resultCode
    this.diagnostic = diagnostic
  }

  /** Whether the unique overlay refused a value that another entry has. */
  get notUnique(): boolean {
    return this.resultCode === ldapResult.constraintViolation && /(not |non-)unique/i.test(this.diagnostic)
  }
}

/** The refusal in what was thrown, null when it is something else. */
export function refusalOf(error: unknown): LdapRefusal | null {
  return isConsoleError(error) && 'resultCode' in error ? (error as LdapRefusal) : null
}

/** slapd gave no answer: not running, stopped, busy, or gone in the middle. */
export function unreachable(): ConsoleError {
  return new ConsoleError('unavailable', 'service.unreachable', { service: 'slapd' })
}

/** What an error of ldapts means: a refusal with a result code, else that slapd cannot be reached. */
export function fromLdapts(error: unknown): ConsoleError {
  if (isConsoleError(error)) return error
  if (!(error instanceof ResultCodeError)) return unreachable()
  if (error.code === ldapResult.busy || error.code === ldapResult.unavailable) return unreachable()
  // ldapts appends its own spelling of the code to what slapd said.
  return new LdapRefusal(error.code, error.message.replace(/ ?Code: 0x[0-9a-f]+$/, ''))
}

const meaning: Record<number, [ErrorKind, ErrorCode]> = {
  [ldapResult.noSuchObject]: ['notFound', 'access.notFound'],
  [ldapResult.insufficientAccess]: ['denied', 'access.denied'],
  [ldapResult.authorizationDenied]: ['denied', 'access.denied'],
  [ldapResult.entryAlreadyExists]: ['conflict', 'service.refused'],
  [ldapResult.constraintViolation]: ['conflict', 'service.refused'],
  [ldapResult.notAllowedOnNonLeaf]: ['conflict', 'service.refused'],
}
