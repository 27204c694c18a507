import type { Command } from 'commander'
import { moveEntry } from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
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
    .option('--keep-addresses', keepAddresses(t))
    .action(async (named: string, { in: to, keepAddresses }: { in: string; keepAddresses?: true }) => {
      const dn = await dnOf(named)
      const moved = await perform(moveEntry, { dn, to, addresses: addressChoiceOf(keepAddresses) })
      answer(moved, t('{name} is now {new}.', { name: wayOf(dn), new: wayOf(moved.dn) }))
    })
}

export function keepAddresses(t: T): string {
  return t('Keep the primary address in another domain too; mail to the old addresses arrives either way')
}

export function addressChoiceOf(keeps: true | undefined): 'keep' | undefined {
  return keeps ? 'keep' : undefined
}
