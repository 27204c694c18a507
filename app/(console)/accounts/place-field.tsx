'use client'

import { useEffect, useState } from 'react'
import { inputStyle } from '@/components/ui/field-style'
import { NativeField } from '@/components/ui/native-field'
import type { Outcome } from '@/components/ui/problem'
import type { Place } from '@/lib/directory'
import { useT } from '@/lib/locales/client'

/** What is typed, and the DN of the place that it is the way to; '' while it is none. */
export type PlaceChoice = { label: string; dn: string }

const QUIET_MS = 200

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
  const places = usePlaces(typing ? value.label : null, (found) => {
    // What was typed to the end before the answer came counts as chosen.
    const meant = found.find((place) => place.label === value.label)
    if (meant && meant.dn !== value.dn) onChange({ label: meant.label, dn: meant.dn })
  })
  const dnOf = (label: string) => places.find((place) => place.label === label)?.dn ?? ''
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
            {places.map(({ dn, label }) => (
              <option key={dn} value={label} />
            ))}
          </datalist>
        </>
      )}
    </NativeField>
  )
}

/** Places that what is typed could mean; the last ones found while nobody types or answers. */
function usePlaces(typed: string | null, onFound: (found: Place[]) => void): Place[] {
  const [places, setPlaces] = useState<Place[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each text
  useEffect(() => {
    if (typed === null) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const address = `/api/places?${new URLSearchParams({ text: typed.slice(0, 200) })}`
      const response = await fetch(address, { signal: stop.signal }).catch(() => null)
      const outcome = (await response?.json().catch(() => null)) as Outcome<Place[]> | null
      if (stop.signal.aborted || !outcome?.ok) return
      setPlaces(outcome.value)
      onFound(outcome.value)
    }, QUIET_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [typed])
  return places
}
