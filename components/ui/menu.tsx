'use client'

import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Button } from './button'
import type { ButtonSize } from './button-style'

export type MenuItem = {
  id: string
  label: ReactNode
  /** What typing a few letters finds; needed where the label is not a plain text. */
  text?: string
  icon?: ReactNode
  /** Set on items of which one is chosen. */
  isChosen?: boolean
  /** The language of the label, where it is not the page's. */
  lang?: string
  href?: string
  onAction?: () => void
}
export type MenuProps = {
  /** Names the button and the menu. */
  label: string
  button: ReactNode
  size?: ButtonSize
  /** What stands above the items, such as who is signed in. */
  heading?: ReactNode
  items: MenuItem[]
  className?: string
}

const loadPanel = () => import('./menu-panel')
const MenuPanel = lazy(loadPanel)

/** A button that opens a menu. The menu's code is fetched when the button is pointed at, focused or pressed. */
export function Menu({ label, button, size, className, heading, items }: MenuProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        ref={trigger}
        variant="quiet"
        size={size}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
        onHoverStart={() => void loadPanel()}
        onFocus={() => void loadPanel()}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setOpen(true)
          else event.continuePropagation()
        }}
        className={className}
      >
        {button}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <MenuPanel
            label={label}
            heading={heading}
            items={items}
            trigger={trigger}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
