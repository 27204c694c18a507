/** The demonstration, loaded by the command that `npm start -- --demo` runs. */
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { installCommandLine, serverManager } from '@/lib/cli/testing'
import { updateUser } from '@/lib/directory'
import { imapTalk, ldapValues, testInstance } from '@/lib/instance/testing'
import folders from './folders.json'
import letters from './letters.json'
import type { DemoLoaded } from './load'
import content from './people.json'
import inside from './places.json'

const instance = testInstance()
const kept = path.join(instance.paths.secrets, 'demo-passwords')
const passwordOf = (login: string) => JSON.parse(readFileSync(kept, 'utf8'))[login] as string
const as = (login: string) => ({ login, password: passwordOf(login) })
const load = async () => {
  const { code, stderr, json } = await serverManager(instance, ['demo', '--json'])
  if (code !== 0) throw new Error(stderr)
  return json<DemoLoaded>()
}

let first: DemoLoaded

beforeAll(async () => {
  await installCommandLine(instance)
  // The letters find their folders whatever the manager reads.
  await perform({ kind: 'root' }, updateUser, { login: 'admin', language: { to: 'de' } })
  first = await load()
}, 180_000)

it('has domains, people of many scripts, aliases, and every letter sent', async () => {
  const { domains, people, aliases } = content
  expect(first).toMatchObject({
    domains: domains.length,
    people: people.length,
    aliases: aliases.length,
    letters: letters.length,
  })
  const dn = `uid=sato.hana,o=northwind.example,${instance.suffix}`
  expect(await ldapValues(dn, 'displayName')).toEqual(['花 佐藤'])
  expect(await ldapValues(`o=xn--bcher-kva.example,${instance.suffix}`, 'associatedDomain')).toEqual([
    'xn--bcher-kva.example',
  ])
})

it('has organizations and groups within groups, contacts, resources and administrators', async () => {
  const { places, contacts, resources, administrators } = inside
  expect(first).toMatchObject({
    places: places.length,
    contacts: contacts.length,
    resources: resources.length,
    administrators: administrators.length,
  })
  const top = `o=northwind.example,${instance.suffix}`
  const care = `ou=Customer care,o=Europe,o=Trading,${top}`
  expect(await ldapValues(`uid=mateo.rios,ou=Night shift,${care}`, 'mail')).toEqual([
    'mateo.rios@northwind.example',
  ])
  expect(await ldapValues(`ou=Board,${top}`, 'smPrivate')).toEqual(['TRUE'])
  expect(await ldapValues(`cn=Eszter Kovács,${care}`, 'mail')).toEqual(['eszter.kovacs@forwarders.example'])
  expect(await ldapValues(`cn=Harbour room,${top}`, 'member')).toHaveLength(2)
  expect(await ldapValues(`uid=henrik.lund,${care}`, 'smLocal')).toEqual([care])
  expect(await ldapValues(`uid=carla.moretti,${top}`, 'smManages')).toEqual([
    top,
    `o=xn--bcher-kva.example,${instance.suffix}`,
  ])
})

it('has mail that was read, marked and filed by those who got it, also through aliases', async () => {
  const [, list, quotes] = await imapTalk(as('anna.keller'), ['LIST "" *', 'STATUS Quotes (MESSAGES UNSEEN)'])
  expect(list).toContain('Quotes')
  expect(quotes).toContain('MESSAGES 1 UNSEEN 0')
  const [, , marked] = await imapTalk(as('tanaka'), ['SELECT INBOX', 'SEARCH SEEN FLAGGED'])
  expect(marked).toMatch(/^\* SEARCH \d/m)
  const [, sent] = await imapTalk(as('li.wei'), ['STATUS Sent (MESSAGES)'])
  expect(sent).toContain('MESSAGES 1')
})

it('has public folders with mail in them, which groups and people may use as it says', async () => {
  expect(first).toMatchObject({ folders: folders.length })
  const [, read, refused] = await imapTalk(as('jonas.brandt'), [
    'STATUS "Shared Folders/Company/Announcements" (MESSAGES)',
    'SELECT "Shared Folders/Board papers"',
  ])
  expect(read).toContain('MESSAGES 2')
  expect(refused).toContain(' NO ')
  const [, rights] = await imapTalk(as('jonas.brandt'), ['MYRIGHTS "Other Users/anna.keller/Projects"'])
  expect(rights).toContain('lrswipkte')
})

it('tells root one login to try, and keeps the passwords from everybody else', async () => {
  expect(first.tryAs).toEqual(as(content.shown))
  expect(statSync(kept)).toMatchObject({ uid: 0, mode: 0o100600 })
})

it('adds nothing the second time', async () => {
  const nothing = { domains: 0, places: 0, people: 0, contacts: 0, resources: 0, administrators: 0 }
  expect(await load()).toEqual({ ...first, ...nothing, aliases: 0, letters: 0, folders: 0 })
}, 120_000)
