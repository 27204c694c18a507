'use client'

import { useRouter } from 'next/navigation'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { FolderType } from '@/lib/folders'
import { specialUseWords } from '@/lib/folders/types'
import { useT } from '@/lib/locales/client'
import { formatBytes } from '@/lib/locales/format'
import { folderPage } from '../../places'
import { createFolderAction } from '../actions'
import { isCollection, TypeField } from '../type-field'

/** Makes a folder; which clients will see what is said beside its type. */
export function NewFolderForm({
  parent,
  mayServe,
  partitions,
}: {
  parent: string
  /** Whether Cyrus can serve calendars and address books here. */
  mayServe: boolean
  /** Where Cyrus can store it, with what is free there in bytes; none for those who do not choose. */
  partitions: { name: string; isDefault: boolean; free: number | null }[]
}) {
  const t = useT()
  const router = useRouter()
  const initial = { name: '', type: 'mail' as FolderType, served: false, specialUse: '', partition: '' }
  const form = useForm(initial, createFolderAction, {
    input: ({ name, type, served, specialUse, partition }) => ({
      ...{ parent, name, type, served: served && mayServe && isCollection(type) },
      ...(specialUse && type === 'mail' && { specialUse }),
      ...(partition && { partition }),
    }),
    onDone({ name }) {
      say(t('The folder {name} was created.', { name }))
      router.push(folderPage(name))
    },
  })
  const { type, served } = form.values
  const uses = [
    { value: '', label: t('None') },
    ...Object.entries(specialUseWords).map(([value, word]) => ({ value, label: t.message(word) })),
  ]
  return (
    <Form form={form}>
      <TextField {...form.field('name')} label={t('Name')} dir="auto" autoComplete="off" autoFocus />
      <TypeField {...form.field('type')} isServed={served && mayServe} />
      {mayServe && isCollection(type) ? (
        <Checkbox
          {...form.flag('served')}
          description={t('A calendar or address book of its own beside the mail folders.')}
        >
          {t('Serve it by CalDAV or CardDAV')}
        </Checkbox>
      ) : null}
      {parent.startsWith('user/') && type === 'mail' ? (
        <Select
          {...form.field('specialUse')}
          label={t('Special use')}
          description={t('What mail programs put into it by themselves.')}
          options={uses}
        />
      ) : null}
      {partitions.length > 1 ? (
        <Select
          {...form.field('partition')}
          label={t('Partition')}
          description={t('Where the mail server stores it.')}
          options={[
            { value: '', label: t('That of the folder above, or the usual one') },
            ...partitions.map(({ name, free }) => ({
              value: name,
              label:
                free === null ? name : t('{name}, {size} free', { name, size: formatBytes(t.locale, free) }),
            })),
          ]}
        />
      ) : null}
      <FormActions form={form} label={t('Create folder')} onCancel={() => router.back()} />
    </Form>
  )
}
