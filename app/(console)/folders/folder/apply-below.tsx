'use client'

import { lazy, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { useT } from '@/lib/locales/client'
import type { Entry } from './below-form'

const BelowForm = lazy(() => import('./below-form'))

/** Gives everything below a folder its rights: first what that would change, then the job. */
export function ApplyBelow({ folder, entries }: { folder: string; entries: Entry[] }) {
  const t = useT()
  const [isOpen, open] = useState(false)
  return (
    <>
      <Button variant="quiet" onPress={() => open(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        {t('Apply to everything below …')}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => open(false)} title={t('Apply to everything below')}>
        <BelowForm folder={folder} entries={entries} onClose={() => open(false)} />
      </Dialog>
    </>
  )
}
