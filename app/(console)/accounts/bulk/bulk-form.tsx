'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { type Size, sizeText } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import type { ActionName } from '@/lib/jobs'
import { useT } from '@/lib/locales/client'
import { previewBulkAction, startBulkAction } from '../../jobs/actions'
import { PreviewForm } from '../../jobs/preview-form'
import type { PreviewInWords } from '../../jobs/reasons'
import { actionWords } from '../../jobs/words'
import { KeepAddresses } from '../keep-addresses'
import { type PlaceChoice, PlaceField } from '../place-field'

type Chosen = { accounts: { id: string; login: string }[] } | { matching: Record<string, string | undefined> }

/** What to do with accounts, and to how many that is done and to which not. */
export function BulkForm({
  actions,
  chosen,
  onClose,
}: {
  actions: ActionName[]
  chosen: Chosen
  onClose: () => void
}) {
  const t = useT()
  const [action, setAction] = useState<ActionName>(actions[0] ?? 'suspend')
  const [refusesMail, setRefusesMail] = useState(false)
  const [quota, setQuota] = useState<Size>({ amount: '1', unit: 'GB' })
  const [allowed, setAllowed] = useState('true')
  const [place, setPlace] = useState<PlaceChoice>({ label: '', dn: '' })
  const [keeps, setKeeps] = useState(false)
  const options = {
    suspend: { refusesMail },
    resume: {},
    quota: { quota: sizeText(quota) },
    webClient: { allowed: allowed === 'true' },
    move: { to: place.dn || place.label, addresses: keeps ? 'keep' : 'replace' },
    delete: {},
  }[action]
  return (
    <PreviewForm
      input={{ action, options, selection: chosen }}
      preview={previewBulkAction}
      start={startBulkAction}
      says={(preview) => <PreviewText preview={preview} action={action} />}
      isDangerous={action === 'delete'}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <Select
            label={t('What')}
            value={action}
            options={actions.map((name) => ({ value: name, label: t.message(actionWords[name]) }))}
            onChange={(name) => setAction(actions.find((known) => known === name) ?? action)}
          />
          {action === 'suspend' ? (
            <Checkbox isSelected={refusesMail} onChange={setRefusesMail}>
              {t('Refuse mail for them meanwhile')}
            </Checkbox>
          ) : null}
          {action === 'quota' ? (
            <SizeField label={t('Quota')} value={quota} onChange={setQuota} error={faults.quota} />
          ) : null}
          {action === 'webClient' ? (
            <Select
              label={t('Web client')}
              value={allowed}
              options={[
                { value: 'true', label: t('Allowed') },
                { value: 'false', label: t('Not allowed') },
              ]}
              onChange={setAllowed}
            />
          ) : null}
          {action === 'move' ? (
            <>
              <PlaceField label={t('To')} value={place} onChange={setPlace} error={faults.to} />
              <KeepAddresses isSelected={keeps} onChange={setKeeps} />
            </>
          ) : null}
        </>
      )}
    </PreviewForm>
  )
}

function PreviewText({ preview, action }: { preview: PreviewInWords; action: ActionName }) {
  const t = useT()
  const { total, exceptions, exceptionsTotal } = preview
  return (
    <>
      <p className="font-medium">
        {t.plural('It is done to {n} account.', 'It is done to {n} accounts.', total)}
      </p>
      {action === 'delete' ? (
        <p className="text-danger">
          {t('Their mailboxes with all mail and their addresses go with them. This cannot be undone.')}
        </p>
      ) : null}
      {exceptionsTotal > 0 ? (
        <>
          <p>{t.plural('{n} account is left out:', '{n} accounts are left out:', exceptionsTotal)}</p>
          <ul className="max-h-40 list-disc overflow-y-auto ps-5">
            {exceptions.map(({ id, login, name, reason }) => (
              <li key={id}>
                <bdi>{name || login}</bdi> – {reason}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}
