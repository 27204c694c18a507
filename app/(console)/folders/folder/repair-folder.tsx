'use client'

import { lazy, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { useT } from '@/lib/locales/client'

const RepairForm = lazy(() => import('./repair-form'))

/** For a folder whose messages do not show, or show wrongly. */
export function RepairFolder({ folder, hasChildren }: { folder: string; hasChildren: boolean }) {
  const t = useT()
  const [isOpen, open] = useState(false)
  return (
    <>
      <Button onPress={() => open(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        {t('Repair …')}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => open(false)} title={t('Repair this folder')}>
        <RepairForm folder={folder} hasChildren={hasChildren} onClose={() => open(false)} />
      </Dialog>
    </>
  )
}
