import type { Command } from 'commander'
import { moveEntry } from '@/lib/directory'
import type { Face } from '../face'
import { wayOf } from '../ways'

/** Gives a command of the form `move <what> --in <place>` its work; `dnOf` finds what was named. */
export function addMove(
  command: Command,
  { t, perform, answer }: Face,
  dnOf: (named: string) => Promise<string>,
): void {
  command
    .requiredOption('--in <place>', t('Where: a domain, a way such as example.com/Sales, or a DN'))
    .action(async (named: string, { in: to }: { in: string }) => {
      const dn = await dnOf(named)
      const moved = await perform(moveEntry, { dn, to })
      answer(moved, t('{name} is now {new}.', { name: wayOf(dn), new: wayOf(moved.dn) }))
    })
}
