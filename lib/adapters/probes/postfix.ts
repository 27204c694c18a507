import { converse } from './conversation'
import type { Probe } from './probe'

/** SMTP (RFC 5321): greeting, EHLO, QUIT. */
export const probePostfix: Probe = ({ ports }, signal) =>
  converse(
    { port: ports.smtp },
    [
      { expect: /^(220-.*\r\n)*220 .*\r\n/, say: 'EHLO localhost\r\n' },
      { expect: /^(250-.*\r\n)*250 .*\r\n/, say: 'QUIT\r\n' },
      { expect: /^221.*\r\n/ },
    ],
    signal,
  )
