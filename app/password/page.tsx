import type { Metadata } from 'next'
import { ProblemPage } from '@/components/ui/problem-page'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { BarePage } from '../bare-page'
import { Entrance } from '../entrance'
import { viewer } from '../viewer'
import { PasswordForm } from './password-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Change the password') }
}

/** The first password has to be changed here before anything else opens; later ones can be. */
export default async function PasswordPage() {
  const t = await translator()
  const look = await viewer()
  if (!look.ok) {
    return (
      <ClientMessages for="app/password/page.tsx">
        <BarePage>
          <ProblemPage problem={look.problem} />
        </BarePage>
      </ClientMessages>
    )
  }
  const forced = look.value.mustChangePassword
  return (
    <ClientMessages for="app/password/page.tsx">
      <Entrance
        title={forced ? t('Choose a new password') : t('Change the password')}
        description={
          forced
            ? t('Your password was given to you by somebody else. Choose one that only you know.')
            : t('The new password counts at once for everything: mail programs, this console, file transfer.')
        }
      >
        <PasswordForm login={look.value.login} forced={forced} />
      </Entrance>
    </ClientMessages>
  )
}
