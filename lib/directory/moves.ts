/**
 * Puts an account, a contact or a resource into another container. An address belongs to its domain, so that in
 * another one some have to be given, and others stay behind; see domain-change.ts.
 */
import { z } from 'zod'
import { type Entry, type Handles, movedDn, operation, parentDn, rdnValue, sameDn } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { addressChoice, bringAddresses, onlyForward, planAddresses } from './domain-change'
import { entryName, shownId } from './fields'
import { kindOf } from './kinds'
import { absentIsNull } from './made'
import { nameTaken } from './name-taken'
import { localPlaceOf } from './roles'
import { containerAt, domainOf, refuseAnother } from './tree'

export const moveEntry = operation({
  name: 'entry.move',
  kind: 'change',
  input: z.strictObject({
    ...{ dn: entryName, id: shownId },
    /** DN of the container, or name of a domain. */
    to: entryName,
    /** Counts when it comes into another domain. */
    addresses: addressChoice.default('replace'),
  }),
  target: ({ dn }) => ({ dn, name: rdnValue(dn) }),
  async run(handles, { dn, id, to, addresses }): Promise<{ dn: string; mail: string | null }> {
    const { directory, intent } = handles
    const entry = await movable(handles, dn)
    refuseAnother(entry, id)
    const place = await containerAt(handles, to)
    intent.about({ dn: entry.dn, name: rdnValue(entry.dn) })
    const target = movedDn(entry.dn, parentDn(entry.dn), place.dn)
    if (sameDn(target, entry.dn)) return { dn: entry.dn, mail: entry.first('mail') ?? null }
    refuseLeavingPost(entry)
    const changesDomain = domainOf(handles, entry.dn) !== domainOf(handles, target)
    const plan = changesDomain
      ? await planAddresses(handles, { from: entry.dn, to: target, addresses, field: 'to' })
      : ''
    await intent.step(
      'entry',
      { from: entry.dn, to: target, plan },
      () => directory.move(entry.dn, target).catch(nameTaken(handles, target, 'to')),
      changesDomain ? onlyForward(handles, target) : () => back(handles, target, entry.dn),
    )
    if (!changesDomain) return { dn: target, mail: entry.first('mail') ?? null }
    await intent.step('addresses', {}, () => bringAddresses(handles, plan))
    return { dn: target, mail: (await directory.read(target)).first('mail') ?? null }
  },
  async recover(handles, { steps }) {
    const data = steps.find(({ name }) => name === 'entry')?.data
    const entry = data?.to ? await handles.directory.read(data.to).catch(absentIsNull) : null
    if (!entry) return 'undone'
    if (data?.plan) await bringAddresses(handles, data.plan)
    return 'finished'
  },
})

/** Errors: conflict role.livesThere beside `to` for who administers the container in which the account lives. */
export function refuseLeavingPost(entry: Entry): void {
  const post = localPlaceOf(entry)
  if (post === undefined) return
  const values = { name: rdnValue(entry.dn), place: rdnValue(post) }
  const problem = { field: 'to', code: 'role.livesThere', values } as const
  throw new ConsoleError('conflict', 'input.invalid', {}, [problem])
}

async function movable(handles: Handles, dn: string): Promise<Entry> {
  const entry = await handles.directory.read(dn, ['*', 'entryUUID']).catch(absentIsNull)
  const kind = entry && kindOf(entry)
  if (!entry || !(kind === 'user' || kind === 'contact' || kind === 'resource')) {
    throw new ConsoleError('notFound', 'access.notFound')
  }
  return entry
}

async function back({ directory }: Handles, from: string, to: string): Promise<void> {
  if (!(await directory.read(from).catch(absentIsNull))) return
  await directory.move(from, to)
}
