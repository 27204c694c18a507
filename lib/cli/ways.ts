/** Where an entry is, as it can be given to a command again: `example.com/Sales/North`. */
import { parentDn, rdnValue } from '@/lib/access'

/** The names from the domain inwards; those of the suffix, which are the server's own, are left out. */
export function wayOf(dn: string): string {
  const names: string[] = []
  for (let at = dn; at !== '' && !/^dc=/i.test(at); at = parentDn(at)) names.unshift(rdnValue(at))
  return names.map((name) => name.replace(/[\\/]/g, '\\$&')).join('/')
}
