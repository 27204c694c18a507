/** The certificate of a new instance: self-signed and marked as a demonstration, to be replaced by a real one. */
import { existsSync } from 'node:fs'
import { chmod, rename } from 'node:fs/promises'
import type { Instance } from '../instance'
import { mustRun } from '../program'

/** Makes certificate and key with openssl-req(1) if there are none. */
export async function ensureCertificate({ paths, hostname }: Instance): Promise<void> {
  if (existsSync(paths.tlsCertificate) && existsSync(paths.tlsKey)) return
  const freshKey = `${paths.tlsKey}.new`
  const freshCertificate = `${paths.tlsCertificate}.new`
  await mustRun('openssl', 'openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '3650', '-subj', `/O=Demonstration certificate/CN=${commonName(hostname)}`],
    ...['-addext', `subjectAltName=DNS:${hostname},DNS:localhost,IP:127.0.0.1`],
    ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=serverAuth'],
    ...['-keyout', freshKey, '-out', freshCertificate],
  ])
  await chmod(freshKey, 0o600)
  await chmod(freshCertificate, 0o644)
  await rename(freshKey, paths.tlsKey)
  await rename(freshCertificate, paths.tlsCertificate)
}

/** X.520 limits a common name to 64 characters; the alternative name is what counts. */
function commonName(hostname: string): string {
  return hostname.length <= 64 ? hostname : 'localhost'
}
