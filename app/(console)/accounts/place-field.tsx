'use client'

import { useState } from 'react'
import { inputStyle } from '@/components/ui/field-style'
import { NativeField } from '@/components/ui/native-field'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import { useT } from '@/lib/locales/client'
import { usePlaces } from './use-places'

/** What is typed, and the DN of the place that it is the way to; '' while it is none. */
export type PlaceChoice = { label: string; dn: string }

/** A domain, organization or group of the scope, found by a part of its name. */
export function PlaceField({
  value,
  onChange,
  label,
  description,
  error,
}: {
  name?: string
  value: PlaceChoice
  onChange: (value: PlaceChoice) => void
  label: string
  description?: string
  error?: string
}) {
  const t = useT()
  const [typing, setTyping] = useState(false)
  const input = useTypedBefore(value.label, (label) => onChange({ label, dn: '' }))
  const places = usePlaces(typing ? value.label : null, (found) => {
    // What was typed to the end before the answer came counts as chosen.
    const [meant, another] = found.filter((place) => place.label === value.label)
    if (meant && !another && value.dn === '') onChange({ label: meant.label, dn: meant.dn })
  })
  // An organization and a group of one name can lie beside each other.
  const named = places.map((place) => {
    const isAlone = places.every(({ dn, label }) => label !== place.label || dn === place.dn)
    const kind = place.kind === 'group' ? t('Group') : t('Organization')
    return isAlone ? place : { ...place, label: `${place.label} (${kind})` }
  })
  const dnOf = (label: string) => named.find((place) => place.label === label)?.dn ?? ''
  return (
    <NativeField
      label={label}
      description={description ?? t('Type a part of the name and choose from the list.')}
      error={error}
    >
      {(described) => (
        <>
          <input
            {...described}
            ref={input}
            value={value.label}
            onChange={({ target }) => onChange({ label: target.value, dn: dnOf(target.value) })}
            onFocus={() => setTyping(true)}
            onBlur={() => setTyping(false)}
            list={`${described.id}s`}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            className={inputStyle}
          />
          <datalist id={`${described.id}s`}>
            {named.map(({ dn, label }) => (
              <option key={dn} value={label} />
            ))}
          </datalist>
        </>
      )}
    </NativeField>
  )
}
