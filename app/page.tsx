import { redirect } from 'next/navigation'
import { ProblemPage } from '@/components/ui/problem-page'
import { ClientMessages } from '@/lib/locales/client-messages'
import { BarePage } from './bare-page'
import { startPageFor } from './shell/sections'
import { viewer } from './viewer'

/** The way in: to where the person's work begins. */
export default async function StartPage() {
  const look = await viewer()
  if (look.ok) redirect(look.value.mustChangePassword ? '/password' : startPageFor(look.value.role))
  return (
    <ClientMessages for="app/page.tsx">
      <BarePage>
        <ProblemPage problem={look.problem} />
      </BarePage>
    </ClientMessages>
  )
}
