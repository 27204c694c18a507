'use client'

import { useRouter } from 'next/navigation'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { type Size, sizeOfBytes, sizeText } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { User } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { updateUserAction } from '../../actions'

/** What can be changed of an account. Only what was changed is sent, with the value it had before. */
export function UserForm({ user }: { user: User }) {
  const t = useT()
  const router = useRouter()
  const shown = shownOf(user)
  const isWhole = user.hasMailbox && user.quota !== null
  const form = useForm({ ...shown, mailbox: isWhole }, updateUserAction, {
    input: (values) => ({
      login: user.login,
      ...edited('firstName', shown.firstName, values.firstName),
      ...edited('lastName', shown.lastName, values.lastName),
      ...edited('address', shown.address, values.address),
      ...(sizeText(values.quota) !== sizeText(shown.quota) && { quota: { to: sizeText(values.quota) } }),
      ...(values.mailbox && !isWhole && { mailbox: { to: 'true' }, quota: { to: sizeText(values.quota) } }),
    }),
    onDone: () => say(t('Saved.')),
    onConflict: () => router.refresh(),
  })
  return (
    <Form form={form}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...form.field('firstName', shown.firstName)}
          label={t('First name')}
          dir="auto"
          autoComplete="off"
          optional
        />
        <TextField
          {...form.field('lastName', shown.lastName)}
          label={t('Last name')}
          dir="auto"
          autoComplete="off"
        />
      </div>
      <TextField
        {...form.field('address', shown.address)}
        label={t('Address')}
        dir="ltr"
        autoComplete="off"
      />
      {isWhole ? null : (
        <Checkbox {...form.flag('mailbox')} description={t('With the folders Drafts, Sent, Trash and Junk.')}>
          {t('Give the account a mailbox')}
        </Checkbox>
      )}
      {form.values.mailbox && user.quota !== 'unavailable' ? (
        <SizeField {...form.field('quota')} label={t('Quota')} />
      ) : null}
      <FormActions form={form} label={t('Save')} />
    </Form>
  )
}

function shownOf({ firstName, lastName, mail, quota }: User) {
  const limit = quota === null || quota === 'unavailable' ? null : quota.limitBytes
  return { firstName, lastName, address: mail, quota: sizeOfBytes(limit) as Size }
}

function edited(name: string, from: string, to: string) {
  return from === to ? {} : { [name]: { from, to } }
}
