'use client'

import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { PasswordField } from '@/components/ui/password-field'
import { TextField } from '@/components/ui/text-field'
import { useForm } from '@/components/ui/use-form'
import type { Outcome } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import type { T } from '@/lib/locales/translate'
import { adoptLanguage } from '../actions'
import { openSession } from './next-auth-client'

/** Asks for login and password; keeps the login when they were refused. */
export function SignInForm({ to }: { to: string }) {
  const t = useT()
  const form = useForm({ login: '', password: '' }, (input) => signIn(t, input as Credentials), {
    onDone: () => window.location.assign(to),
  })
  return (
    <Form form={form}>
      <TextField {...form.field('login')} label={t('Login')} dir="ltr" autoComplete="username" autoFocus />
      <PasswordField {...form.field('password')} label={t('Password')} autoComplete="current-password" />
      <Button type="submit" variant="primary" isPending={form.pending} className="mt-1 w-full">
        {t('Sign in')}
      </Button>
    </Form>
  )
}

type Credentials = { login: string; password: string }

async function signIn(t: T, { login, password }: Credentials): Promise<Outcome<void>> {
  const refusal = await openSession(login, password)
  if (refusal !== null) return { ok: false, problem: problemOf(t, refusal) }
  await adoptLanguage().catch(() => undefined)
  return { ok: true, value: undefined }
}

/** Words for what authorize() threw: an error code and its values, joined by colons. */
function problemOf(t: T, refusal: string) {
  const [code, value = ''] = refusal.split(':')
  const fields = {}
  if (code === 'access.throttled') {
    const message = t('Too many attempts. Please try again in {minutes} min.', { minutes: value })
    return { kind: 'throttled', code, message, fields } as const
  }
  if (code === 'service.unreachable') {
    const message = t('The server {service} does not answer.', { service: value })
    return { kind: 'unavailable', code, message, fields, service: value } as const
  }
  if (code === 'access.wrong' || code === 'CredentialsSignin') {
    return {
      kind: 'denied',
      code: 'access.wrong',
      message: t('The login or the password is not right.'),
      fields,
    } as const
  }
  const message = t('Something unexpected happened. The log of the console has the details.')
  return { kind: 'failed', code: 'unexpected', message, fields } as const
}
