'use client'

import { KeyIcon, PersonIcon, SignOutIcon } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { say } from '@/components/ui/toast'
import { useT } from '@/lib/locales/client'
import { signOutEverywhereAction } from '../actions'
import { endSession } from '../sign-in/next-auth-client'

/** Who is signed in, and the ways out. */
export function PersonMenu({ name, login, mail }: { name: string; login: string; mail: string }) {
  const t = useT()

  async function leave(everywhere: boolean) {
    try {
      if (everywhere) {
        const outcome = await signOutEverywhereAction({})
        if (!outcome.ok && outcome.problem.kind !== 'signedOut') return say(outcome.problem.message, 'danger')
      }
      await endSession()
      window.location.assign('/sign-in')
    } catch {
      say(t('The console does not answer.'), 'danger')
    }
  }

  return (
    <Menu
      label={t('Signed in as {name}', { name: name || login })}
      size="icon"
      button={<PersonIcon />}
      heading={
        <div className="min-w-0 break-words">
          <p className="font-semibold">
            <bdi>{name || login}</bdi>
          </p>
          <p className="text-[0.8125rem] text-muted">
            <bdi>{mail || login}</bdi>
          </p>
        </div>
      }
      items={[
        { id: 'me', label: t('My account'), icon: <PersonIcon />, href: '/me' },
        { id: 'password', label: t('Change the password'), icon: <KeyIcon />, href: '/password' },
        { id: 'out', label: t('Sign out'), icon: <SignOutIcon />, onAction: () => void leave(false) },
        {
          id: 'everywhere',
          label: t('Sign out everywhere'),
          icon: <SignOutIcon />,
          onAction: () => void leave(true),
        },
      ]}
    />
  )
}
