import { redirect } from 'next/navigation'
import { ProblemPage } from '@/components/ui/problem-page'
import { startPageFor } from './shell/sections'
import { viewer } from './viewer'

/** The way in: to where the person's work begins. */
export default async function StartPage() {
  const look = await viewer()
  if (!look.ok) return <ProblemPage problem={look.problem} />
  redirect(look.value.mustChangePassword ? '/password' : startPageFor(look.value.role))
}
