'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Select, type SelectOption } from '@/components/ui/select'
import { useT } from '@/lib/locales/client'
import type { Flag, TextBound } from './bound'

type FolderForm = {
  values: { standardFolders: boolean; folderLanguage: string; language: string }
  field(name: 'folderLanguage'): TextBound
  flag(name: 'standardFolders'): Flag
}

/** Whether a new mailbox has the standard folders, and what they are called in. */
export function FolderFields({ form, languages }: { form: FolderForm; languages: SelectOption[] }) {
  const t = useT()
  const chosen = chosenFolderLanguage(form.values, languages, t.locale)
  return (
    <>
      <Checkbox {...form.flag('standardFolders')}>
        {t('Create the folders Drafts, Sent, Trash and Junk')}
      </Checkbox>
      {form.values.standardFolders ? (
        <Select
          {...form.field('folderLanguage')}
          value={chosen}
          label={t('Folders named in')}
          options={languages}
        />
      ) : null}
    </>
  )
}

/** The language chosen for the folders; until one is, the person's, or that of the console. */
export function chosenFolderLanguage(
  { folderLanguage, language }: { folderLanguage: string; language: string },
  languages: SelectOption[],
  locale: string,
): string {
  const spoken = language.split('-')[0]?.toLowerCase()
  return folderLanguage || (languages.find(({ value }) => value === spoken)?.value ?? locale)
}
