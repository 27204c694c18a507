'use client'

import { useT } from '@/lib/locales/client'
import { SuggestedInput } from './suggested-input'
import { peopleLike, placesLike } from './suggestions'

/** The identifier of RFC 4314 for everybody, typed and stored as it is in any language. */
const ANYONE = 'anyone'

/** What is typed, and the identifier that it means: a login, the DN of a place, or "anyone". */
export type Identifier = { label: string; id: string }

/** A person, and where `groups` says so a group or everybody, found by a part of the name. */
export function IdentifierField({
  value,
  onChange,
  label,
  description,
  error,
  groups = false,
}: {
  name?: string
  value: Identifier
  onChange: (value: Identifier) => void
  label: string
  description?: string
  error?: string
  groups?: boolean
}) {
  const t = useT()
  return (
    <SuggestedInput
      {...{ label, description, error }}
      text={value.label}
      onChange={(label, id) => onChange({ label, id })}
      ask={groups ? peopleAndPlacesLike : peopleLike}
      always={groups ? [{ id: ANYONE, label: ANYONE, name: t('Anyone') }] : []}
    />
  )
}

async function peopleAndPlacesLike(text: string) {
  return (await Promise.all([peopleLike(text), placesLike(text)])).flat()
}
