import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { ProblemPage } from '@/components/ui/problem-page'
import { BarePage } from '../bare-page'
import { viewer } from '../viewer'
import { Shell } from './shell'

/** A page in the shell, for whoever is signed in. Each page still asks for itself what the person may see. */
export async function FramedPage({ children }: { children: ReactNode }) {
  const look = await viewer()
  if (!look.ok) {
    return (
      <BarePage>
        <ProblemPage problem={look.problem} />
      </BarePage>
    )
  }
  if (look.value.mustChangePassword) redirect('/password')
  return <Shell viewer={look.value}>{children}</Shell>
}
