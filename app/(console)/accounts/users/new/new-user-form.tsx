'use client'

import { useRouter } from 'next/navigation'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { type Size, sizeText } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { userPage } from '../../../places'
import { createUserAction } from '../../actions'
import { NewPasswordField } from '../new-password-field'

type Container = { dn: string; domain: string; label: string }

export function NewUserForm({ containers, container }: { containers: Container[]; container: string }) {
  const t = useT()
  const router = useRouter()
  const initial = {
    container,
    firstName: '',
    lastName: '',
    login: '',
    address: '',
    password: '',
    mustChangePassword: true,
    mailbox: true,
    quota: { amount: '1', unit: 'GB' } as Size,
    standardFolders: true,
  }
  const form = useForm(initial, createUserAction, {
    input: (values) => ({ ...values, quota: sizeText(values.quota) }),
    onDone({ login }) {
      say(t('The account {login} was created.', { login }))
      router.push(userPage(login))
    },
  })
  const { login, mailbox, container: at } = form.values
  const domain = containers.find(({ dn }) => dn === at)?.domain ?? ''
  return (
    <Form form={form}>
      {containers.length > 1 ? (
        <Select
          {...form.field('container')}
          label={t('Where')}
          options={containers.map(({ dn, label }) => ({ value: dn, label }))}
        />
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...form.field('firstName')}
          label={t('First name')}
          dir="auto"
          autoComplete="off"
          autoFocus
          optional
        />
        <TextField {...form.field('lastName')} label={t('Last name')} dir="auto" autoComplete="off" />
      </div>
      <TextField
        {...form.field('login')}
        label={t('Login')}
        description={t('Also the name of the mailbox. It cannot be changed later.')}
        dir="ltr"
        autoComplete="off"
      />
      <TextField
        {...form.field('address')}
        label={t('Address')}
        placeholder={`${login.trim() || t('login')}@${domain}`}
        dir="ltr"
        autoComplete="off"
        optional
      />
      <NewPasswordField {...form.field('password')} label={t('Password')} />
      <Checkbox {...form.flag('mustChangePassword')}>{t('Must be changed at the first sign-in')}</Checkbox>
      <fieldset className="flex flex-col gap-3 border-line border-t pt-4">
        <Checkbox {...form.flag('mailbox')} description={t('Without one the account can only sign in here.')}>
          {t('Has a mailbox')}
        </Checkbox>
        {mailbox ? (
          <>
            <SizeField {...form.field('quota')} label={t('Quota')} />
            <Checkbox {...form.flag('standardFolders')}>
              {t('Create the folders Drafts, Sent, Trash and Junk')}
            </Checkbox>
          </>
        ) : null}
      </fieldset>
      <FormActions form={form} label={t('Create account')} onCancel={() => router.back()} />
    </Form>
  )
}
