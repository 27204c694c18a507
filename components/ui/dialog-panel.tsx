'use client'

import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useT } from '@/lib/locales/client'
import { Button } from './button'
import type { DialogProps } from './dialog'
import { CloseIcon } from './icons'

/** The part of a dialog that is fetched when it is opened. */
export default function DialogPanel({
  isOpen,
  onClose,
  title,
  role = 'dialog',
  shape = 'dialog',
  children,
}: DialogProps) {
  const t = useT()
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => open || onClose()}
      isDismissable={role === 'dialog'}
      className="fixed inset-0 z-40 bg-[rgb(10_15_20/0.5)]"
    >
      <Modal className={shapes[shape]}>
        <AriaDialog role={role} className="flex max-h-full min-h-0 flex-col outline-none">
          <div className="flex items-center justify-between gap-2 border-line border-b py-2 ps-4 pe-2">
            <Heading slot="title" className="min-w-0 break-words font-semibold text-base">
              {title}
            </Heading>
            <Button variant="quiet" size="icon" aria-label={t('Close')} onPress={onClose}>
              <CloseIcon />
            </Button>
          </div>
          <div className="min-h-0 overflow-y-auto p-4">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

const shapes = {
  dialog:
    'fixed inset-x-0 top-[8vh] mx-auto flex max-h-[84vh] w-[min(32rem,calc(100%-1.5rem))] flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-popover',
  drawer: 'fixed inset-y-0 start-0 w-72 max-w-[85vw] border-line border-e bg-raised shadow-popover',
}
