import { converse } from './conversation'
import type { Probe } from './probe'

/** FTP (RFC 959): greeting, QUIT. */
export const probeProftpd: Probe = ({ ports }, signal) =>
  converse(
    { port: ports.ftp },
    [{ expect: /^(220-.*\r\n)*220 .*\r\n/, say: 'QUIT\r\n' }, { expect: /^221.*\r\n/ }],
    signal,
  )
