'use client'

import { useEffect, useRef } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { classNames } from '@/components/ui/class-names'
import { inputStyle } from '@/components/ui/field-style'
import { SearchIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { SearchForm } from '@/components/ui/search-form'
import { useT } from '@/lib/locales/client'

/** Finds accounts from anywhere; the key / leads here. Where there is no room it is a link to the page with the box. */
export function FindBox() {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.closest('input, select, textarea, [role="dialog"]')
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
      event.preventDefault()
      const box = input.current?.checkVisibility()
        ? input.current
        : document.querySelector<HTMLInputElement>('main input[type="search"]')
      box?.focus()
      box?.select()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])

  return (
    <search className="min-w-0 md:ms-3 md:max-w-72 md:grow">
      <SearchForm action="/accounts/find" className="relative max-md:hidden">
        <SearchIcon className="pointer-events-none absolute start-2 top-1/2 -translate-y-1/2 text-muted" />
        <input
          ref={input}
          type="search"
          name="text"
          dir="auto"
          maxLength={200}
          aria-label={t('Find accounts')}
          aria-keyshortcuts="/"
          placeholder={t('Find accounts')}
          className={classNames(inputStyle, 'px-8 rtl:placeholder-shown:[direction:rtl]')}
        />
      </SearchForm>
      <Link
        href="/accounts/find"
        aria-label={t('Find accounts')}
        className={classNames(buttonStyle('quiet', 'icon'), 'md:hidden')}
      >
        <SearchIcon />
      </Link>
    </search>
  )
}
