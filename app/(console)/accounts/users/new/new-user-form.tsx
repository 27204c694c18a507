'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { Select, type SelectOption } from '@/components/ui/select'
import { type Size, sizeOfBytes, sizeText } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { userPage } from '../../../places'
import { createUserAction } from '../../actions'
import { DetailFields } from '../../detail-fields'
import type { DetailField } from '../../detail-labels'
import { detailValues, filledDetails } from '../../detail-values'
import { FormSection } from '../../form-section'
import { MoreFields } from '../../more-fields'
import { chosenFolderLanguage, FolderFields } from '../folder-fields'
import { LanguageField } from '../language-field'
import { MailFields } from '../mail-fields'
import { NewPasswordField } from '../new-password-field'
import { OptionFields } from '../option-fields'

type Container = { dn: string; domain: string; label: string }

export function NewUserForm({
  containers,
  container,
  defaultQuota,
  fields,
  folderLanguages,
}: {
  containers: Container[]
  container: string
  /** Of the container, in bytes; null when nobody has set one. */
  defaultQuota: number | null
  fields: DetailField[]
  folderLanguages: SelectOption[]
}) {
  const t = useT()
  const router = useRouter()
  const [all, showAll] = useState(false)
  const empty = detailValues(fields)
  const plain = {
    container,
    firstName: '',
    lastName: '',
    login: '',
    address: '',
    password: '',
    mustChangePassword: true,
    mailbox: true,
    quota: (defaultQuota === null ? { amount: '1', unit: 'GB' } : sizeOfBytes(defaultQuota)) as Size,
    standardFolders: true,
    folderLanguage: '',
    displayName: '',
    alternates: '',
    forwarding: '',
    keepsCopy: false,
    alternateMail: '',
    language: '',
    webClient: true,
    sendsLocalOnly: false,
    receivesLocalOnly: false,
  }
  const form = useForm(Object.assign({ ...plain }, empty), createUserAction, {
    input: (values) => ({
      ...Object.fromEntries(Object.keys(plain).map((name) => [name, values[name as keyof typeof plain]])),
      quota: sizeText(values.quota),
      folderLanguage: chosenFolderLanguage(values, folderLanguages, t.locale),
      details: filledDetails(fields, values),
    }),
    onDone({ login }) {
      say(t('The account {login} was created.', { login }))
      router.push(userPage(login))
    },
  })
  const { login, mailbox, container: at } = form.values
  const domain = containers.find(({ dn }) => dn === at)?.domain ?? ''
  const details = { form, fields, present: empty, all }
  const where = form.field('container')
  return (
    <Form form={form}>
      {containers.length > 1 ? (
        <Select
          {...where}
          onChange={(dn) => {
            where.onChange(dn)
            // For the default quota there.
            router.replace(`/accounts/users/new?${new URLSearchParams({ at: dn })}`, { scroll: false })
          }}
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
            <SizeField
              {...form.field('quota')}
              label={t('Quota')}
              description={defaultQuota === null ? undefined : t('Proposed is the default of this place.')}
            />
            <FolderFields form={form} languages={folderLanguages} />
          </>
        ) : null}
      </fieldset>
      {all ? (
        <>
          <FormSection title={t('Mail')}>
            <MailFields form={form} />
          </FormSection>
          <FormSection title={t('Options')}>
            <LanguageField {...form.field('language')} />
            <OptionFields form={form} />
          </FormSection>
          <FormSection title={t('Work')}>
            <TextField
              {...form.field('displayName')}
              label={t('Display name')}
              description={t('First and last name without it.')}
              dir="auto"
              autoComplete="off"
              optional
            />
            <DetailFields {...details} sections={['name', 'work', 'other']} />
          </FormSection>
          <FormSection title={t('Telephone and address')}>
            <DetailFields {...details} sections={['reach', 'address']} />
          </FormSection>
        </>
      ) : (
        <MoreFields label={t('More fields')} onPress={() => showAll(true)} />
      )}
      <FormActions form={form} label={t('Create account')} onCancel={() => router.back()} />
    </Form>
  )
}
