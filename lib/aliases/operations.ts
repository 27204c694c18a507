/** Aliases: an address that leads to members: accounts, other aliases, addresses elsewhere. */
import { z } from 'zod'
import {
  type AttributeChange,
  childDn,
  type Entry,
  filter,
  type Handles,
  operation,
  rdnValue,
} from '@/lib/access'
import {
  absentIsNull,
  address,
  aliasByAddress,
  containerAt,
  domainOf,
  isAlias,
  isContainer,
  isFormer,
  isFormerAddress,
  line,
  listWindow,
  nameTaken,
  newAddress,
  refuseAliasOverLimit,
  refuseAnother,
  refuseElsewhere,
  refuseLosingPrimary,
  requiredLine,
  shownId,
  shownLine,
  takeBack,
  wayTo,
  writeLine,
} from '@/lib/directory'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import {
  hiddenMembers,
  type Member,
  type Members,
  memberAddress,
  memberChanges,
  resolveMembers,
  shownMembers,
} from './members'

export type AliasRow = { dn: string; address: string; domain: string; description: string; members: number }
/** The members that the actor sees, and how many there are besides. */
export type Alias = Omit<AliasRow, 'members'> & {
  /** entryUUID. */
  id: string
  members: Member[]
  hiddenMembers: number
  /**
   * Of an address that somebody has brought along to another domain: whether only those who look after the holder may
   * change it, or whether it cannot go because it is the holder's primary one.
   */
  former: 'elsewhere' | 'primary' | 'free' | null
}

/** An address that an account or a resource has brought along to another domain is no alias to those who look after them. */
const isListed = filter.and(isAlias, filter.not(isFormer))
const rowAttributes = ['mail', 'description', 'member', 'rfc822MailMember']

/** The aliases of a container and below, or of the whole scope, by address. */
export const listAliases = operation({
  name: 'alias.list',
  kind: 'read',
  input: z.strictObject({ container: z.string().max(2000).optional() }),
  async run(handles, { container }): Promise<AliasRow[]> {
    const attributes = rowAttributes
    const found = container
      ? await handles.directory.search((await containerAt(handles, container)).dn, isListed, {
          scope: 'sub',
          attributes,
        })
      : await handles.directory.searchAll(isListed, { attributes })
    return found.map((entry) => aliasRow(handles, entry)).sort((a, b) => a.address.localeCompare(b.address))
  },
})

/** A window into the same list, sorted by address. */
export const lookAtAliases = operation({
  name: 'alias.look',
  kind: 'read',
  input: z.strictObject({ container: z.string().max(2000).optional(), ...listWindow }),
  async run(handles, { container, offset, count, from, list }) {
    const base = container ? (await containerAt(handles, container)).dn : null
    const found = await handles.directory.window(base, isListed, {
      ...{ scope: 'sub', attributes: rowAttributes, sort: { attribute: 'mail' } },
      ...{ at: from === undefined ? { offset, count } : { from, count }, list: list ?? null },
    })
    const rows = found.entries.map((entry) => aliasRow(handles, entry))
    return { rows, offset: found.offset, total: found.total, list: found.list }
  },
})

export const showAlias = operation({
  name: 'alias.show',
  kind: 'read',
  input: z.strictObject({ address }),
  async run(handles, { address }): Promise<Alias> {
    const entry = await aliasByAddress(handles, address)
    const members = await shownMembers(handles, entry)
    const id = entry.first('entryUUID') ?? ''
    const hidden = await hiddenMembers(handles, entry)
    const former = isFormerAddress(entry) ? await formerState(handles, entry) : null
    return { ...aliasRow(handles, entry), id, members, hiddenMembers: hidden, former }
  },
})

const members = z.array(requiredLine(300)).max(5000, 'input.tooLong')

export const createAlias = operation({
  name: 'alias.create',
  kind: 'change',
  input: z.strictObject({
    address: newAddress,
    description: line(1000).default(''),
    members: members.min(1, 'alias.noMembers'),
  }),
  target: ({ address }) => ({ name: address }),
  async run(handles, { address, description, members }): Promise<{ dn: string; address: string }> {
    const { directory, intent, actor } = handles
    const maker = { dn: actor.dn, at: new Date() }
    const at = address.lastIndexOf('@')
    const container = await containerAt(handles, address.slice(at + 1)).catch((error: unknown) => {
      if (!isConsoleError(error, 'notFound')) throw error
      const values = { domain: address.slice(at + 1) }
      throw new ConsoleError('notFound', 'address.noDomain', values, [
        { field: 'address', code: 'address.noDomain', values },
      ])
    })
    // A contact or a resource may be called so.
    const plain = childDn(container.dn, 'cn', address.slice(0, at))
    const isFree = (await directory.read(plain, ['1.1']).catch(absentIsNull)) === null
    const dn = isFree ? plain : childDn(container.dn, 'cn', address)
    intent.about({ dn, name: address })
    await refuseAliasOverLimit(handles, dn)
    if (await handles.isTaken('mailLocalAddress', address)) throw taken(address)
    const entry = {
      objectClass: ['smAlias', 'inetLocalMailRecipient'],
      cn: isFree ? [address.slice(0, at)] : [address, address.slice(0, at)],
      mail: [address],
      mailLocalAddress: [address],
      ...(description && { description: [description] }),
      ...attributesOf(await resolveMembers(handles, members)),
    }
    await intent.step(
      'entry',
      { dn },
      () => directory.add(dn, entry).catch(nameTaken(handles, dn, 'address')),
      () => takeBack(handles, dn, maker),
    )
    return { dn, address }
  },
})

