/**
 * Something to look at: domains and what is in them, people, and the mail they wrote each other, made by the means that
 * anybody has: operations as root, SMTP and IMAP as the people. What is there already stays as it is, so loading
 * again, or after an interruption, adds only what is missing.
 */
import type { Instance } from '@/lib/instance/instance'
import type { T } from '@/lib/locales/translate'
import { makeFolders } from './folders'
import { sendLetters } from './letters'
import { demoPasswords } from './passwords'
import { makeAliases, makeDomains, makePeople } from './people'
import content from './people.json'
import { makeAdministrators, makeContacts, makePlaces, makeResources } from './places'
import inside from './places.json'

export type DemoLoaded = {
  domains: number
  /** Organizations and groups. */
  places: number
  people: number
  contacts: number
  resources: number
  administrators: number
  aliases: number
  letters: number
  /** Public and shared ones. */
  folders: number
  /** An ordinary person to sign in as; null when somebody deleted the account. */
  tryAs: { login: string; password: string } | null
}

/** Loads the demonstration; only root can. `say` is told what is being done. Errors: those of the operations. */
export async function loadDemo(instance: Instance, t: T, say: (step: string) => void): Promise<DemoLoaded> {
  const passwords = demoPasswords(instance)
  say(t('Making the domains of the demonstration'))
  const domains = await makeDomains(content.domains)
  say(t('Making its organizations and groups'))
  const places = await makePlaces(inside.places)
  say(t('Making its people'))
  const people = await makePeople(content.people, passwords)
  say(t('Making its contacts and resources, and giving roles'))
  const contacts = await makeContacts(inside.contacts)
  const resources = await makeResources(inside.resources)
  const administrators = await makeAdministrators(inside.administrators)
  say(t('Making its aliases'))
  const aliases = await makeAliases(content.aliases)
  say(t('Sending its mail'))
  const letters = await sendLetters(instance, passwords)
  say(t('Making its folders'))
  const folders = await makeFolders(instance, passwords)
  const password = passwords.of(content.shown)
  const tryAs = password ? { login: content.shown, password } : null
  return { domains, places, people, contacts, resources, administrators, aliases, letters, folders, tryAs }
}
