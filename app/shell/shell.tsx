import type { ReactNode } from 'react'
import { ServicePageContext } from '@/components/ui/how-to-start'
import { BrandMark } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { listDomains } from '@/lib/directory'
import { translator } from '@/lib/locales/translator'
import { chosenDomain } from '../domain'
import { consoleHostname } from '../request'
import type { Viewer } from '../viewer'
import { ChangeBanner } from './change-banner'
import { CurrentThemeMenu } from './current-theme-menu'
import { DomainSwitcher } from './domain-switcher'
import { FindBox } from './find-box'
import { LanguageMenu } from './language-menu'
import { Navigation } from './navigation'
import { NavigationDrawer } from './navigation-drawer'
import { PersonMenu } from './person-menu'
import { sectionsFor, servicePageFor } from './sections'

/** What surrounds every page of somebody who is signed in: top bar, navigation, and the page's place. */
export async function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const t = await translator()
  const hostname = await consoleHostname()
  const sections = sectionsFor(viewer.role, t)
  const domains = grantOf(viewer.role, 'domain.list') ? await read(listDomains) : null
  const names = domains?.ok ? domains.value.map(({ name, unicode }) => ({ name, unicode })) : []
  const chosen = await chosenDomain()
  return (
    <ServicePageContext value={servicePageFor(viewer.role)}>
      <a
        href="#content"
        className="sr-only rounded-md bg-accent text-on-accent focus:not-sr-only focus:fixed focus:inset-x-0 focus:top-2 focus:z-50 focus:mx-auto focus:w-fit focus:px-3 focus:py-2"
      >
        {t('Skip to the content')}
      </a>
      <div className="flex h-dvh flex-col">
        <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b bg-surface px-2 md:px-3">
          {sections.length > 0 ? <NavigationDrawer sections={sections} title={hostname} /> : null}
          <Link
            href="/"
            className="flex min-w-0 items-center gap-2 rounded-md px-1 font-semibold max-md:sr-only"
          >
            <BrandMark />
            <span dir="ltr" className="truncate">
              {hostname}
            </span>
          </Link>
          {names.length > 1 ? (
            <DomainSwitcher names={names} chosen={names.find(({ name }) => name === chosen)} />
          ) : null}
          {grantOf(viewer.role, 'directory.list') ? <FindBox /> : null}
          <div className="ms-auto flex shrink-0 items-center">
            <LanguageMenu />
            <CurrentThemeMenu />
            <PersonMenu name={viewer.name} login={viewer.login} mail={viewer.mail} />
          </div>
        </header>
        {grantOf(viewer.role, 'config.keep') ? <ChangeBanner /> : null}
        <div className="flex min-h-0 flex-1">
          {sections.length > 0 ? (
            <nav
              aria-label={t('Sections')}
              className="relative w-52 shrink-0 overflow-y-auto border-line border-e px-2 py-3 max-md:hidden"
            >
              <Navigation sections={sections} />
            </nav>
          ) : null}
          <main
            id="content"
            tabIndex={-1}
            // What is hidden from sight is placed in here too, and makes the window no longer.
            className="relative min-w-0 flex-1 overflow-y-auto px-3 py-4 outline-none md:px-6"
          >
            <div className="mx-auto max-w-6xl">{children}</div>
          </main>
        </div>
      </div>
    </ServicePageContext>
  )
}
