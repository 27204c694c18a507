/** What a change of rights means for an access list as it is. */
import { plainRights } from './rights'

/** `id` as Cyrus has it: with `-` in front for rights that are taken. `rights` '' takes the entry away. */
export type AclChange = { id: string; rights: string }
export type PlannedChange = { id: string; before: string; after: string }

/** The changes that make a difference. With `exactly` every entry goes that is not named. */
export function plan(
  entries: { id: string; rights: string }[],
  changes: AclChange[],
  { exactly = false }: { exactly?: boolean } = {},
): PlannedChange[] {
  const present = new Map(entries.map(({ id, rights }) => [id, plainRights(rights)]))
  const wanted = new Map(changes.map(({ id, rights }) => [id, rights]))
  if (exactly) for (const id of present.keys()) if (!wanted.has(id)) wanted.set(id, '')
  return [...wanted].flatMap(([id, after]) => {
    const before = present.get(id) ?? ''
    return before === after ? [] : [{ id, before, after }]
  })
}

/** Whether the owner would have less than every right to administer, which has to be meant. */
export function takesFromOwner(owner: string | null, planned: PlannedChange[]): boolean {
  return planned.some(
    ({ id, before, after }) =>
      (id === owner && before.includes('a') && !after.includes('a')) ||
      ([`-${owner}`, '-anyone'].includes(id) && !before.includes('a') && after.includes('a')),
  )
}

/** What an access list gives to somebody who is called all these: what is given, less what is taken. */
export function rightsFrom(
  entries: { id: string; rights: string }[],
  identifiers: string[],
): { given: string; taken: string } {
  const of = (prefix: string) =>
    plainRights(
      entries
        .filter(({ id }) => identifiers.some((identifier) => id === `${prefix}${identifier}`))
        .map(({ rights }) => rights)
        .join(''),
    )
  return { given: of(''), taken: of('-') }
}
