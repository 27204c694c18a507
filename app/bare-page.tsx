import type { ReactNode } from 'react'
import { BrandMark } from '@/components/ui/icons'
import { consoleHostname } from './request'
import { CurrentThemeMenu } from './shell/current-theme-menu'
import { LanguageMenu } from './shell/language-menu'

/** A page for which nobody could be looked up: no navigation, only where one is. */
export async function BarePage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center gap-2 border-line border-b bg-surface px-3">
        <BrandMark />
        <span dir="ltr" className="min-w-0 truncate font-semibold">
          {await consoleHostname()}
        </span>
        <div className="ms-auto flex">
          <LanguageMenu />
          <CurrentThemeMenu />
        </div>
      </header>
      <main>{children}</main>
    </div>
  )
}
