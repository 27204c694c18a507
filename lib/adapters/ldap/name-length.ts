import { ConsoleError } from '@/lib/errors'
import { type Dn, formatDn, parseDn } from './dn'
import { assertSendable } from './text'

/** back-mdb keeps an entry's own name twice in a key of 511 bytes and refuses longer ones without a word. */
const LONGEST_RDN = 245

/** Errors: invalid input.tooLong with the characters that are possible; input.control. */
export function assertNamable(dn: Dn): Dn {
  const [rdn = []] = parseDn(dn)
  const bytes = Buffer.byteLength(formatDn([rdn]))
  if (bytes > LONGEST_RDN) {
    const [{ attribute, value } = { attribute: '', value: '' }] = rdn
    const around = attribute.length + 1
    // Letters beyond ASCII and escaped ones take several bytes: as many as have room if all are like these.
    const perCharacter = (bytes - around) / Array.from(value).length
    throw new ConsoleError('invalid', 'input.tooLong', {
      max: Math.floor((LONGEST_RDN - around) / perCharacter),
    })
  }
  return assertSendable(dn)
}
