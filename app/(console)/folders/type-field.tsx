'use client'

import { Select } from '@/components/ui/select'
import {
  type CollectionType,
  collectionWords,
  type FolderType,
  folderTypes,
  typeWords,
} from '@/lib/folders/types'
import { useT } from '@/lib/locales/client'

/** The type of a folder, with who sees what of it. */
export function TypeField({
  value,
  onChange,
  error,
  isServed = false,
}: {
  name?: string
  value: FolderType
  onChange: (value: FolderType) => void
  error?: string
  /** Whether Cyrus itself shall serve it as a calendar or address book. */
  isServed?: boolean
}) {
  const t = useT()
  const seen = isServed && isCollection(value) ? collectionWords[value] : typeWords[value].seenBy
  return (
    <Select
      label={t('Type')}
      description={t.message(seen)}
      error={error}
      value={value}
      options={folderTypes.map((type) => ({ value: type, label: t.message(typeWords[type].name) }))}
      onChange={(name) => onChange(folderTypes.find((type) => type === name) ?? 'mail')}
    />
  )
}

/** Whether Cyrus can serve it by CalDAV or CardDAV. */
export function isCollection(type: FolderType): type is CollectionType {
  return Object.hasOwn(collectionWords, type)
}
