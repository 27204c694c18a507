import type { ReactNode } from 'react'
import { BrandMark } from '@/components/ui/icons'
import { consoleHostname } from './request'
import { CurrentThemeMenu } from './shell/current-theme-menu'
import { LanguageMenu } from './shell/language-menu'

/** The page around a form that stands before the console: signing in, choosing the first password. */
export async function Entrance({
  title,
  description,
  children,
}: {
  title: string
  description?: ReactNode
  children: ReactNode
}) {
  const hostname = await consoleHostname()
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-end px-3">
        <LanguageMenu />
        <CurrentThemeMenu />
      </header>
      <main className="mx-auto w-full max-w-sm flex-1 px-4 pt-[8vh] pb-12">
        <p className="mb-6 flex items-center justify-center gap-2.5 font-semibold text-base">
          <BrandMark className="size-8" />
          <span dir="ltr" className="min-w-0 break-words">
            {hostname}
          </span>
        </p>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-popover">
          <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
          {description ? <p className="mt-1 text-muted">{description}</p> : null}
          <div className="mt-5">{children}</div>
        </div>
      </main>
    </div>
  )
}
