'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import type { AclRow, BelowPreview } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { PreviewForm } from '../../jobs/preview-form'
import { applyAclBelowAction, previewAclBelowAction } from '../actions'

export type Entry = Pick<AclRow, 'id' | 'name' | 'rights'>

/** Which rights everything below gets, and what that changes where. */
export default function BelowForm({
  folder,
  entries,
  onClose,
}: {
  folder: string
  entries: Entry[]
  onClose: () => void
}) {
  const t = useT()
  const [what, setWhat] = useState('')
  const [confirm, setConfirm] = useState(false)
  const chosen = entries.find(({ id }) => id === what)
  return (
    <PreviewForm
      input={{
        folder,
        confirm,
        ...(chosen && { changes: [{ id: chosen.id, rights: chosen.rights }] }),
      }}
      preview={previewAclBelowAction}
      start={applyAclBelowAction}
      says={(preview) => <PreviewRows preview={preview} />}
      onClose={onClose}
    >
      {() => (
        <>
          <Select
            label={t('What')}
            value={what}
            onChange={setWhat}
            options={[
              { value: '', label: t('Exactly these permissions') },
              ...entries.map(({ id, name, rights }) => ({
                value: id,
                label: t('Only the rights of {who}: {rights}', { who: name || id, rights }),
              })),
            ]}
          />
          <Checkbox isSelected={confirm} onChange={setConfirm}>
            {t('Also where it takes the right to administer from an owner')}
          </Checkbox>
        </>
      )}
    </PreviewForm>
  )
}

function PreviewRows({ preview }: { preview: BelowPreview }) {
  const t = useT()
  const { rows, total, unchanged } = preview
  return (
    <>
      <p className="font-medium">{t.plural('{n} folder changes.', '{n} folders change.', total)}</p>
      {unchanged > 0 ? (
        <p className="text-muted">
          {t.plural('{n} folder stays as it is.', '{n} folders stay as they are.', unchanged)}
        </p>
      ) : null}
      <ul className="flex max-h-60 flex-col gap-2 overflow-y-auto">
        {rows.map(({ folder, changes, code }) => (
          <li key={folder}>
            <bdi className="break-all font-medium">{folder}</bdi>
            {code ? (
              <span className="text-danger"> {t('Left out: it would take from the owner.')}</span>
            ) : null}
            <ul className="ps-4">
              {changes.map(({ id, before, after }) => (
                <li key={id} className="break-all">
                  <bdi>{id}</bdi>:{' '}
                  <code dir="ltr">
                    {before || '–'} → {after || '–'}
                  </code>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {total > rows.length ? (
        <p className="text-muted">{t.plural('and {n} more', 'and {n} more', total - rows.length)}</p>
      ) : null}
    </>
  )
}
