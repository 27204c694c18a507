import type { ReactNode } from 'react'
import { ClientMessages } from '@/lib/locales/client-messages'
import { FramedPage } from '../shell/framed-page'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <ClientMessages for="app/(console)/layout.tsx">
      <FramedPage>{children}</FramedPage>
    </ClientMessages>
  )
}
