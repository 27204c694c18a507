import { converse } from './conversation'
import type { Probe } from './probe'

/**
 * Login, password, service and realm, each with its length in two bytes, are answered the same way by "OK" or "NO".
 * A login without a password is refused by saslauthd itself, before it asks slapd: a slapd that does not answer is
 * not shown as a fault of saslauthd.
 */
export const probeSaslauthd: Probe = ({ saslauthdMux }, signal) =>
  converse(
    { path: saslauthdMux },
    [{ expect: /^..NO/s }],
    signal,
    question('server-manager', '', 'probe', ''),
  )

function question(...fields: string[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(Buffer.byteLength(field))
      return [length, Buffer.from(field)]
    }),
  )
}
