import { Link, textLink } from '@/components/ui/link'
import type { Alias } from '@/lib/aliases'
import { translator } from '@/lib/locales/translator'
import { listAddress } from '../../accounts/list-query'

/** Of an address that somebody has brought along to another domain: whose it is, and what can be done with it. */
export async function FormerAddress({ alias: { former, members } }: { alias: Alias }) {
  const t = await translator()
  return (
    <div className="flex flex-col gap-2">
      <p>
        {t('This address was brought along by an account or a resource that has moved to another domain.')}
      </p>
      {members.map(({ text, name }) => (
        <p key={text}>
          <Link href={listAddress('/accounts/find', { kind: 'any', address: text })} className={textLink}>
            <bdi>{name || text}</bdi>
          </Link>
        </p>
      ))}
      <p className="text-muted">
        {former === 'elsewhere'
          ? t('Only those who look after it there can change it.')
          : former === 'primary'
            ? t('It is the primary address there. When that is another one, this one can be deleted.')
            : t('It can be deleted; mail to it is refused from then on.')}
      </p>
    </div>
  )
}
