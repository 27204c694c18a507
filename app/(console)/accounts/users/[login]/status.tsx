'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { User } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { setUserStatusAction } from '../../actions'

/** Suspends an account or resumes it. */
export function Status({ user }: { user: Pick<User, 'id' | 'login' | 'suspended' | 'refusesMail'> }) {
  const t = useT()
  const { login, suspended } = user
  const [id] = useState(user.id)
  const form = useForm({ refusesMail: user.refusesMail }, setUserStatusAction, {
    input: ({ refusesMail }) => ({
      ...{ login, id },
      ...(suspended ? { status: 'active' } : { status: 'suspended', refusesMail }),
    }),
    onDone: () => say(suspended ? t('The account was resumed.') : t('The account was suspended.')),
  })
  return (
    <Form form={form}>
      <p>{suspended ? text() : t('The account is active.')}</p>
      {suspended ? null : (
        <Checkbox
          {...form.flag('refusesMail')}
          description={t('Otherwise mail goes on arriving and waits in the mailbox.')}
        >
          {t('Refuse mail while it is suspended')}
        </Checkbox>
      )}
      <FormActions form={form} label={suspended ? t('Resume') : t('Suspend')} />
    </Form>
  )

  function text() {
    return user.refusesMail
      ? t('Nobody can sign in to it, and mail for it is refused.')
      : t('Nobody can sign in to it. Mail for it still arrives.')
  }
}
