'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { PasswordField } from '@/components/ui/password-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { endSession } from '../sign-in/next-auth-client'
import { changePasswordAction } from './actions'

/** The old password and twice the new one. `forced` leaves only signing out as another way. */
export function PasswordForm({ login, forced }: { login: string; forced: boolean }) {
  const t = useT()
  const router = useRouter()
  const form = useForm({ current: '', password: '', repeat: '' }, changePasswordAction, {
    onDone() {
      say(t('The password was changed.'))
      router.push(forced ? '/' : '/me')
    },
  })
  const signOut = () => endSession().then(() => window.location.assign('/sign-in'))
  return (
    <Form form={form}>
      {/* Tells password managers whose password this is. */}
      <input name="login" value={login} autoComplete="username" readOnly hidden />
      <PasswordField
        {...form.field('current')}
        label={t('Current password')}
        autoComplete="current-password"
        autoFocus
      />
      <PasswordField
        {...form.field('password')}
        label={t('New password')}
        description={t('At least {min} characters.', { min: 8 })}
        autoComplete="new-password"
      />
      <PasswordField {...form.field('repeat')} label={t('New password again')} autoComplete="new-password" />
      <div className="mt-1 flex flex-wrap justify-between gap-2">
        <Button variant="quiet" onPress={() => (forced ? void signOut() : router.back())}>
          {forced ? t('Sign out') : t('Cancel')}
        </Button>
        <Button type="submit" variant="primary" isPending={form.pending}>
          {t('Change the password')}
        </Button>
      </div>
    </Form>
  )
}
