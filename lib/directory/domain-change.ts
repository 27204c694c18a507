/**
 * What becomes of the addresses of those who move to another domain. There they have one of that domain, beside or
 * instead of the primary one they had; mail to those they had before goes on arriving, by aliases that stay behind.
 */
import { z } from 'zod'
import { type Entry, filter, type Handles, movedDn, rdnValue } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import {
  addFormerAlias,
  domainPart,
  formerAliasDn,
  formerAliases,
  isFormerAddress,
  localPart,
} from './former-addresses'
import { isAlias, isResource, isUser } from './kinds'
import { refuseAccountOverLimit, refuseStorageOverLimit } from './limits'
import { absentIsNull } from './made'
import { domainOf } from './tree'

/** 'keep': the primary address stays what it is. 'replace': it is the same local part in the new domain. */
export const addressChoice = z.enum(['replace', 'keep'])
type AddressChoice = z.output<typeof addressChoice>

/** So many addresses come into another domain within one change at most. */
const MOST = 1000

const Plan = z.array(
  z.object({
    /** Where it is after the move. */
    dn: z.string(),
    mail: z.string(),
    /** Its addresses in the new domain. */
    addresses: z.array(z.string()),
    /** Addresses of the old domain, which become aliases there. */
    former: z.array(z.string()),
    /** DNs of aliases in the new domain that were made when it moved away from there. */
    returned: z.array(z.string()),
  }),
)
type Plan = z.output<typeof Plan>

type Move = {
  from: string
  /** Where it is after the move. */
  to: string
  addresses: AddressChoice
  /** Field of the form that says where to. */
  field: string
}

/**
 * What has to be done to the addresses of everything at and below `from` after it was moved to another domain. Errors:
 * conflict limit.accounts, limit.storage, container.addressesInside; beside the field address.taken.named,
 * address.loop.named, container.manyAddresses.
 */
export async function planAddresses(handles: Handles, move: Move): Promise<string> {
  await refuseAliases(handles, move.from)
  const old = domainOf(handles, move.from).toLowerCase()
  const domain = domainOf(handles, move.to).toLowerCase()
  const holders = await holdersAt(handles, move)
  const plan: Plan = []
  const given = new Set<string>()
  for (const holder of holders) {
    const mine = holder.values('mailLocalAddress').map((value) => value.toLowerCase())
    const primary = holder.first('mail')?.toLowerCase() ?? mine[0] ?? ''
    const former = mine.filter((value) => domainPart(value) === old)
    const address = `${localPart(primary)}@${domain}`
    const back = (await formerAliases(handles, holder.dn)).filter(
      (alias) => domainOf(handles, alias.dn).toLowerCase() === domain,
    )
    const returned = back.flatMap((alias) => alias.values('mailLocalAddress'))
    const own = new Set([address, ...returned, ...mine.filter((value) => !former.includes(value))])
    for (const value of own) {
      const isMine = mine.includes(value) || returned.includes(value)
      if (given.has(value) || (!isMine && (await handles.isTaken('mailLocalAddress', value)))) {
        throw fault(move.field, 'address.taken.named', { address: value })
      }
      given.add(value)
    }
    const loop = holder.values('smForwardingAddress').find((to) => own.has(to.toLowerCase()))
    if (loop !== undefined)
      throw fault(move.field, 'address.loop.named', { name: rdnValue(holder.dn), address: loop })
    for (const value of former) {
      // Who may not make it there finds out before anything has moved.
      await handles.directory.requireChangeable(formerAliasDn(handles, value), { orAbsent: true })
    }
    plan.push({
      dn: movedDn(holder.dn, move.from, move.to),
      mail: move.addresses === 'keep' ? primary : address,
      addresses: [...own],
      former,
      returned: back.map((alias) => alias.dn),
    })
  }
  if (plan.reduce((sum, { former }) => sum + former.length, 0) > MOST)
    throw fault(move.field, 'container.manyAddresses', { max: MOST })
  await refuseNoRoom(handles, move.from, move.to)
  return JSON.stringify(plan)
}

/** Does what planAddresses() gave. Can be done again after a crash: what has been done stays as it is. */
export async function bringAddresses(handles: Handles, plan: string): Promise<void> {
  const { directory } = handles
  for (const { dn, mail, addresses, former, returned } of Plan.parse(JSON.parse(plan))) {
    if (!(await directory.read(dn).catch(absentIsNull))) continue
    for (const alias of returned) {
      const entry = await directory.read(alias).catch(absentIsNull)
      if (entry && isFormerAddress(entry)) await directory.remove(alias)
    }
    await directory.modify(dn, [
      { attribute: 'mail', replace: [mail] },
      { attribute: 'mailLocalAddress', replace: addresses },
    ])
    for (const address of former) await addFormerAlias(handles, address, dn)
  }
}

/**
 * The way back of a move to another domain: there is none, so that mail to the old addresses is not lost between the
 * two. What has moved is finished later; what has not is as it was.
 */
export function onlyForward({ directory }: Handles, target: string): () => Promise<void> {
  return async () => {
    if (await directory.read(target).catch(absentIsNull)) throw new ConsoleError('failed', 'intent.open')
  }
}

/** Throws when the domain around `place` cannot hold what is at `dn`. */
async function refuseNoRoom(handles: Handles, dn: string, place: string): Promise<void> {
  const accounts = await handles.directory.countAll(dn, isUser)
  if (accounts === 0) return
  await refuseAccountOverLimit(handles, place, accounts)
  const quotas = (await handles.quotasBelow(dn)).map(({ limitBytes }) => limitBytes)
  if (quotas.length === 0) return
  const isBounded = quotas.every((quota) => quota !== null)
  const sum = quotas.reduce<number>((total, quota) => total + (quota ?? 0), 0)
  await refuseStorageOverLimit(handles, place, isBounded ? sum : null)
}

/** An alias is an address of its domain and no more; it cannot be taken along. */
async function refuseAliases({ directory }: Handles, dn: string): Promise<void> {
  const found = await directory.search(dn, isAlias, { scope: 'sub', attributes: ['cn'], limit: 20 })
  if (found.length === 0) return
  const contents = found.map((alias) => rdnValue(alias.dn)).join(', ')
  throw new ConsoleError('conflict', 'container.addressesInside', { contents })
}

async function holdersAt({ directory }: Handles, { from, field }: Move): Promise<Entry[]> {
  const withAddress = filter.and(filter.present('mailLocalAddress'), filter.or(isUser, isResource))
  const attributes = ['mail', 'mailLocalAddress', 'smForwardingAddress']
  const found = await directory.search(from, withAddress, { scope: 'sub', attributes, limit: MOST + 1 })
  if (found.length > MOST) throw fault(field, 'container.manyAddresses', { max: MOST })
  return found
}

function fault(
  field: string,
  code: 'address.taken.named' | 'address.loop.named' | 'container.manyAddresses',
  values: Record<string, string | number>,
) {
  return new ConsoleError('conflict', 'input.invalid', {}, [{ field, code, values }])
}
