import { AliasIcon, MailboxIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import type { User } from '@/lib/directory'
import { translator } from '@/lib/locales/translator'
import { aliasPage } from '../../../places'

/** The account's own addresses, those it brought from other domains, the aliases that lead to it, and those that it owns. */
export async function Memberships({
  user: { mail, addresses, formerAddresses, aliases, ownedAliases, groupAliases },
  linksAliases,
}: {
  user: Pick<User, 'mail' | 'addresses' | 'formerAddresses' | 'aliases' | 'ownedAliases' | 'groupAliases'>
  /** Whether the person who looks may open aliases. */
  linksAliases: boolean
}) {
  const t = await translator()
  const groups = new Map(groupAliases.map(({ address, group }) => [address, group]))
  const all = [...new Set([...formerAddresses, ...aliases, ...ownedAliases, ...groups.keys()])].sort()
  // The primary one may be of another domain, where not everybody looks.
  const own = [...new Set([mail, ...addresses])].filter((address) => address && !all.includes(address))
  const how = (address: string) => {
    if (formerAddresses.includes(address)) return t('Brought along')
    const group = groups.get(address)
    const isOwned = ownedAliases.includes(address)
    if (group !== undefined)
      return isOwned
        ? t('Alias through {group}, owned too', { group })
        : t('Alias through {group}', { group })
    if (!isOwned) return t('Alias')
    return aliases.includes(address) ? t('Alias, owned too') : t('Alias, owned')
  }
  return (
    <ul className="flex flex-col gap-1.5 text-[0.8125rem]">
      {own.map((address) => (
        <li key={address} className="flex items-center gap-2">
          <MailboxIcon className="text-muted" />
          <bdi className="min-w-0 wrap-anywhere">{address}</bdi>
        </li>
      ))}
      {all.map((address) => (
        <li key={address} className="flex items-center gap-2">
          <AliasIcon className="text-muted" />
          {linksAliases ? (
            <Link
              href={aliasPage(address)}
              className="min-w-0 wrap-anywhere rounded-sm text-accent hover:underline"
            >
              <bdi>{address}</bdi>
            </Link>
          ) : (
            <bdi className="min-w-0 wrap-anywhere">{address}</bdi>
          )}
          <span className="shrink-0 text-muted">{how(address)}</span>
        </li>
      ))}
    </ul>
  )
}
