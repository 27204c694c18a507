/**
 * Organizations and groups: containers below a domain that hold accounts, contacts, resources and each other. Each is
 * also a group of all accounts below it, by memberURL, which names the container and so follows its moves.
 */
import { z } from 'zod'
import {
  childDn,
  type Entry,
  filter,
  type Handles,
  isWithin,
  movedDn,
  operation,
  parentDn,
  rdnValue,
  renamedDn,
  sameDn,
} from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { changeContainer, settleHidden } from './container-changes'
import {
  detailAttributes,
  detailEdits,
  detailsOf,
  newDetails,
  type PlaceDetail,
  placeDetails,
} from './details'
import { addressChoice, bringAddresses, onlyForward, planAddresses } from './domain-change'
import { edit, entryName, requiredLine, shownId } from './fields'
import { nameGroup, retireGroupId } from './group-id'
import { writeMemberUrls } from './group-urls'
import { isContainer, isCounted, type Kind, kindOf, kinds } from './kinds'
import { defaultQuotaOf } from './limits'
import { absentIsNull, isMadeBy, takeBack } from './made'
import { nameTaken } from './name-taken'
import { containerAt, domainOf, pathTo, refuseAnother, type Step, stepTo } from './tree'

export type Container = Step & {
  /** entryUUID. */
  id: string
  kind: 'organization' | 'group' | 'domain'
  domain: string
  /** DN of what it is in. */
  parent: string
  /** The containers around it that the actor reaches, from the outermost inwards. */
  path: Step[]
  /** Whether the actor may change it: nobody's own top of the scope is. */
  changeable: boolean
  private: boolean
  /** What Postfix and Cyrus call it as a group; '' for a container that was made without one. */
  groupId: string
  details: Record<PlaceDetail, string>
  /** Bytes that new mailboxes in it may hold, by its own rule or the nearest one around it; null is no limit. */
  defaultQuota: number | null
  /** What is directly inside, by kind. */
  contents: Record<Kind, number>
}

/** A container named by DN; domains too. */
export const showContainer = operation({
  name: 'container.show',
  kind: 'read',
  input: z.strictObject({ dn: entryName }),
  async run(handles, { dn }): Promise<Container> {
    const entry = await containerAt(handles, dn)
    const [contents, defaultQuota] = await Promise.all([
      contentsOf(handles, entry.dn),
      defaultQuotaOf(handles, entry.dn),
    ])
    return { ...containerFrom(handles, entry), contents, defaultQuota }
  },
})

/** Makes an organization or a group below a domain, an organization or a group. */
export const createContainer = operation({
  name: 'container.create',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({
    kind: z.enum(['organization', 'group']),
    /** DN, or name of a domain. */
    parent: entryName,
    name: requiredLine(64),
    private: z.boolean().default(false),
    details: newDetails(placeDetails),
  }),
  target: ({ name }) => ({ name }),
  async run(handles, { kind, parent, name, private: isPrivate, details }): Promise<{ dn: string }> {
    const { directory, intent, actor } = handles
    const above = await containerAt(handles, parent)
    if (kind === 'organization') refuseBelowGroup(above, 'kind')
    const dn = childDn(above.dn, rdnOf(kind), name)
    intent.about({ dn, name })
    const maker = { dn: actor.dn, at: new Date() }
    if (isPrivate) await handles.hideContainers({ also: [dn] })
    await intent.step(
      'entry',
      { dn },
      () =>
        directory
          .add(dn, {
            objectClass: [kind === 'group' ? 'organizationalUnit' : 'organization', 'smContainer'],
            [rdnOf(kind)]: [name],
            memberURL: [handles.groupMembersUrl(dn)],
            ...(isPrivate && { smPrivate: ['TRUE'] }),
            ...detailAttributes(details),
          })
          .catch(nameTaken(handles, dn, 'name')),
      () => takeBack(handles, dn, maker),
    )
    await intent.step('group', { dn }, () => nameGroup(handles, dn))
    if (isPrivate) await settleHidden(handles, [dn])
    return { dn }
  },
  async recover(handles, { target, at, actorDn }) {
    const entry = await handles.directory
      .read(target, ['createTimestamp', 'creatorsName'])
      .catch(absentIsNull)
    await handles.hideContainers({ settled: [target] })
    if (!entry || !isMadeBy(entry, { dn: actorDn, at })) return 'undone'
    await nameGroup(handles, target)
    return 'finished'
  },
})

/**
 * Changes the description, address and telephone numbers; hides or shows the container. One that was made by other means
 * becomes a group of its accounts.
 */
export const updateContainer = operation({
  name: 'container.update',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({
    ...{ dn: entryName, id: shownId },
    private: edit(z.enum(['true', 'false'])),
    details: detailEdits(placeDetails),
  }),
  target: ({ dn }) => ({ dn, name: dn }),
  async run(handles, input): Promise<void> {
    const entry = await containerAt(handles, input.dn)
    refuseAnother(entry, input.id)
    handles.intent.about({ dn: entry.dn, name: rdnValue(entry.dn) })
    await changeContainer(handles, entry, input)
  },
  recover: refreshed,
})

