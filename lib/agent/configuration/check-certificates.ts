/** Whether certificates and keys are there and fit each other: most servers find out when somebody needs them. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { decoded, type FormatName, parse } from '@/lib/configuration'
import type { CheckedFile, Message } from './check'

type Pair = { name: string; certificate: string; keyName: string; key: string }

/** Names of the two in each format; what stands before them is the service that they are for. */
const NAMES: Partial<Record<FormatName, [certificate: RegExp, key: string][]>> = {
  'main.cf': [[/^(smtpd?_tls_(?:ec|d)?)cert_file$/, 'key_file']],
  'imapd.conf': [[/^((?:\w+_)?tls_(?:server|client)_)cert$/, 'key']],
  'cn=config': [[/^(olcTLSCertificate)File$/i, 'KeyFile']],
}

const MOST_BYTES = 1024 * 1024

/** `present` is what the files have now: a pair that stays as it is is not looked at. */
export function checkCertificates(
  files: readonly CheckedFile[],
  present: (file: CheckedFile) => Uint8Array,
): Message[] {
  return files.flatMap((file) => {
    const before = new Set(pairsIn(file, present(file)).map((pair) => JSON.stringify(pair)))
    return pairsIn(file, file.bytes)
      .filter((pair) => !before.has(JSON.stringify(pair)))
      .flatMap((pair) => {
        const text = faultOf(pair)
        return text === undefined ? [] : [{ file: file.file, severity: 'error' as const, text }]
      })
  })
}

function pairsIn({ format }: Pick<CheckedFile, 'format'>, bytes: Uint8Array): Pair[] {
  const values = new Map<string, { name: string; value: string }>()
  for (const { kind, name, value } of parse(format, decoded(bytes).text).statements)
    if (kind === 'setting') values.set(name.toLowerCase(), { name, value })
  return (NAMES[format] ?? []).flatMap(([form, end]) =>
    [...values.values()].flatMap(({ name, value: certificate }) => {
      const [, begin] = form.exec(name) ?? []
      if (begin === undefined || !certificate.startsWith('/')) return []
      const own = values.get(`${begin}${end}`.toLowerCase())
      const keyName = own?.name ?? `${begin}${end}`
      // Postfix takes both from one file.
      const said = own?.value ?? (format === 'main.cf' ? certificate : '')
      const key = /^\$\{?\w+cert_file\}?$/.test(said) ? certificate : said
      return key.startsWith('/') ? [{ name, certificate, keyName, key }] : []
    }),
  )
}

function faultOf({ name, certificate, keyName, key }: Pair): string | undefined {
  const fault = (what: string, path: string, words: string) => `${what}: ${path} ${words}`
  const [one, other] = [read(certificate), read(key)]
  if (one === undefined) return fault(name, certificate, 'cannot be read')
  if (other === undefined) return fault(keyName, key, 'cannot be read')
  const leaf = attempt(() => new X509Certificate(one))
  if (!leaf) return fault(name, certificate, 'has no certificate')
  const secret = attempt(() => createPrivateKey(other))
  if (!secret) return fault(keyName, key, 'has no private key that needs no password')
  return leaf.checkPrivateKey(secret) ? undefined : fault(keyName, key, `does not fit ${certificate}`)
}

function read(file: string): Buffer | undefined {
  return attempt(() => {
    const info = statSync(file)
    if (!info.isFile() || info.size > MOST_BYTES) throw new Error('no such file')
    return readFileSync(file)
  })
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
