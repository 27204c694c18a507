'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { User } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { setUserPasswordAction } from '../../actions'
import { NewPasswordField } from '../new-password-field'

/** Gives the account another password and ends its sessions. */
export function SetPassword({ user }: { user: Pick<User, 'id' | 'login'> }) {
  const t = useT()
  const [id] = useState(user.id)
  const form = useForm({ password: '', mustChangePassword: true }, setUserPasswordAction, {
    input: (values) => ({ login: user.login, id, ...values }),
    onDone() {
      form.set({ password: '' })
      say(t('The password was changed.'))
    },
  })
  return (
    <Form form={form}>
      <NewPasswordField {...form.field('password')} label={t('New password')} />
      <Checkbox {...form.flag('mustChangePassword')}>{t('Must be changed at the next sign-in')}</Checkbox>
      <FormActions form={form} label={t('Set the password')} />
    </Form>
  )
}
