/** Words found in names whatever their accents, on a real slapd: what it hears, and what it does not. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { ldif } from '@/lib/instance/slapd/testing'
import { runLdapTool, testInstance } from '@/lib/instance/testing'
import { createContainer, createDomain, listEntries } from '.'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `words-${tag}.example`
const top = `o=${domain},${instance.suffix}`
const root: Caller = { kind: 'root' }

const people = [
  'Jean-Noël Lefèvre',
  'Joan-Nell Plain',
  'Kim-Noëlla Plain',
  'José-María García-Márquez',
  'Antoine Saint-Exupéry',
  'Zoë D’Été',
  'Ann O’Brién',
  "Bob O'Brien",
  'Eva Ängel-Ößler',
  'Jan Dvořák123',
  'Ana Horvat-Šimić',
  'Борис Ёлкин',
  'Νίκος Παπαδόπουλος',
  'أحمد حسن',
  'שָׁלוֹם Plain',
  'Dana כֹּהֵן',
  'Dana כעסהן',
  'مُحَمَّد حسن',
]

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
  await runLdapTool('ldapadd', people.map(person).join(''))
})

function person(cn: string, i: number) {
  const uid = `w${i}-${tag}`
  const mail = `${uid}@${domain}`
  return ldif.add(`uid=${uid},${top}`, {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    ...{ uid, cn, sn: cn.split(' ').at(-1) ?? '', mail, mailLocalAddress: mail },
    ...{ mailHost: instance.hostname, smMailbox: 'FALSE', userPassword: `{ARGON2}x` },
  })
}

describe('a whole word', () => {
  const found = async (text: string) =>
    (await perform(root, listEntries, { at: domain, text })).rows.map(({ sortName }) => sortName).sort()

  it.each([
    ['Jean-Noel', 'Jean-Noël Lefèvre'],
    ['noel lefevre', 'Jean-Noël Lefèvre'],
    ['Jose-Maria', 'José-María García-Márquez'],
    ['maria', 'José-María García-Márquez'],
    ['Garcia-Marquez', 'José-María García-Márquez'],
    ['Marquez', 'José-María García-Márquez'],
    ['Exupery', 'Antoine Saint-Exupéry'],
    ['Saint-Exupery', 'Antoine Saint-Exupéry'],
    ["D'Ete", 'Zoë D’Été'],
    ['D’Ete', 'Zoë D’Été'],
    ["O'Brien", 'Ann O’Brién', "Bob O'Brien"],
    ['o’brien', 'Ann O’Brién', "Bob O'Brien"],
    ['Ossler', 'Eva Ängel-Ößler'],
    ['Dvorak123', 'Jan Dvořák123'],
    ['simic', 'Ana Horvat-Šimić'],
    ['Елкин', 'Борис Ёлкин'],
    ['Παπαδοπουλος', 'Νίκος Παπαδόπουλος'],
    ['ΝΙΚΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ', 'Νίκος Παπαδόπουλος'],
    ['احمد', 'أحمد حسن'],
    ['שלום', 'שָׁלוֹם Plain'],
    ['כהן', 'Dana כֹּהֵן'],
    ['محمد', 'مُحَمَّد حسن'],
    // How it is spelled in a name is looked for like any word: in others as a part of a word too.
    ['noel', 'Jean-Noël Lefèvre', 'Kim-Noëlla Plain'],
    // What sounds so is not meant, nor is a part of a word with other accents.
    ['Joan-Noel'],
    ['Exuper'],
    ['obrien'],
  ])('is found whatever its accents: %s', async (text, ...names) => expect(await found(text)).toEqual(names))

  it('is asked for as it is written too, as slapd does not hear all of them', async () => {
    const filter = (word: string) => ['-LLL', '-b', top, `(cn~=${word})`, '1.1']
    const heard = async (word: string) =>
      (await runLdapTool('ldapsearch', '', filter(word))).match(/^dn:/gm)?.length
    expect(await heard('lefevre')).toBe(1)
    for (const word of ['marquez', 'exupery', 'ossler', 'Елкин'])
      expect(await heard(word), word).toBeUndefined()
  })

  it('is found in the names of places in any script, which are all read', async () => {
    const inDomain = { kind: 'group', parent: domain } as const
    for (const name of ['Büro-Süd', 'שָׁלוֹם']) await perform(root, createContainer, { ...inDomain, name })
    const places = async (text: string) =>
      (await perform(root, listEntries, { at: domain, kind: 'group', text })).rows.map(({ name }) => name)
    expect(await places('sud')).toEqual(['Büro-Süd'])
    expect(await places('שלום')).toEqual(['שָׁלוֹם'])
    expect(await places('buro-sud')).toEqual(['Büro-Süd'])
  })
})
