import type { ReactNode } from 'react'
import { ClientMessages } from '@/lib/locales/client-messages'
import { viewer } from '../../viewer'
import { DraftBar } from './draft/draft-bar'

/** The pages of the servers' settings, with what waits to be applied at their end. */
export default async function Layout({ children }: { children: ReactNode }) {
  const person = await viewer()
  return (
    <ClientMessages for="app/(console)/configuration/layout.tsx">
      {children}
      {person.ok ? <DraftBar login={person.value.login} /> : null}
    </ClientMessages>
  )
}
