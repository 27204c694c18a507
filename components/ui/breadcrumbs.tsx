import { translator } from '@/lib/locales/translator'
import { ChevronEndIcon } from './icons'
import { Link } from './link'

export type Crumb = { label: string; href: string }

/** The way from the section down to the page above this one. */
export async function Breadcrumbs({ path }: { path: Crumb[] }) {
  const t = await translator()
  return (
    <nav aria-label={t('Path')}>
      <ol className="flex flex-wrap items-center gap-1 text-[0.8125rem] text-muted">
        {path.map(({ label, href }) => (
          <li key={href} className="flex items-center gap-1">
            <Link href={href} className="rounded-sm hover:text-text hover:underline">
              <bdi>{label}</bdi>
            </Link>
            <ChevronEndIcon className="size-3" />
          </li>
        ))}
      </ol>
    </nav>
  )
}
