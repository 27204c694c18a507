import { expect, it } from 'vitest'
import type { Handles } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { handOver } from './handing-over'

const OWNER = 'lrswipkxtecdan'
const said = (detail: string) => new ConsoleError('failed', 'service.refused', { service: 'cyrus', detail })

/** Folders with these access lists; each setting is refused with what `refusing` gives for its identifier. */
function handles(
  lists: Record<string, Record<string, string>>,
  refusing: (id: string) => ConsoleError | null = () => null,
) {
  const set: string[] = []
  const told: string[] = []
  const entries = (list: Record<string, string>) =>
    Object.entries(list).map(([id, rights]) => ({ id, rights }))
  const folders = {
    aclsOf: async (names: string[]) => new Map(names.map((name) => [name, entries(lists[name] ?? {})])),
    async setAcls(settings: { name: string; id: string; rights: string }[]) {
      set.push(...settings.map(({ name, id, rights }) => `${name} ${id} ${rights}`))
      return settings.map(({ id }) => refusing(id))
    },
  }
  const change = ({ dn, attribute }: { dn: string; attribute: string }) =>
    void told.push(`${dn} ${attribute}`)
  return { handles: { folders, intent: { change } } as unknown as Handles, set, told }
}

it('gives the new owner every right and takes the former one’s, where that is not so yet', async () => {
  const { handles: some, set, told } = handles({ A: { anna: OWNER, cleo: 'lrs' }, B: { ben: OWNER }, C: {} })
  await handOver(some, ['A', 'B', 'C'], { from: 'anna', to: 'ben' })
  expect(set).toEqual(['A ben lrswipkxtean', 'A anna ', 'C ben lrswipkxtean'])
  expect(told).toEqual(['A ben', 'A anna', 'C ben'])
})

it('is not over while the former owner keeps rights that could not be taken', async () => {
  const { handles: some, told } = handles({ A: { anna: OWNER } }, (id) =>
    id === 'anna' ? said('Permission denied') : null,
  )
  await expect(handOver(some, ['A'], { from: 'anna', to: 'ben' })).rejects.toMatchObject({
    ...{ kind: 'unavailable', code: 'service.refused' },
  })
  expect(told).toEqual(['A ben'])
})

it('gives nothing to an owner whose account is gone, and takes all the same', async () => {
  const { handles: some, told } = handles({ A: { anna: OWNER } }, (id) =>
    id === 'ben' ? said('Invalid identifier') : null,
  )
  await handOver(some, ['A'], { from: 'anna', to: 'ben' })
  expect(told).toEqual(['A anna'])
})
