/** What an account carries as bytes: a photograph, and certificates (RFC 2798, RFC 4523). */
import { createHash, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { type Entry, type Handles, operation } from '@/lib/access'
import { ConsoleError, type ErrorCode, isConsoleError } from '@/lib/errors'
import { login, shownId } from './fields'
import { refuseAnother, userByLogin } from './tree'

export const fileKinds = ['photo', 'certificate', 'smimeCertificate', 'pkcs12'] as const
export type FileKind = (typeof fileKinds)[number]

/** slapd takes an X.509 certificate with this option only (RFC 4523, 2.1), and the others only without. */
const attributes: Record<FileKind, string> = {
  photo: 'jpegPhoto',
  certificate: 'userCertificate;binary',
  smimeCertificate: 'userSMIMECertificate',
  pkcs12: 'userPKCS12',
}

/** Bytes that one file has at most. */
export const LARGEST_FILE = 500 * 1024

export type CertificateInfo = { subject: string; issuer: string; validTo: string }
export type Files = {
  hasPhoto: boolean
  /** null for bytes that are no certificate. */
  certificates: { kind: 'certificate' | 'smimeCertificate'; info: CertificateInfo | null; version: string }[]
  /** It holds a private key, so it is never given out. */
  hasPkcs12: boolean
  /** What tells a file from another one, for setFile(); '' where there is none. */
  versions: { photo: string; pkcs12: string }
}

/** Which files an account has. */
export const listFiles = operation({
  name: 'user.listFiles',
  kind: 'read',
  input: z.strictObject({ login }),
  async run(handles, { login }): Promise<Files> {
    return filesOf(await userByLogin(handles, login, Object.values(attributes)))
  },
})

/** The same of an entry that was read with all of its attributes. */
export function filesOf(entry: Entry): Files {
  const certificates = (['certificate', 'smimeCertificate'] as const).flatMap((kind) =>
    bytesOf(entry, kind).map((bytes) => ({ kind, info: certificateInfo(bytes), version: versionOf(bytes) })),
  )
  return {
    hasPhoto: bytesOf(entry, 'photo').length > 0,
    certificates,
    hasPkcs12: bytesOf(entry, 'pkcs12').length > 0,
    versions: {
      photo: versionOf(bytesOf(entry, 'photo')[0]),
      pkcs12: versionOf(bytesOf(entry, 'pkcs12')[0]),
    },
  }
}

/** The photograph as JPEG, in base64. notFound when there is none. */
export const showPhoto = operation({
  name: 'user.showPhoto',
  kind: 'read',
  // Another number makes a browser look again.
  input: z.strictObject({ login, v: z.string().max(20).optional() }),
  async run(handles, { login }): Promise<{ jpeg: string }> {
    const entry = await userByLogin(handles, login, [attributes.photo])
    const [photo] = bytesOf(entry, 'photo')
    // What others wrote there may be anything; only a JPEG is shown.
    if (!photo || !isJpeg(photo)) throw new ConsoleError('notFound', 'access.notFound')
    return { jpeg: photo.toString('base64') }
  },
})

/**
 * Puts a file in place of the one shown, or takes that away. An account may have several certificates of a kind, which
 * several people may add; it has one photograph and one PKCS #12 file: who was shown another one is told.
 */
export const setFile = operation({
  name: 'user.setFile',
  kind: 'change',
  input: z.strictObject({
    ...{ login, id: shownId },
    kind: z.enum(fileKinds),
    /** The version of the file that was shown and is to go; '' for none. Absent for all of the kind, whatever they are. */
    from: z.string().max(64, 'input.tooLong').optional(),
    /** base64; absent takes the file away. */
    content: z
      .base64('input.unknown')
      .max(Math.ceil((LARGEST_FILE * 4) / 3) + 4, 'file.tooLarge')
      .optional(),
  }),
  target: ({ login }) => ({ name: login }),
  async run(handles, { login, id, kind, from, content }): Promise<void> {
    const deadline = Date.now() + 10_000
    for (;;) {
      const user = await userByLogin(handles, login, [...Object.values(attributes), 'entryUUID', 'entryCSN'])
      refuseAnother(user, id)
      handles.intent.about({ dn: user.dn, name: login })
      const added = content === undefined ? [] : [checked(kind, Buffer.from(content, 'base64'))]
      try {
        return await putFiles(handles, user, kind, from, added)
      } catch (error) {
        // Anything may have been written to the entry since it was read, also what has nothing to do with files.
        const isState = isConsoleError(error, 'conflict') && error.values.attributes === 'entryCSN'
        if (!isState || Date.now() > deadline) throw error
      }
    }
  },
})

/** Errors: conflict edit.conflict of `entryCSN` when the entry is written to meanwhile, of the file when it is another. */
async function putFiles(
  { directory }: Handles,
  user: Entry,
  kind: FileKind,
  from: string | undefined,
  added: Buffer[],
): Promise<void> {
  const attribute = attributes[kind]
  const present = bytesOf(user, kind)
  const known = [from, ...added.map(versionOf)]
  const isOne = kind === 'photo' || kind === 'pkcs12'
  if (isOne && from !== undefined && !known.includes(versionOf(present[0])))
    throw new ConsoleError('conflict', 'edit.conflict', { attributes: attribute })
  const isReplaced = isOne || from === undefined
  const others = isReplaced ? [] : present.filter((bytes) => !known.includes(versionOf(bytes)))
  const bytes = [...others, ...added]
  const state = user.values('entryCSN')
  await directory.modify(user.dn, [{ attribute, bytes }], { entryCSN: state })
}

/** The bytes as they are stored. Errors: invalid beside `content`. */
function checked(kind: FileKind, bytes: Buffer): Buffer {
  if (bytes.length > LARGEST_FILE) throw fault('file.tooLarge')
  if (kind === 'photo') {
    if (!isJpeg(bytes)) throw fault('file.jpeg')
    return bytes
  }
  if (kind === 'pkcs12') {
    // A DER sequence; whether the password that protects it is right, only its owner can say.
    if (bytes[0] !== 0x30 || bytes.length < 100) throw fault('file.pkcs12')
    return bytes
  }
  try {
    // PEM is taken too and kept as DER.
    return new X509Certificate(bytes).raw
  } catch {
    throw fault('file.certificate')
  }
}

function bytesOf(entry: Entry, kind: FileKind): Buffer[] {
  const name = attributes[kind]
  const plain = name.replace(';binary', '')
  return entry.has(name) ? entry.bytes(name) : entry.bytes(plain)
}

function versionOf(bytes: Buffer | undefined): string {
  return bytes ? createHash('sha256').update(bytes).digest('hex').slice(0, 20) : ''
}

function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
}

function certificateInfo(bytes: Buffer): CertificateInfo | null {
  try {
    const { subject, issuer, validTo } = new X509Certificate(bytes)
    return { subject, issuer, validTo: new Date(validTo).toISOString() }
  } catch {
    return null
  }
}

function fault(code: ErrorCode): ConsoleError {
  return new ConsoleError('invalid', 'input.invalid', {}, [{ field: 'content', code, values: { kB: 500 } }])
}
