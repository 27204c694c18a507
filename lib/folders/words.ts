/** Sentences on folders that several faces say. */

import type { T } from '@/lib/locales/translate'
import type { Deleted } from './moving'

/** What becomes of the access lists of folders that are put into another person's mailbox; see handedOver(). */
export function handingOver({ from, to }: { from: string | null; to: string }, t: T): string {
  return from === null
    ? t('{to} gets every right to it and to what is below. The rights of others stay.', { to })
    : t('{to} gets every right to it and to what is below, {from} loses theirs. The rights of others stay.', {
        from,
        to,
      })
}

/** What was deleted, and what is left and why. */
export function deletedWords(name: string, { folders, left, made }: Deleted, t: T): string {
  if (left === 0) return t('The folder {name} was deleted.', { name })
  return [
    t('The folder {name} was not deleted, since somebody made others below it meanwhile: {made}.', {
      ...{ name, made: made.join(', ') },
    }),
    t.plural('{n} folder was deleted.', '{n} folders were deleted.', folders),
  ].join(' ')
}

/** What came back with a deleted folder, and what did not. */
export function restoredWords({ folders, left }: { folders: number; left: number }, t: T): string[] {
  const below = folders - 1
  return [
    ...(below > 0
      ? [t.plural('{n} folder below it came back with it.', '{n} folders below it came back with it.', below)]
      : []),
    ...(left > 0
      ? [
          t.plural(
            '{n} folder below it was deleted at another time and is still among the deleted ones.',
            '{n} folders below it were deleted at other times and are still among the deleted ones.',
            left,
          ),
        ]
      : []),
  ]
}
