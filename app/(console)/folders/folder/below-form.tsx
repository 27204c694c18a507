'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Select } from '@/components/ui/select'
import { useAction } from '@/components/ui/use-action'
import type { AclRow, BelowPreview } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { applyAclBelowAction, previewAclBelowAction } from '../actions'

export type Entry = Pick<AclRow, 'id' | 'name' | 'rights'>

/** Asks which rights, then says what changes where; nothing happens before the second answer. */
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
  const router = useRouter()
  const [what, setWhat] = useState('')
  const [confirm, setConfirm] = useState(false)
  const [preview, setPreview] = useState<BelowPreview | null>(null)
  const look = useAction(previewAclBelowAction)
  const start = useAction(applyAclBelowAction)
  const chosen = entries.find(({ id }) => id === what)
  const input = {
    folder,
    confirm,
    ...(chosen && { changes: [{ id: chosen.id, rights: chosen.rights }] }),
  }
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      setPreview(null)
      set(value)
    }
  }
  const problem = start.problem ?? look.problem
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (preview) start.submit(input, ({ id }) => router.push(`/jobs/${id}`))
        else look.submit(input, setPreview)
      }}
    >
      {problem ? <ProblemNotice problem={problem} keepsTyped /> : null}
      <Select
        label={t('What')}
        value={what}
        onChange={change(setWhat)}
        options={[
          { value: '', label: t('Exactly these permissions') },
          ...entries.map(({ id, name, rights }) => ({
            value: id,
            label: t('Only the rights of {who}: {rights}', { who: name || id, rights }),
          })),
        ]}
      />
      <Checkbox isSelected={confirm} onChange={change(setConfirm)}>
        {t('Also where it takes the right to administer from an owner')}
      </Checkbox>
      {preview ? <PreviewRows preview={preview} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onClose}>{t('Cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          isPending={look.pending || start.pending}
          isDisabled={preview?.total === 0}
        >
          {preview ? t('Start') : t('Look at what it means')}
        </Button>
      </div>
    </form>
  )
}

function PreviewRows({ preview }: { preview: BelowPreview }) {
  const t = useT()
  const { rows, total, unchanged } = preview
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md bg-sunken p-3">
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
    </div>
  )
}
