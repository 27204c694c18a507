/** Domains: an organization below the suffix with an associated domain name and a postmaster alias. */
import { z } from 'zod'
import { childDn, type Entry, filter, type Handles, operation, rdnValue, sameDn } from '@/lib/access'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { quotaField } from '@/lib/mailboxes'
import { changeContainer, settleHidden } from './container-changes'
import { MOST_NAMED, namesOf } from './containers'
import { domainName, edit, limit, line, yesOrNo } from './fields'
import { nameGroup, retireGroupId } from './group-id'
import { unicodeName } from './international'
import { isAlias, isCounted, isDomain, isFormer, type Kind, kinds } from './kinds'
import { limitsOf } from './limits'
import { absentIsNull, isMadeBy, takeBack } from './made'
import { shownLine } from './shown-values'
import { domainDn } from './tree'

export type Domain = {
  dn: string
  name: string
  /** An international name in the script of its people. */
  unicode: string | undefined
  description: string
  primary: boolean
  private: boolean
}
export type DomainPage = Domain & {
  contents: Record<Kind, number>
  /** Whether one of the aliases is the postmaster's, which does not keep the domain from being deleted. */
  hasPostmaster: boolean
  /** How many addresses accounts and resources left here that have moved to other domains. */
  former: number
  /** Addresses of aliases, these too and without the postmaster's: those that are named when it cannot be deleted. */
  addresses: string[]
  /** Counts and bytes as texts; '' is no limit. */
  limits: ReturnType<typeof limitsOf>
}

const limitFields = {
  maxAccounts: limit,
  maxAliases: limit,
  maxStorage: quotaField,
  defaultQuota: quotaField,
}
const limitAttributes = {
  maxAccounts: 'smMaxAccounts',
  maxAliases: 'smMaxAliases',
  maxStorage: 'smMaxStorage',
  defaultQuota: 'smDefaultQuota',
} as const

/** The domains in scope, sorted by name. */
export const listDomains = operation({
  name: 'domain.list',
  kind: 'read',
  input: z.strictObject({}),
  async run(handles): Promise<Domain[]> {
    // Every page asks, for the choice of a domain in its top bar.
    const attributes = ['associatedDomain', 'description', 'smPrivate']
    const found = await handles.directory.searchAll(isDomain, { attributes })
    return found
      .map((entry) => domainFrom(entry, handles.instance.domain))
      .sort((a, b) => a.name.localeCompare(b.name))
  },
})

/** One domain with what is in it: a count by kind. */
export const showDomain = operation({
  name: 'domain.show',
  kind: 'read',
  input: z.strictObject({ name: domainName }),
  async run(handles, { name }): Promise<DomainPage> {
    const entry = await handles.directory.read(domainDn(handles, name))
    const counted = kinds.map(async (kind) => [
      kind,
      await handles.directory.count(entry.dn, isCounted[kind]),
    ])
    const contents = Object.fromEntries(await Promise.all(counted)) as Record<Kind, number>
    contents.domain = 0
    const [postmaster, former, aliases] = await Promise.all([
      handles.directory.read(postmasterDn(entry.dn)).catch(absentIsNull),
      handles.directory.count(entry.dn, isFormer, 'one'),
      handles.directory.search(entry.dn, filter.and(isAlias, filter.not(filter.equals('cn', 'postmaster'))), {
        scope: 'one',
        attributes: ['mail'],
        limit: MOST_NAMED,
      }),
    ])
    return {
      ...domainFrom(entry, handles.instance.domain),
      contents,
      hasPostmaster: postmaster !== null,
      former,
      addresses: aliases.flatMap((alias) => alias.values('mail')).sort(),
      limits: limitsOf(entry),
    }
  },
})

