import { readFileSync } from 'node:fs'
import { mkdir, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { Client, ResultCodeError } from 'ldapts'
import { decoded } from '@/lib/configuration/documents/bytes'
import { get, parse } from '@/lib/configuration/documents/document'
import { proftpdQuoting, words } from '@/lib/configuration/documents/words'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { FTP_PROBE_LOGIN } from '@/lib/instance/proftpd/upgrades'
import { dialogue, Silence } from './dialogue'
import { configurationFiles, placeOf } from './files'
import { Refusal } from './greetings'
import { mustOwn } from './own-port'

/** FTP (RFC 959): a sign-in of nobody is refused, that of whom the directory knows is not. */
export async function probeProftpd(instance: Instance): Promise<void> {
  await converse(instance, [
    ['USER server-manager', '331'],
    ['PASS nobody', '530'],
  ])
  const isKnown = await findsPeople(instance)
  if (!isKnown) return
  // A password is said to nobody but the server whose port it is.
  await mustOwn(instance, 'proftpd', instance.ports.ftp)
  const home = await makeHome(instance)
  await converse(instance, [
    [`USER ${FTP_PROBE_LOGIN}`, '331'],
    [`PASS ${readSecret(instance, 'cyrus')}`, '230'],
    ['PWD', '257'],
  ]).finally(async () => {
    // Whatever is in it keeps it.
    if (home) await rmdir(home).catch(() => {})
  })
}

/** Says each line and hears what is hoped for. Errors: Refusal with what is said instead, Silence. */
function converse({ ports }: Instance, lines: readonly (readonly [line: string, hoped: string])[]) {
  return dialogue(ports.ftp, 15_000, async ({ say, hear }) => {
    const expect = async (hoped: string) => {
      const said = await hear(/(^|\n)\d{3} [^\n]*\n/)
      const last = said.trim().split('\n').at(-1) ?? ''
      if (!last.startsWith(hoped)) throw new Refusal(last)
    }
    await expect('220')
    for (const [line, hoped] of lines) {
      say(line)
      await expect(hoped)
    }
    say('QUIT')
    await expect('221')
  })
}

/** Some have their homes made by others than ProFTPD: one for the time of the sign-in, that whoever it is may enter. */
async function makeHome(instance: Instance): Promise<string | undefined> {
  const [prefix = ''] = directivesOf(instance)('LDAPGenerateHomedirPrefix')
  if (!prefix.startsWith('/')) return undefined
  const home = path.join(prefix, FTP_PROBE_LOGIN)
  const isMade = await mkdir(home, { mode: 0o755 }).then(
    () => true,
    () => false,
  )
  return isMade ? home : undefined
}

/**
 * ProFTPD says 530 to everybody when the directory does not let itself in: so its own questions are asked, with its own
 * password. True when they find the login of the probe, which other questions than the console's may not.
 */
async function findsPeople(instance: Instance): Promise<boolean> {
  const said = directivesOf(instance)
  const [url = ''] = said('LDAPServer')
  const [dn = '', password = ''] = said('LDAPBindDN')
  const [base = '', filter = '(&(uid=%u)(objectClass=posixAccount))'] = said('LDAPUsers')
  const [, address] = /^(ldap:\/\/[^/?]+)/i.exec(url) ?? []
  if (!address || dn === '' || base === '') return false
  // Its password goes in the clear to this machine alone.
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)
  if (!isHere || /^(on|true|yes|1)$/i.test(said('LDAPUseTLS')[0] ?? '')) return false
  const client = new Client({ url: address, timeout: 5_000, connectTimeout: 3_000 })
  try {
    await client.bind(dn, password).catch((error) => {
      throw error instanceof ResultCodeError
        ? new Refusal(`LDAPBindDN: ${error.name}`)
        : new Silence(`${error}`)
    })
    const isFound = async (login: string) => {
      const query = filter.replaceAll('%u', login).replaceAll('%v', login)
      const { searchEntries } = await client
        .search(base, { scope: 'sub', filter: query, attributes: ['1.1'], sizeLimit: 1 })
        // Of several people it gives one and says that there are more.
        .catch((error) => {
          if (error instanceof ResultCodeError && error.code === 4) return { searchEntries: [{}] }
          throw error
        })
      return searchEntries.length > 0
    }
    if (!(await isFound('*'))) throw new Refusal('LDAPUsers: nobody is found')
    return await isFound(FTP_PROBE_LOGIN)
  } catch (error) {
    if (error instanceof Refusal || error instanceof Silence) throw error
    if (!(error instanceof ResultCodeError)) throw new Silence(`LDAPUsers: ${error}`)
    throw new Refusal(`LDAPUsers: ${error.name}`)
  } finally {
    client.unbind().catch(() => {})
  }
}

/** The words of a directive, the last one there is. */
function directivesOf(instance: Instance): (name: string) => string[] {
  const documents = configurationFiles(instance)
    .filter(({ service }) => service === 'proftpd')
    .map((file) => parse('proftpd', decoded(readFileSync(placeOf(instance, file))).text))
  return (name) => {
    const values = documents.flatMap((document) => get(document, { name }))
    return words(values.at(-1) ?? '', proftpdQuoting)
  }
}
