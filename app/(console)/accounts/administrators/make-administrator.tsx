'use client'

import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { setRoleAction } from '../actions'
import { RoleFields, type RoleOption } from '../role-fields'

/** Gives a role to the account with a login. */
export function MakeAdministrator({ roles }: { roles: RoleOption[] }) {
  const t = useT()
  const lowest = roles.at(-1)?.value ?? 'groupAdministrator'
  const none: string[] = []
  const form = useForm({ login: '', role: lowest, domains: none }, setRoleAction, {
    onDone() {
      form.set({ login: '', domains: [] })
      say(t('Saved. It holds from the next click of that person on.'))
    },
  })
  return (
    <Form form={form}>
      <TextField {...form.field('login')} label={t('Login')} dir="ltr" autoComplete="off" />
      <RoleFields form={form} roles={roles} />
      <FormActions form={form} label={t('Give the role')} />
    </Form>
  )
}
