'use client'

import { Select } from '@/components/ui/select'
import { useT } from '@/lib/locales/client'
import { type PlaceChoice, PlaceField } from '../../accounts/place-field'
import { type Identifier, IdentifierField } from '../identifier-field'

/** Whose folders: everybody's in a place, one person's, everybody's on the server. */
export type Whom = { whom: string; at: PlaceChoice; login: Identifier }

/** As operations are told. */
export function whomInput({ whom, at, login }: Whom) {
  if (whom === 'server') return { everywhere: true }
  return whom === 'person' ? { login: login.id || login.label.trim() } : { at: at.dn || at.label }
}

type Bound<Value> = { name: string; value: Value; error?: string; onChange: (value: Value) => void }

export function WhomField({
  whom,
  at,
  login,
  withServer = false,
}: {
  whom: Bound<string>
  at: Bound<PlaceChoice>
  login: Bound<Identifier>
  withServer?: boolean
}) {
  const t = useT()
  const options = [
    ...(withServer ? [{ value: 'server', label: t('Everybody on this server') }] : []),
    { value: 'place', label: t('Everybody in a place') },
    { value: 'person', label: t('One person') },
  ]
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Select {...whom} label={t('For')} options={options} />
      {whom.value === 'place' ? <PlaceField {...at} label={t('Where')} /> : null}
      {whom.value === 'person' ? (
        <IdentifierField {...login} label={t('Person')} description={t('A login, or a part of the name.')} />
      ) : null}
    </div>
  )
}
