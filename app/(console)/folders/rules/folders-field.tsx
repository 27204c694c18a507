'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { TextArea } from '@/components/ui/text-area'
import { useT } from '@/lib/locales/client'
import type { FoldersDraft } from './folders-draft'
import { ALL, namedFolders } from './words'

/** Folders that everybody may have: by what they are for, or by name. */
export function FoldersField({
  label,
  value,
  onChange,
  error,
  withAll = false,
}: {
  name?: string
  label: string
  value: FoldersDraft
  onChange: (value: FoldersDraft) => void
  error?: string
  withAll?: boolean
}) {
  const t = useT()
  const { ticked, names } = value
  const tick = (word: string) => (isTicked: boolean) =>
    onChange({ names, ticked: isTicked ? [...ticked, word] : ticked.filter((other) => other !== word) })
  const isAll = ticked.includes(ALL)
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {withAll ? (
          <Checkbox isSelected={isAll} onChange={tick(ALL)}>
            {t('All folders')}
          </Checkbox>
        ) : null}
        {isAll
          ? null
          : Object.entries(namedFolders).map(([word, message]) => (
              <Checkbox key={word} isSelected={ticked.includes(word)} onChange={tick(word)}>
                {t.message(message)}
              </Checkbox>
            ))}
      </div>
      {isAll ? null : (
        <TextArea
          label={t('Folders of these names')}
          description={t('One a line, such as Lists/dev. What is below a folder belongs to it.')}
          value={names}
          onChange={(names) => onChange({ ticked, names })}
          error={error}
          dir="auto"
          rows={2}
          optional
        />
      )}
    </fieldset>
  )
}