/** Makes a domain and its postmaster alias, which leads to the manager. */
export const createDomain = operation({
  name: 'domain.create',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({
    name: domainName,
    description: line(1000).default(''),
    private: z.boolean().default(false),
    maxAccounts: limit.optional(),
    maxAliases: limit.optional(),
    maxStorage: quotaField.optional(),
    defaultQuota: quotaField.optional(),
  }),
  target: ({ name }) => ({ name }),
  async run(
    handles,
    { name, description, private: isPrivate, ...limits },
  ): Promise<{ dn: string; name: string }> {
    const { directory, intent } = handles
    const maker = { dn: handles.actor.dn, at: new Date() }
    const dn = domainDn(handles, name)
    intent.about({ dn, name })
    if (await handles.isTaken('associatedDomain', name)) throw taken('name', 'domain.taken')
    const [manager] = await directory.searchAll(filter.equals('smRole', 'manager'), {
      attributes: ['uid'],
      limit: 1,
    })
    if (isPrivate) await handles.hideContainers({ also: [dn] })
    await intent.step(
      'entry',
      { dn },
      () =>
        directory.add(dn, {
          memberURL: [handles.groupMembersUrl(dn)],
          ...(isPrivate && { smPrivate: ['TRUE'] }),
          ...limitValues(limits),
          objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
          o: [name],
          associatedDomain: [name],
          ...(description && { description: [description] }),
        }),
      () => takeBack(handles, dn, maker),
    )
    await intent.step('group', { dn }, () => nameGroup(handles, dn))
    const alias = postmasterDn(dn)
    await intent.step(
      'postmaster',
      { dn: alias },
      () =>
        directory.add(alias, postmasterEntry(name, manager ? [manager.dn] : [])).catch((error: unknown) => {
          if (!isConsoleError(error) || error.code !== 'address.taken') throw error
          const values = { address: `postmaster@${name}` }
          const field = { field: 'name', code: 'domain.postmaster', values } as const
          throw new ConsoleError('conflict', 'domain.postmaster', values, [field])
        }),
      () => takeBack(handles, alias, maker),
    )
    if (isPrivate) await settleHidden(handles, [dn])
    return { dn, name }
  },
  async recover(handles, { target, targetName, at, actorDn }) {
    const entry = await handles.directory
      .read(target, ['createTimestamp', 'creatorsName'])
      .catch(absentIsNull)
    if (!entry || !isMadeBy(entry, { dn: actorDn, at })) return 'undone'
    await nameGroup(handles, target)
    await addIfAbsent(handles, postmasterDn(target), postmasterEntry(targetName, [handles.actor.dn]))
    return 'finished'
  },
})

/** Changes the description, the limits, and whether the domain is private. */
export const updateDomain = operation({
  name: 'domain.update',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({
    name: domainName,
    description: edit(line(1000)),
    private: edit(yesOrNo),
    maxAccounts: edit(limitFields.maxAccounts),
    maxAliases: edit(limitFields.maxAliases),
    maxStorage: edit(limitFields.maxStorage),
    defaultQuota: edit(limitFields.defaultQuota),
  }),
  target: ({ name }) => ({ name }),
  async run(handles, { name, description, private: isPrivate, ...limits }): Promise<void> {
    const entry = await handles.directory.read(domainDn(handles, name))
    handles.intent.about({ dn: entry.dn, name })
    const edited = Object.entries(limits).flatMap(([field, change]) => (change ? [{ field, ...change }] : []))
    const wanted = Object.fromEntries(edited.map(({ field, to }) => [field, to]))
    const changes = Object.entries(limitValues(wanted, true))
    const assert = edited.flatMap(({ field, from }): [string, string[]][] =>
      from === undefined
        ? []
        : [[limitAttributes[field as keyof typeof limitAttributes], from ? [from] : []]],
    )
    await changeContainer(handles, entry, {
      private: isPrivate,
      details: description
        ? { description: { from: description.from, to: description.to ? [description.to] : [] } }
        : {},
      changes: changes.map(([attribute, replace]) => ({ attribute, replace })),
      assert: Object.fromEntries(assert),
    })
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
        limit: MOST_NAMED + 2,
      })
    ).filter(({ dn }) => !sameDn(dn, alias))
    if (inside.length > 0) {
      throw new ConsoleError('conflict', 'domain.notEmpty', { contents: namesOf(inside) })
    }
    await retireGroupId(handles, entry)
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
  return {
    dn: entry.dn,
    name,
    unicode: unicodeName(name),
    description: shownLine(entry, 'description'),
    primary: name === primary,
    private: entry.isTrue('smPrivate'),
  }
}

/** Attributes of limits; with `empty` those that were taken away are there without a value. */
function limitValues(
  given: { [Name in keyof typeof limitAttributes]?: number | null | undefined },
  empty = false,
) {
  const values = Object.entries(limitAttributes).flatMap(([field, attribute]): [string, string[]][] => {
    const value = given[field as keyof typeof limitAttributes]
    if (value === undefined) return []
    return value === null ? (empty ? [[attribute, []]] : []) : [[attribute, [String(value)]]]
  })
  return Object.fromEntries(values)
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
