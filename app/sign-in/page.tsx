import type { Metadata } from 'next'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { Entrance } from '../entrance'
import { destination } from './destination'
import { SignInForm } from './sign-in-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Sign in') }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ from?: string | string[] }>
}) {
  const t = await translator()
  const { from } = await searchParams
  return (
    <ClientMessages for="app/sign-in/page.tsx">
      <Entrance title={t('Sign in')}>
        <SignInForm to={destination(from)} />
      </Entrance>
    </ClientMessages>
  )
}
