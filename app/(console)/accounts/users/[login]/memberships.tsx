import { AliasIcon, MailboxIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { translator } from '@/lib/locales/translator'
import { aliasPage } from '../../../places'

/** The account's own addresses, and the aliases that lead to it. */
export async function Memberships({ addresses, aliases }: { addresses: string[]; aliases: string[] }) {
  const t = await translator()
  return (
    <ul className="flex flex-col gap-1.5 text-[0.8125rem]">
      {addresses.map((address) => (
        <li key={address} className="flex items-center gap-2">
          <MailboxIcon className="text-muted" />
          <bdi className="min-w-0 wrap-anywhere">{address}</bdi>
        </li>
      ))}
      {aliases.map((address) => (
        <li key={address} className="flex items-center gap-2">
          <AliasIcon className="text-muted" />
          <Link
            href={aliasPage(address)}
            className="min-w-0 wrap-anywhere rounded-sm text-accent hover:underline"
          >
            <bdi>{address}</bdi>
          </Link>
          <span className="text-muted">{t('Alias')}</span>
        </li>
      ))}
    </ul>
  )
}