/** Renames an organization or a group, or puts it somewhere else in the scope, with all that is in it. */
export const moveContainer = operation({
  name: 'container.move',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({
    ...{ dn: entryName, id: shownId },
    name: requiredLine(64).optional(),
    /** DN of the new place; where it is when left out. */
    parent: entryName.optional(),
    /** Counts when it comes into another domain. */
    addresses: addressChoice.default('replace'),
  }),
  target: ({ dn }) => ({ dn, name: dn }),
  async run(handles, { dn, id, name, parent, addresses }): Promise<{ dn: string }> {
    const { directory, intent } = handles
    const entry = await containerAt(handles, dn)
    refuseAnother(entry, id)
    intent.about({ dn: entry.dn, name: rdnValue(entry.dn) })
    const kind = kindOf(entry)
    if (kind === 'domain') throw new ConsoleError('denied', 'access.denied')
    const above = parent === undefined ? null : await containerAt(handles, parent).catch(absentIsNull)
    if (parent !== undefined && !above) throw fieldError('parent', 'access.notFound')
    const to = above?.dn ?? parentDn(entry.dn)
    if (isWithin(to, entry.dn)) throw fieldError('parent', 'container.inside')
    if (kind === 'organization' && above) refuseBelowGroup(above, 'parent')
    const attribute = rdnOf(kind === 'group' ? 'group' : 'organization')
    const renamed = name === undefined ? entry.dn : renamedDn(entry.dn, { attribute, value: name })
    const target = movedDn(renamed, parentDn(entry.dn), to)
    if (target === entry.dn) return { dn: target }
    const changesDomain = domainOf(handles, target) !== domainOf(handles, entry.dn)
    const plan = changesDomain
      ? await planAddresses(handles, { from: entry.dn, to: target, addresses, field: 'parent' })
      : ''
    const hidden = await privateBelow(handles, entry.dn)
    const also = hidden.map((inner) => movedDn(inner, entry.dn, target))
    if (also.length > 0) await handles.hideContainers({ also })
    await intent.step(
      'entry',
      { from: entry.dn, to: target, plan },
      () => directory.move(entry.dn, target).catch(nameTaken(handles, target, 'name')),
      changesDomain ? onlyForward(handles, target) : undefined,
    )
    if (changesDomain) await intent.step('addresses', {}, () => bringAddresses(handles, plan))
    await writeMemberUrls(handles, target)
    if (also.length > 0) await settleHidden(handles, also)
    return { dn: target }
  },
  async recover(handles, { steps }) {
    const data = steps.find((step) => step.name === 'entry')?.data
    const there = data?.to ? await handles.directory.read(data.to).catch(absentIsNull) : null
    if (there && data?.plan) await bringAddresses(handles, data.plan)
    if (there) await writeMemberUrls(handles, there.dn)
    await handles.hideContainers({ settled: [] })
    return there ? 'finished' : 'undone'
  },
})

/** Removes an empty organization or group. */
export const deleteContainer = operation({
  name: 'container.delete',
  kind: 'change',
  input: z.strictObject({ dn: entryName, id: shownId }),
  target: ({ dn }) => ({ dn, name: dn }),
  async run(handles, { dn, id }): Promise<void> {
    const entry = await containerAt(handles, dn)
    refuseAnother(entry, id)
    handles.intent.about({ dn: entry.dn, name: rdnValue(entry.dn) })
    if (kindOf(entry) === 'domain') throw new ConsoleError('denied', 'access.denied')
    const inside = await handles.directory.search(entry.dn, filter.present('objectClass'), {
      scope: 'one',
      attributes: ['objectClass'],
      limit: MOST_NAMED + 1,
    })
    if (inside.length > 0) {
      const contents = namesOf(inside)
      throw new ConsoleError('conflict', 'container.notEmpty', { contents })
    }
    await retireGroupId(handles, entry)
    await handles.directory.remove(entry.dn)
    if (entry.isTrue('smPrivate')) await settleHidden(handles, [])
  },
  recover: refreshed,
})

/** More than these are not named when something is not empty. */
export const MOST_NAMED = 20

/** The names of entries, of which there may be more than are named. */
export function namesOf(entries: Entry[]): string {
  const names = entries.slice(0, MOST_NAMED).map(({ dn }) => rdnValue(dn))
  return [...names, ...(entries.length > MOST_NAMED ? ['…'] : [])].join(', ')
}

/** Counts what is directly in a container. */
export async function contentsOf({ directory }: Handles, dn: string): Promise<Record<Kind, number>> {
  const counted = kinds.map(async (kind) => [kind, await directory.count(dn, isCounted[kind], 'one')])
  return Object.fromEntries(await Promise.all(counted)) as Record<Kind, number>
}

function containerFrom(handles: Handles, entry: Entry): Omit<Container, 'contents' | 'defaultQuota'> {
  const kind = kindOf(entry)
  return {
    id: entry.first('entryUUID') ?? '',
    ...stepTo(handles, entry.dn),
    kind: kind === 'group' || kind === 'domain' ? kind : 'organization',
    domain: domainOf(handles, entry.dn),
    parent: parentDn(entry.dn),
    path: pathTo(handles, entry.dn),
    changeable: !handles.directory.tops.some((top) => sameDn(top, entry.dn)),
    private: entry.isTrue('smPrivate'),
    groupId: entry.first('smGroupId') ?? '',
    details: detailsOf(entry, placeDetails),
  }
}

async function privateBelow({ directory }: Handles, dn: string): Promise<string[]> {
  const hidden = filter.and(isContainer, filter.equals('smPrivate', 'TRUE'))
  return (await directory.search(dn, hidden, { scope: 'sub', attributes: ['1.1'] })).map((entry) => entry.dn)
}

async function refreshed(handles: Handles): Promise<'finished'> {
  await handles.hideContainers()
  return 'finished'
}

function rdnOf(kind: 'organization' | 'group'): 'o' | 'ou' {
  return kind === 'group' ? 'ou' : 'o'
}

function refuseBelowGroup(above: Entry, field: string) {
  if (kindOf(above) === 'group') throw fieldError(field, 'container.kind')
}

function fieldError(field: string, code: 'container.inside' | 'container.kind' | 'access.notFound') {
  return new ConsoleError('invalid', 'input.invalid', {}, [{ field, code, values: {} }])
}
