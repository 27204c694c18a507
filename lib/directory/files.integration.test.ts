/** Photographs and certificates, byte for byte as ldapsearch has them. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { isConsoleError } from '@/lib/errors'
import { mustRun } from '@/lib/instance/program'
import { runLdapTool, testInstance } from '@/lib/instance/testing'
import { createDomain, createUser, listFiles, setFile, showPhoto, showUser } from '.'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const login = `files-${tag}`
const root: Caller = { kind: 'root' }
const directory = mkdtempSync('/tmp/sm-files-')
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(3000)])

beforeAll(async () => {
  const domain = `files-${tag}.example`
  await perform(root, createDomain, { name: domain })
  await perform(root, createUser, {
    container: domain,
    login,
    password: 'full of files 1',
    lastName: 'F',
    mailbox: false,
  })
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${directory}/key.pem`, '-subj', '/CN=Files']
  await mustRun('openssl', 'openssl', ['req', '-x509', ...key, '-out', `${directory}/cert.pem`])
  const packed = ['-inkey', `${directory}/key.pem`, '-in', `${directory}/cert.pem`, '-passout', 'pass:packed']
  await mustRun('openssl', 'openssl', ['pkcs12', '-export', ...packed, '-out', `${directory}/all.p12`])
})
afterAll(() => rmSync(directory, { recursive: true }))

const file = (name: string) => readFileSync(path.join(directory, name))
const set = (kind: string, content?: Buffer) =>
  perform(root, setFile, { login, kind, ...(content && { content: content.toString('base64') }) })

/** The value of an attribute as ldapsearch prints it. */
async function stored(attribute: string): Promise<Buffer | null> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', instance.suffix, `(uid=${login})`, attribute]
  const value = /^[^:\n]+:: (.+)$/m.exec(
    (await runLdapTool('ldapsearch', '', argv)).replace(/^dn::.*$/m, ''),
  )?.[1]
  return value === undefined ? null : Buffer.from(value, 'base64')
}

it('keeps a photograph and shows it, until it is taken away', async () => {
  await set('photo', jpeg)
  expect(await stored('jpegPhoto')).toEqual(jpeg)
  expect((await perform(root, showPhoto, { login })).jpeg).toBe(jpeg.toString('base64'))
  await set('photo')
  expect(await stored('jpegPhoto')).toBeNull()
  expect((await perform(root, listFiles, { login })).hasPhoto).toBe(false)
})

it('keeps certificates as DER and says whose they are', async () => {
  await set('certificate', file('cert.pem'))
  await set('smimeCertificate', file('cert.pem'))
  expect((await stored('userCertificate;binary'))?.[0]).toBe(0x30)
  const { certificates } = await perform(root, listFiles, { login })
  expect(certificates.map(({ kind, info }) => [kind, info?.subject])).toEqual([
    ['certificate', 'CN=Files'],
    ['smimeCertificate', 'CN=Files'],
  ])
})

it('keeps a PKCS #12 file and tells nobody what is in it', async () => {
  await set('pkcs12', file('all.p12'))
  expect(await stored('userPKCS12')).toEqual(file('all.p12'))
  await set('photo', jpeg)
  const files = await perform(root, listFiles, { login })
  expect(files).toMatchObject({ hasPhoto: true, hasPkcs12: true })
  expect(files.certificates).toHaveLength(2)
  expect((await perform(root, showUser, { login })).files).toEqual(files)
  const records = JSON.stringify(
    await connections().database.intent.findMany({ where: { targetName: login } }),
  )
  expect(records).not.toContain(file('all.p12').toString('base64').slice(20, 60))
})

const put = (kind: string, from: string, content?: Buffer) =>
  perform(root, setFile, { login, kind, from, ...(content && { content: content.toString('base64') }) })
const conflict = { kind: 'conflict', code: 'edit.conflict' }

it('says when a photograph was replaced since it was shown', async () => {
  await set('photo', jpeg)
  const shown = (await perform(root, listFiles, { login })).versions.photo
  const other = Buffer.concat([jpeg, Buffer.from('of somebody else')])
  await put('photo', shown, other)
  await expect(put('photo', shown, jpeg.subarray(0, 500))).rejects.toMatchObject(conflict)
  await expect(put('photo', shown)).rejects.toMatchObject(conflict)
  await expect(put('photo', '', jpeg)).rejects.toMatchObject(conflict)
  expect(await stored('jpegPhoto')).toEqual(other)
  // The same picture twice is no difference.
  await put('photo', shown, other)
  await put('photo', (await perform(root, listFiles, { login })).versions.photo)
  expect(await stored('jpegPhoto')).toBeNull()
})

it('keeps the certificates that several people add, and takes away one', async () => {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${directory}/key2.pem`, '-subj', '/CN=Second']
  await mustRun('openssl', 'openssl', ['req', '-x509', ...key, '-out', `${directory}/second.pem`])
  const subjects = async (kind: string) =>
    (await perform(root, listFiles, { login })).certificates
      .filter((one) => one.kind === kind)
      .map(({ info }) => info?.subject)
      .sort()
  for (const kind of ['certificate', 'smimeCertificate']) {
    await set(kind)
    await Promise.all([put(kind, '', file('cert.pem')), put(kind, '', file('second.pem'))])
    await put(kind, '', file('second.pem'))
    expect(await subjects(kind)).toEqual(['CN=Files', 'CN=Second'])
    const { certificates } = await perform(root, listFiles, { login })
    const first = certificates.find((one) => one.kind === kind && one.info?.subject === 'CN=Files')
    await put(kind, first?.version ?? '')
    expect(await subjects(kind)).toEqual(['CN=Second'])
  }
})

it.each([
  ['photo', 'cert.pem', 'file.jpeg'],
  ['certificate', 'all.p12', 'file.certificate'],
  ['pkcs12', 'cert.pem', 'file.pkcs12'],
])('refuses as %s what is none', async (kind, name, code) => {
  const refusal: unknown = await set(kind, file(name)).catch((error) => error)
  expect(isConsoleError(refusal) && refusal.fields.map((field) => `${field.field} ${field.code}`)).toEqual([
    `content ${code}`,
  ])
})