/** Changes members and description. `from` are the members as they were shown; those who were not shown stay. */
export const updateAlias = operation({
  name: 'alias.update',
  kind: 'change',
  input: z.strictObject({
    ...{ address, id: shownId },
    description: z.strictObject({ from: z.string().optional(), to: line(1000) }).optional(),
    members: z.strictObject({ from: z.array(z.string()).optional(), to: members }).optional(),
  }),
  target: ({ address }) => ({ name: address }),
  async run(handles, { address, id, description, members }): Promise<void> {
    const alias = await aliasByAddress(handles, address)
    refuseAnother(alias, id)
    handles.intent.about({ dn: alias.dn, name: address })
    await refuseElsewhere(handles, alias)
    const changes: AttributeChange[] = []
    const assert: Record<string, string[]> = {}
    writeLine({ changes, assert }, alias, 'description', description)
    if (members) {
      const shown = await shownMembers(handles, alias)
      const texts = shown.map((member) => member.text)
      if (members.from && [...members.from].sort().join('\n') !== [...texts].sort().join('\n')) {
        throw new ConsoleError('conflict', 'edit.conflict', { attributes: 'member' })
      }
      changes.push(...(await memberChanges(handles, alias, shown, members.to)))
      // What was just read is what is replaced, whoever writes between the two.
      for (const attribute of ['member', 'rfc822MailMember']) assert[attribute] = alias.values(attribute)
    }
    if (changes.length > 0) await handles.directory.modify(alias.dn, changes, assert)
  },
})

export const deleteAlias = operation({
  name: 'alias.delete',
  kind: 'change',
  input: z.strictObject({ address, id: shownId }),
  target: ({ address }) => ({ name: address }),
  async run(handles, { address, id }): Promise<void> {
    const alias = await aliasByAddress(handles, address)
    refuseAnother(alias, id)
    handles.intent.about({ dn: alias.dn, name: address })
    await refuseElsewhere(handles, alias)
    if (address === `postmaster@${domainOf(handles, alias.dn)}`)
      throw new ConsoleError('conflict', 'alias.postmaster')
    await refuseLosingPrimary(handles, alias, [])
    await handles.directory.remove(alias.dn)
  },
})

/** Accounts and aliases whose name, login or address contains the text, and containers by name; for pickers. At most 20. */
export const findMembers = operation({
  name: 'member.find',
  kind: 'read',
  input: z.strictObject({ text: line(100) }),
  async run(handles, { text }): Promise<{ text: string; name: string; kind: 'user' | 'alias' | 'group' }[]> {
    if (text === '') return []
    const anywhere = filter.or(
      filter.contains('cn', text),
      filter.startsWith('uid', text),
      filter.contains('mail', text),
    )
    const kinds = filter.or(
      filter.equals('objectClass', 'smAccount'),
      // The account itself is among them.
      filter.and(isAlias, filter.not(isFormer)),
    )
    const named = filter.or(filter.contains('o', text), filter.contains('ou', text))
    const groups = filter.and(isContainer, filter.present('memberURL'), named)
    const found = await handles.directory.searchAll(filter.or(filter.and(kinds, anywhere), groups), {
      attributes: ['cn', 'displayName', 'mail', 'mailLocalAddress', 'uid', 'memberURL'],
      limit: 20,
    })
    return found
      .map((entry) => {
        if (entry.has('memberURL')) {
          const way = wayTo(handles.instance.suffix, entry.dn)
          return { text: way, name: rdnValue(entry.dn), kind: 'group' as const }
        }
        return {
          text: memberAddress(entry) ?? '',
          name: entry.first('displayName') ?? entry.first('cn') ?? '',
          kind: entry.has('uid') ? ('user' as const) : ('alias' as const),
        }
      })
      .filter((row) => row.text !== '')
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(0, 20)
  },
})

/** What would be refused, by the same rules that refuse it. */
async function formerState(handles: Handles, alias: Entry): Promise<Alias['former']> {
  try {
    await refuseElsewhere(handles, alias)
    await refuseLosingPrimary(handles, alias, [])
    return 'free'
  } catch (error) {
    if (isConsoleError(error, 'denied')) return 'elsewhere'
    if (isConsoleError(error, 'conflict')) return 'primary'
    throw error
  }
}

function aliasRow(handles: Handles, entry: Entry): AliasRow {
  return {
    dn: entry.dn,
    address: entry.first('mail') ?? rdnValue(entry.dn),
    domain: domainOf(handles, entry.dn),
    description: shownLine(entry, 'description'),
    members: entry.values('member').length + entry.values('rfc822MailMember').length,
  }
}

function attributesOf({ dns, addresses }: Members): { member?: string[]; rfc822MailMember?: string[] } {
  return {
    ...(dns.length > 0 && { member: dns }),
    ...(addresses.length > 0 && { rfc822MailMember: addresses }),
  }
}

function taken(address: string): ConsoleError {
  const problem = { field: 'address', code: 'address.taken', values: { address } } as const
  return new ConsoleError('conflict', 'address.taken', { address }, [problem])
}
