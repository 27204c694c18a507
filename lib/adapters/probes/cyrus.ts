import { converse } from './conversation'
import type { Probe } from './probe'

/** IMAP (RFC 9051): greeting, CAPABILITY, LOGOUT. */
export const probeCyrus: Probe = ({ ports }, signal) =>
  converse(
    { port: ports.imap },
    [
      { expect: /^\* OK.*\r\n/, say: 'a CAPABILITY\r\n' },
      { expect: /^(\* .*\r\n)*a OK.*\r\n/, say: 'b LOGOUT\r\n' },
      { expect: /^(\* .*\r\n)*b OK.*\r\n/ },
    ],
    signal,
  )
