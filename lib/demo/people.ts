/** The demonstration's entries. Each function makes what is missing and says how many that was. */
import { domainToASCII } from 'node:url'
import { perform } from '@/lib/access'
import { createAlias, listAliases } from '@/lib/aliases'
import { createDomain, createUser, listDomains, listUsers } from '@/lib/directory'
import type { DemoPasswords } from './passwords'
import type content from './people.json'

type Content = typeof content
const root = { kind: 'root' } as const

export async function makeDomains(wanted: Content['domains']): Promise<number> {
  const present = (await perform(root, listDomains, {})).map(({ name }) => name)
  const missing = wanted.filter(({ name }) => !present.includes(domainToASCII(name)))
  for (const domain of missing) await perform(root, createDomain, domain)
  return missing.length
}

export async function makePeople(wanted: Content['people'], passwords: DemoPasswords): Promise<number> {
  const present = (await perform(root, listUsers, {})).map(({ login }) => login)
  const missing = wanted.filter(({ login }) => !present.includes(login))
  for (const { in: container, ...person } of missing) {
    const password = await passwords.make(person.login)
    // The letters lie in folders of these names, whatever language the manager reads.
    const folders = { folderLanguage: 'en', mustChangePassword: false }
    await perform(root, createUser, { container, ...person, ...folders, password })
  }
  return missing.length
}

/** Members who were deleted since are left out, like an alias that had only those. */
export async function makeAliases(wanted: Content['aliases']): Promise<number> {
  const known = new Set((await perform(root, listUsers, {})).map(({ mail }) => mail))
  const domains = (await perform(root, listDomains, {})).map(({ name }) => name)
  for (const { address } of await perform(root, listAliases, {})) known.add(address)
  let made = 0
  for (const { address, members, description } of wanted) {
    const reachable = members
      .map(asciiAddress)
      .filter((member) => known.has(member) || !isIn(domains, member))
    if (known.has(asciiAddress(address)) || reachable.length === 0) continue
    await perform(root, createAlias, { address, description, members: reachable })
    known.add(asciiAddress(address))
    made += 1
  }
  return made
}

/** The address with its domain in ASCII (RFC 5891), as directory and SMTP have it. */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`
}

function isIn(domains: string[], address: string): boolean {
  return domains.includes(address.slice(address.lastIndexOf('@') + 1))
}
