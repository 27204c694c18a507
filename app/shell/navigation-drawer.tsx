'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { MenuIcon } from '@/components/ui/icons'
import { useT } from '@/lib/locales/client'
import { Navigation } from './navigation'
import type { Section } from './sections'

/** The navigation on narrow screens: a button, and a drawer that keeps the focus until it is closed. */
export function NavigationDrawer({ sections, title }: { sections: Section[]; title: string }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('Sections')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        onHoverStart={preloadDialog}
        onFocus={preloadDialog}
        className="md:hidden"
      >
        <MenuIcon />
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={title} shape="drawer">
        <nav aria-label={t('Sections')}>
          <Navigation sections={sections} onGo={() => setOpen(false)} />
        </nav>
      </Dialog>
    </>
  )
}
