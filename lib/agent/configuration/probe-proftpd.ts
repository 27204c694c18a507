import { readFileSync } from 'node:fs'
import { Client, ResultCodeError } from 'ldapts'
import { decoded } from '@/lib/configuration/documents/bytes'
import { get, parse } from '@/lib/configuration/documents/document'
import { proftpdQuoting, words } from '@/lib/configuration/documents/words'
import type { Instance } from '@/lib/instance/instance'
import { dialogue, Silence } from './dialogue'
import { configurationFiles, placeOf } from './files'
import { Refusal } from './greetings'

/** FTP (RFC 959): a sign-in of nobody is refused; that of somebody would not be for the directory's sake. */
export async function probeProftpd(instance: Instance): Promise<void> {
  await refusesNobody(instance)
  await findsPeople(instance)
}

function refusesNobody({ ports }: Instance): Promise<void> {
  return dialogue(ports.ftp, 15_000, async ({ say, hear }) => {
    const expect = async (...codes: string[]) => {
      const said = await hear(/(^|\n)\d{3} [^\n]*\n/)
      const last = said.trim().split('\n').at(-1) ?? ''
      if (!codes.some((code) => last.startsWith(code))) throw new Refusal(last)
    }
    await expect('220')
    say('USER server-manager')
    await expect('331')
    say('PASS nobody')
    await expect('530')
    say('QUIT')
    await expect('221')
  })
}

/**
 * ProFTPD says 530 to everybody when the directory does not let itself in: so its own questions are asked, with its own
 * password.
 */
async function findsPeople(instance: Instance): Promise<void> {
  const said = directivesOf(instance)
  const [url = ''] = said('LDAPServer')
  const [dn = '', password = ''] = said('LDAPBindDN')
  const [base = '', filter = '(&(uid=%u)(objectClass=posixAccount))'] = said('LDAPUsers')
  const [, address] = /^(ldap:\/\/[^/?]+)/i.exec(url) ?? []
  if (!address || dn === '' || base === '') return
  // Its password goes in the clear to this machine alone.
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)
  if (!isHere || /^(on|true|yes|1)$/i.test(said('LDAPUseTLS')[0] ?? '')) return
  const client = new Client({ url: address, timeout: 5_000, connectTimeout: 3_000 })
  try {
    await client.bind(dn, password).catch((error) => {
      throw error instanceof ResultCodeError
        ? new Refusal(`LDAPBindDN: ${error.name}`)
        : new Silence(`${error}`)
    })
    // Whoever it is.
    const query = filter.replaceAll('%u', '*').replaceAll('%v', '*')
    const { searchEntries } = await client.search(base, {
      ...{ scope: 'sub', filter: query, attributes: ['1.1'], sizeLimit: 1 },
    })
    if (searchEntries.length === 0) throw new Refusal('LDAPUsers: nobody is found')
  } catch (error) {
    if (error instanceof Refusal || error instanceof Silence) throw error
    if (!(error instanceof ResultCodeError)) throw new Silence(`LDAPUsers: ${error}`)
    // Of several people it gives one and says that there are more.
    if (error.code !== 4) throw new Refusal(`LDAPUsers: ${error.name}`)
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
