import { ConsoleError } from '@/lib/errors'

/**
 * Whether LDAP text can carry this value as it is: no NUL (slapd and the C programs behind it end strings
 * there) and no unpaired surrogate (UTF-8 has no form for it; the encoder would send another character).
 */
export function isSendable(value: string): boolean {
  return !value.includes('\0') && !/\p{Surrogate}/u.test(value)
}

/** Errors: invalid input.control when the value cannot be sent as it is. */
export function assertSendable(value: string): string {
  if (!isSendable(value)) throw new ConsoleError('invalid', 'input.control')
  return value
}
