import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { useT } from '@/lib/locales/client'
import { aliasPage } from './places'

/** Says what is in something that is deleted only when it is empty, and leads there. */
export function NotEmptyButton({
  label,
  name,
  contents,
  at,
  addresses = [],
}: {
  label: ReactNode
  name: string
  contents: string
  at: string
  /** Aliases to be led to one by one. */
  addresses?: string[] | undefined
}) {
  const t = useT()
  const [isOpen, open] = useState(false)
  return (
    <>
      <Button onPress={() => open(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        {label}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => open(false)}
        title={t('{name} is not empty', { name })}
        role="alertdialog"
      >
        <div className="flex flex-col gap-4">
          <p>{t('Only what is empty is deleted. It contains: {contents}.', { contents })}</p>
          {addresses.length > 0 ? (
            <ul className="flex flex-col gap-1.5">
              {addresses.map((address) => (
                <li key={address}>
                  <Link
                    href={aliasPage(address)}
                    className="wrap-anywhere rounded-sm text-accent hover:underline"
                  >
                    <bdi>{address}</bdi>
                  </Link>
                </li>
              ))}
            </ul>
          ) : (
            <LinkButton href={at} className="self-end">
              {t('Show what is in it')}
            </LinkButton>
          )}
        </div>
      </Dialog>
    </>
  )
}
