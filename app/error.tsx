'use client'

import { Button } from '@/components/ui/button'
import { ErrorIcon } from '@/components/ui/icons'
import { useT } from '@/lib/locales/client'

/** Instead of a page with a fault of ours in it. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useT()
  return (
    <main className="mx-auto flex max-w-lg flex-col items-center gap-3 px-4 py-16 text-center">
      <div className="rounded-full bg-danger-soft p-3 text-danger">
        <ErrorIcon className="size-6" />
      </div>
      <h1 className="font-semibold text-xl">{t('This page could not be shown')}</h1>
      <p className="text-muted">
        {t('Something unexpected happened. The log of the console has the details.')}
      </p>
      {error.digest ? <code>{error.digest}</code> : null}
      <Button onPress={reset} className="mt-2">
        {t('Try again')}
      </Button>
    </main>
  )
}
