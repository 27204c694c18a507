/** Sentences on folders that several faces say. */
import type { T } from '@/lib/locales/translate'

/** What becomes of the access lists of folders that are put into another person's mailbox; see handedOver(). */
export function handingOver({ from, to }: { from: string | null; to: string }, t: T): string {
  return from === null
    ? t('{to} gets every right to it and to what is below. The rights of others stay.', { to })
    : t('{to} gets every right to it and to what is below, {from} loses theirs. The rights of others stay.', {
        from,
        to,
      })
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
