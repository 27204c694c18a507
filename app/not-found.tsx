'use client'

import { SearchIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { useT } from '@/lib/locales/client'

/** Instead of a page that is not there. Next sends it with every page, so it is written where it is needed. */
export default function NotFound() {
  const t = useT()
  return (
    <main className="mx-auto flex max-w-lg flex-col items-center gap-3 px-4 py-16 text-center">
      <div className="rounded-full bg-sunken p-3 text-muted">
        <SearchIcon className="size-6" />
      </div>
      <h1 className="font-semibold text-xl">{t('There is no such page')}</h1>
      <p className="text-muted">{t('What it showed may have been deleted or moved.')}</p>
      <LinkButton href="/" className="mt-2">
        {t('To the start page')}
      </LinkButton>
    </main>
  )
}
