'use client'

import { useRouter } from 'next/navigation'
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
  readNames,
}: {
  user: Pick<User, 'id' | 'login' | 'role' | 'manages'>
  roles: RoleOption[]
  readNames: Record<string, string>
}) {
  const t = useT()
  const [id] = useState(user.id)
  const router = useRouter()
  const initial = { role: user.role as string, domains: user.manages }
  const form = useForm(initial, setRoleAction, {
    // Of the domains, what was added and taken here counts, from those that were shown before.
    input: (values, shown) => ({
      ...{ login: user.login, id, ...values },
      from: { role: user.role, domains: shown.domains },
    }),
    onDone: () => say(t('Saved. It holds from the next click of that person on.')),
    onConflict: () => router.refresh(),
  })
  return (
    <Form form={form}>
      <RoleFields form={form} roles={roles} present={initial} readNames={readNames} />
      <FormActions form={form} label={t('Set the role')} />
    </Form>
  )
}
