import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { useT } from '@/lib/locales/client'

/** Says what is in something that is deleted only when it is empty, and leads there. */
export function NotEmptyButton({
  label,
  name,
  contents,
  at,
}: {
  label: ReactNode
  name: string
  contents: string
  at: string
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
          <LinkButton href={at} className="self-end">
            {t('Show what is in it')}
          </LinkButton>
        </div>
      </Dialog>
    </>
  )
}
