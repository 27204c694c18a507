'use client'

import { useRouter } from 'next/navigation'
import type { RefObject } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { CheckIcon } from './icons'
import type { MenuItem, MenuProps } from './menu'

/** The part of a menu that is fetched when it is opened. */
export default function MenuPanel({
  label,
  heading,
  items,
  trigger,
  onClose,
}: Pick<MenuProps, 'label' | 'heading' | 'items'> & {
  trigger: RefObject<HTMLButtonElement | null>
  onClose: () => void
}) {
  const router = useRouter()
  const chosen = items.filter((item) => item.isChosen).map((item) => item.id)
  const choosing = items.some((item) => item.isChosen !== undefined)

  function act(item: MenuItem) {
    item.onAction?.()
    if (item.href) router.push(item.href)
  }

  return (
    <Popover
      aria-label={label}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => open || onClose()}
      placement="bottom end"
      offset={4}
      className="z-50 flex max-h-[70vh] min-w-48 max-w-80 flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-popover"
    >
      {heading ? <div className="border-line border-b px-3 py-2">{heading}</div> : null}
      <AriaMenu
        aria-label={label}
        autoFocus="first"
        selectionMode={choosing ? 'single' : 'none'}
        disallowEmptySelection
        selectedKeys={chosen}
        onClose={onClose}
        onAction={(key) => {
          const item = items.find(({ id }) => id === key)
          if (item) act(item)
        }}
        className="min-h-0 overflow-y-auto p-1 outline-none"
      >
        {items.map((item) => (
          <AriaMenuItem
            key={item.id}
            id={item.id}
            textValue={item.text ?? (typeof item.label === 'string' ? item.label : item.id)}
            className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 py-1 outline-none focus:bg-accent-soft pointer-coarse:min-h-10"
          >
            {item.icon ? <span className="text-muted">{item.icon}</span> : null}
            <span lang={item.lang} className="min-w-0 flex-1 break-words">
              {item.label}
            </span>
            {item.isChosen ? <CheckIcon className="text-accent" /> : null}
          </AriaMenuItem>
        ))}
      </AriaMenu>
    </Popover>
  )
}
