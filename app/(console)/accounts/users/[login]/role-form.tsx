'use client'

import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { User } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { setRoleAction } from '../../actions'
import { RoleFields, type RoleOption } from '../../role-fields'

/** Gives an account a role, or takes it. */
export function RoleForm({
  user,
  roles,
}: {
  user: Pick<User, 'id' | 'login' | 'role' | 'manages'>
  roles: RoleOption[]
}) {
  const t = useT()
  const [id] = useState(user.id)
  const initial = { role: user.role as string, domains: user.manages }
  const form = useForm(initial, setRoleAction, {
    input: (values) => ({ login: user.login, id, ...values }),
    onDone: () => say(t('Saved. It holds from the next click of that person on.')),
  })
  return (
    <Form form={form}>
      <RoleFields form={form} roles={roles} />
      <FormActions form={form} label={t('Set the role')} />
    </Form>
  )
}
