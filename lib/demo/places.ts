/** The demonstration's organizations, groups, contacts, resources and administrators. Each function as in people.ts. */
import { type Operation, perform } from '@/lib/access'
import {
  createContact,
  createContainer,
  createResource,
  listAdministrators,
  listUsers,
  setRole,
  showContact,
  showContainer,
  showResource,
} from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import type content from './places.json'

type Content = typeof content
const root = { kind: 'root' } as const

export async function makePlaces(wanted: Content['places']): Promise<number> {
  let made = 0
  for (const { in: parent, ...place } of wanted) {
    if (await isThere(showContainer, `${parent}/${place.name}`)) continue
    await perform(root, createContainer, { parent, ...place })
    made += 1
  }
  return made
}

export async function makeContacts(wanted: Content['contacts']): Promise<number> {
  let made = 0
  for (const { in: container, ...contact } of wanted) {
    if (await isThere(showContact, `${container}/${contact.firstName} ${contact.lastName}`)) continue
    await perform(root, createContact, { container, ...contact })
    made += 1
  }
  return made
}

/** Those who were deleted since do not look after anything any more. */
export async function makeResources(wanted: Content['resources']): Promise<number> {
  const logins = new Set((await perform(root, listUsers, {})).map(({ login }) => login))
  let made = 0
  for (const { in: container, responsible, ...resource } of wanted) {
    if (await isThere(showResource, `${container}/${resource.name}`)) continue
    const present = responsible.split(', ').filter((login) => logins.has(login))
    await perform(root, createResource, { container, ...resource, responsible: present.join(',') })
    made += 1
  }
  return made
}

/** Gives roles to people who have none. */
export async function makeAdministrators(wanted: Content['administrators']): Promise<number> {
  const administrators = (await perform(root, listAdministrators, {})).map(({ login }) => login)
  const people = (await perform(root, listUsers, {})).map(({ login }) => login)
  const missing = wanted.filter(({ login }) => people.includes(login) && !administrators.includes(login))
  for (const administrator of missing) await perform(root, setRole, administrator)
  return missing.length
}

async function isThere<Output>(show: Operation<{ dn: string }, Output>, way: string): Promise<boolean> {
  try {
    await perform(root, show, { dn: way })
    return true
  } catch (error) {
    if (isConsoleError(error, 'notFound')) return false
    throw error
  }
}
