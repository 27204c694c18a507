import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { InstanceContext } from '@/components/ui/how-to-start'
import { ToastRegion } from '@/components/ui/toast'
import { ClientMessages } from '@/lib/locales/client-messages'
import { languageOf } from '@/lib/locales/languages'
import { translator } from '@/lib/locales/translator'
import { Direction } from './direction'
import './globals.css'
import { consoleHostname, instanceName, requestNonce } from './request'
import { isTheme, THEME_COOKIE } from './theme'

export async function generateMetadata(): Promise<Metadata> {
  const hostname = await consoleHostname()
  return { title: { default: hostname, template: `%s – ${hostname}` }, robots: 'noindex' }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await translator()
  const { tag } = languageOf(t.locale)
  const theme = (await cookies()).get(THEME_COOKIE)?.value
  return (
    <html lang={tag} dir={t.direction} data-theme={isTheme(theme) ? theme : undefined}>
      <head>
        {/* React Aria's own style elements carry it. */}
        <meta property="csp-nonce" nonce={await requestNonce()} />
      </head>
      <body>
        <ClientMessages for="app/layout.tsx">
          <Direction locale={tag}>
            <InstanceContext value={await instanceName()}>{children}</InstanceContext>
            <ToastRegion />
          </Direction>
        </ClientMessages>
      </body>
    </html>
  )
}
