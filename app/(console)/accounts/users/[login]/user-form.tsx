'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import type { SelectOption } from '@/components/ui/select'
import { type Size, sizeOfBytes, sizeText } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { User } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { updateUserAction } from '../../actions'
import { DetailFields } from '../../detail-fields'
import type { DetailField } from '../../detail-labels'
import { detailValues, editsOf } from '../../detail-values'
import { FormSection } from '../../form-section'
import { MoreFields } from '../../more-fields'
import { chosenFolderLanguage, FolderFields } from '../folder-fields'
import { LanguageField } from '../language-field'
import { MailFields } from '../mail-fields'
import { OptionFields } from '../option-fields'

/** What can be changed of an account. Only what was changed is sent, with the value it had before. */
export function UserForm({
  user,
  fields,
  folderLanguages,
  isReadOnly,
  mayDecide,
}: {
  user: User
  fields: DetailField[]
  folderLanguages: SelectOption[]
  /** For those who may look at the account only. */
  isReadOnly: boolean
  /** Whether the person may decide what the account may do; nobody does that for themselves. */
  mayDecide: boolean
}) {
  const t = useT()
  const router = useRouter()
  const [all, showAll] = useState(false)
  // The page may have been fetched again since, with another person of the name.
  const [id] = useState(user.id)
  const details = detailValues(fields, user.details)
  const shown = Object.assign(shownOf(user), details)
  const isWhole = user.hasMailbox && user.quota !== null
  const quota = quotaOf(user)
  const mailbox = { quota, mailbox: isWhole, standardFolders: true, folderLanguage: '' }
  const form = useForm(Object.assign(mailbox, shown), updateUserAction, {
    input: (values) => ({
      ...{ login: user.login, id },
      ...editsOf(shown, values),
      ...(sizeText(values.quota) !== sizeText(quota) && {
        quota: { from: bytesOf(user), to: sizeText(values.quota) },
      }),
      ...(values.mailbox &&
        !isWhole && {
          ...{ mailbox: { to: 'true' }, quota: { to: sizeText(values.quota) } },
          standardFolders: values.standardFolders,
          folderLanguage: chosenFolderLanguage(values, folderLanguages, t.locale),
        }),
    }),
    onDone: () => say(t('Saved.')),
    onConflict: () => router.refresh(),
  })
  const shownDetails = { form, fields, present: details, all }
  return (
    <Form form={form}>
      <fieldset disabled={isReadOnly} className="contents">
        <div className="grid items-start gap-4 sm:grid-cols-2">
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
          <TextField
            {...form.field('displayName', shown.displayName)}
            label={t('Display name')}
            description={t('Follows the first and last name when it is emptied.')}
            dir="auto"
            autoComplete="off"
            optional
          />
          <DetailFields {...shownDetails} sections={['name', 'work', 'other']} />
        </div>
        <FormSection title={t('Telephone and address')}>
          <DetailFields {...shownDetails} sections={['reach', 'address']} />
        </FormSection>
        <FormSection title={t('Mail')}>
          <TextField
            {...form.field('address', shown.address)}
            label={t('Address')}
            dir="ltr"
            autoComplete="off"
          />
          {form.values.mailbox && user.quota !== 'unavailable' ? (
            <SizeField {...form.field('quota', isWhole ? quota : undefined)} label={t('Quota')} />
          ) : null}
          {isWhole ? null : (
            <div className="flex flex-col gap-3">
              <Checkbox {...form.flag('mailbox')} isDisabled={isReadOnly}>
                {t('Give the account a mailbox')}
              </Checkbox>
              {form.values.mailbox ? <FolderFields form={form} languages={folderLanguages} /> : null}
            </div>
          )}
          <MailFields form={form} present={shown} isDisabled={isReadOnly} />
        </FormSection>
        <FormSection title={t('Options')}>
          <LanguageField {...form.field('language', shown.language)} kept={user.language} />
          <OptionFields form={form} isDisabled={isReadOnly || !mayDecide} />
        </FormSection>
        {all || isReadOnly ? null : <MoreFields label={t('Show all fields')} onPress={() => showAll(true)} />}
      </fieldset>
      {isReadOnly ? null : <FormActions form={form} label={t('Save')} />}
    </Form>
  )
}

function shownOf(user: User) {
  const { firstName, lastName, displayName, mail, addresses, forwarding, alternateMail, language } = user
  const { keepsCopy, webClient, sendsLocalOnly, receivesLocalOnly } = user
  return {
    ...{ firstName, lastName, displayName, address: mail, alternateMail, language },
    alternates: addresses
      .filter((address) => address !== mail)
      .sort()
      .join('\n'),
    forwarding: forwarding.join('\n'),
    ...{ keepsCopy, webClient, sendsLocalOnly, receivesLocalOnly },
  }
}

/** As user.update compares it. */
function bytesOf({ quota }: User): string | undefined {
  return quota === null || quota === 'unavailable' ? undefined : String(quota.limitBytes ?? '')
}

function quotaOf({ quota }: User): Size {
  return sizeOfBytes(quota === null || quota === 'unavailable' ? null : quota.limitBytes)
}
