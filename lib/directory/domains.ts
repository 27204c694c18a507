/** Domains: an organization below the suffix with an associated domain name and a postmaster alias. */
import { z } from 'zod'
import { childDn, type Entry, filter, type Handles, operation, rdnValue } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { domainName, edit, line } from './fields'
import { type Kind, kindOf, kinds } from './kinds'
import { absentIsNull, isMadeBy, takeBack } from './made'
import { domainDn, domainsInScope } from './tree'

export type Domain = { dn: string; name: string; description: string; primary: boolean }

/** The domains in scope, sorted by name. */
export const listDomains = operation({
  name: 'domain.list',
  kind: 'read',
  input: z.strictObject({}),
  async run(handles): Promise<Domain[]> {
    return (await domainsInScope(handles)).map((entry) => domainFrom(entry, handles.instance.domain))
  },
})

/** One domain with what is in it: a count by kind. */
export const showDomain = operation({
  name: 'domain.show',
  kind: 'read',
  input: z.strictObject({ name: domainName }),
  async run(handles, { name }): Promise<Domain & { contents: Record<Kind, number> }> {
    const entry = await handles.directory.read(domainDn(handles, name))
    const below = await handles.directory.search(entry.dn, filter.present('objectClass'), {
      scope: 'sub',
      attributes: ['objectClass'],
    })
    const contents = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
    for (const kind of below.map(kindOf)) if (kind) contents[kind] += 1
    contents.domain = 0
    return { ...domainFrom(entry, handles.instance.domain), contents }
  },
})

/** Makes a domain and its postmaster alias, which leads to the manager. */
export const createDomain = operation({
  name: 'domain.create',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({ name: domainName, description: line(1000).default('') }),
  target: ({ name }) => ({ name }),
  async run(handles, { name, description }): Promise<{ dn: string; name: string }> {
    const { directory, intent } = handles
    const maker = { dn: handles.actor.dn, at: new Date() }
    const dn = domainDn(handles, name)
    intent.about({ dn, name })
    if (await handles.isTaken('associatedDomain', name)) throw taken('name', 'domain.taken')
    const [manager] = await directory.searchAll(filter.equals('smRole', 'manager'), {
      attributes: ['uid'],
      limit: 1,
    })
    await intent.step(
      'entry',
      { dn },
      () =>
        directory.add(dn, {
          objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
          o: [name],
          associatedDomain: [name],
          ...(description && { description: [description] }),
        }),
      () => takeBack(handles, dn, maker),
    )
    const alias = postmasterDn(dn)
    await intent.step(
      'postmaster',
      { dn: alias },
      () => directory.add(alias, postmasterEntry(name, manager ? [manager.dn] : [])),
      () => takeBack(handles, alias, maker),
    )
    return { dn, name }
  },
  async recover(handles, { target, targetName, at, actorDn }) {
    const entry = await handles.directory
      .read(target, ['createTimestamp', 'creatorsName'])
      .catch(absentIsNull)
    if (!entry || !isMadeBy(entry, { dn: actorDn, at })) return 'undone'
    await addIfAbsent(handles, postmasterDn(target), postmasterEntry(targetName, [handles.actor.dn]))
    return 'finished'
  },
})

/** Changes the description. */
export const updateDomain = operation({
  name: 'domain.update',
  kind: 'change',
  input: z.strictObject({ name: domainName, description: edit(line(1000)) }),
  target: ({ name }) => ({ name }),
  async run(handles, { name, description }): Promise<void> {
    const dn = domainDn(handles, name)
    handles.intent.about({ dn, name })
    if (!description) return
    const replace = description.to ? [description.to] : []
    const assert =
      description.from === undefined ? undefined : { description: description.from ? [description.from] : [] }
    await handles.directory.modify(dn, [{ attribute: 'description', replace }], assert)
  },
})

/** Removes an empty domain with its postmaster alias. The first domain stays: the manager lives there. */
export const deleteDomain = operation({
  name: 'domain.delete',
  kind: 'change',
  input: z.strictObject({ name: domainName }),
  target: ({ name }) => ({ name }),
  async run(handles, { name }): Promise<void> {
    const { directory, intent, instance } = handles
    const entry = await directory.read(domainDn(handles, name))
    intent.about({ dn: entry.dn, name })
    if (name === instance.domain) throw new ConsoleError('conflict', 'domain.primary')
    const alias = postmasterDn(entry.dn)
    const inside = (
      await directory.search(entry.dn, filter.present('objectClass'), {
        scope: 'one',
        attributes: ['objectClass'],
        limit: 20,
      })
    ).filter((found) => rdnValue(found.dn).toLowerCase() !== 'postmaster')
    if (inside.length > 0) {
      const contents = inside.map((found) => rdnValue(found.dn)).join(', ')
      throw new ConsoleError('conflict', 'domain.notEmpty', { contents })
    }
    const postmaster = await directory.read(alias).catch(() => null)
    if (postmaster) {
      const attributes = Object.fromEntries(
        postmaster.names().map((attribute) => [attribute, postmaster.values(attribute)]),
      )
      await intent.step(
        'postmaster',
        { dn: alias },
        () => directory.remove(alias),
        () => addIfAbsent(handles, alias, attributes),
      )
    }
    await intent.step('entry', { dn: entry.dn }, () => directory.remove(entry.dn))
  },
  async recover(handles, { target, targetName }) {
    const entry = await handles.directory.read(target).catch(absentIsNull)
    if (!entry) return 'finished'
    const manager = handles.actor.dn
    await addIfAbsent(handles, postmasterDn(target), postmasterEntry(targetName, [manager]))
    return 'undone'
  },
})

function domainFrom(entry: Entry, primary: string): Domain {
  const name = entry.first('associatedDomain') ?? rdnValue(entry.dn)
  return { dn: entry.dn, name, description: entry.first('description') ?? '', primary: name === primary }
}

function postmasterDn(domain: string): string {
  return childDn(domain, 'cn', 'postmaster')
}

function postmasterEntry(domain: string, member: string[]): Record<string, string[]> {
  const address = `postmaster@${domain}`
  return {
    objectClass: ['smAlias', 'inetLocalMailRecipient'],
    cn: ['postmaster'],
    mail: [address],
    mailLocalAddress: [address],
    member,
  }
}

async function addIfAbsent({ directory }: Handles, dn: string, attributes: Record<string, string[]>) {
  if (!(await directory.read(dn).catch(absentIsNull))) await directory.add(dn, attributes)
}

function taken(field: string, code: 'domain.taken'): ConsoleError {
  return new ConsoleError('conflict', code, {}, [{ field, code, values: {} }])
}
