'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Select } from '@/components/ui/select'
import { type Size, sizeText } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import { useAction } from '@/components/ui/use-action'
import type { ActionName, Preview } from '@/lib/jobs'
import { useT } from '@/lib/locales/client'
import { previewBulkAction, startBulkAction } from '../../jobs/actions'
import { actionWords, exceptionWords } from '../../jobs/words'
import { KeepAddresses } from '../keep-addresses'
import { type PlaceChoice, PlaceField } from '../place-field'

type Chosen = { logins: string[] } | { matching: Record<string, string | undefined> }

/** Asks what to do, then says to how many accounts and to which not; nothing happens before the second answer. */
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
  const router = useRouter()
  const [action, setAction] = useState<ActionName>(actions[0] ?? 'suspend')
  const [refusesMail, setRefusesMail] = useState(false)
  const [quota, setQuota] = useState<Size>({ amount: '1', unit: 'GB' })
  const [allowed, setAllowed] = useState('true')
  const [place, setPlace] = useState<PlaceChoice>({ label: '', dn: '' })
  const [keeps, setKeeps] = useState(false)
  const [preview, setPreview] = useState<Preview | null>(null)
  const look = useAction(previewBulkAction)
  const start = useAction(startBulkAction)
  const options = {
    suspend: { refusesMail },
    resume: {},
    quota: { quota: sizeText(quota) },
    webClient: { allowed: allowed === 'true' },
    move: { to: place.dn || place.label, addresses: keeps ? 'keep' : 'replace' },
    delete: {},
  }[action]
  const input = { action, options, selection: chosen }
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
        value={action}
        options={actions.map((name) => ({ value: name, label: t.message(actionWords[name]) }))}
        onChange={change((name: string) => setAction(actions.find((known) => known === name) ?? action))}
      />
      {action === 'suspend' ? (
        <Checkbox isSelected={refusesMail} onChange={change(setRefusesMail)}>
          {t('Refuse mail for them meanwhile')}
        </Checkbox>
      ) : null}
      {action === 'quota' ? (
        <SizeField
          label={t('Quota')}
          value={quota}
          onChange={change(setQuota)}
          error={start.problem?.fields.quota}
        />
      ) : null}
      {action === 'webClient' ? (
        <Select
          label={t('Web client')}
          value={allowed}
          options={[
            { value: 'true', label: t('Allowed') },
            { value: 'false', label: t('Not allowed') },
          ]}
          onChange={change(setAllowed)}
        />
      ) : null}
      {action === 'move' ? (
        <>
          <PlaceField
            label={t('To')}
            value={place}
            onChange={change(setPlace)}
            error={start.problem?.fields.to}
          />
          <KeepAddresses isSelected={keeps} onChange={change(setKeeps)} />
        </>
      ) : null}
      {preview ? <PreviewText preview={preview} action={action} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onClose}>{t('Cancel')}</Button>
        <Button
          type="submit"
          variant={preview && action === 'delete' ? 'danger' : 'primary'}
          isPending={look.pending || start.pending}
          isDisabled={preview?.total === 0}
        >
          {preview ? t('Start') : t('Look at what it means')}
        </Button>
      </div>
    </form>
  )
}

function PreviewText({ preview, action }: { preview: Preview; action: ActionName }) {
  const t = useT()
  const { total, exceptions, exceptionsTotal } = preview
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md bg-sunken p-3">
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
            {exceptions.map(({ login, name, code }) => {
              const word = exceptionWords[code]
              return (
                <li key={login}>
                  <bdi>{name || login}</bdi> – {word ? t.message(word) : code}
                </li>
              )
            })}
          </ul>
        </>
      ) : null}
    </div>
  )
}
