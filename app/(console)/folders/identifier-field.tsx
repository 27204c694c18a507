'use client'

import { useEffect, useState } from 'react'
import { inputStyle } from '@/components/ui/field-style'
import { NativeField } from '@/components/ui/native-field'
import type { Outcome } from '@/components/ui/problem'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import type { ListRow, Place } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { fetched } from './fetched'

/** The identifier of RFC 4314 for everybody, typed and stored as it is in any language. */
const ANYONE = 'anyone'

/** What is typed, and the identifier that it means: a login, the DN of a place, or "anyone". */
export type Identifier = { label: string; id: string }

type Meant = { id: string; label: string; name: string }

const QUIET_MS = 200

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
  const [typing, setTyping] = useState(false)
  const meant = useMeant(typing ? value.label : '', groups)
  const choices = groups ? [{ id: ANYONE, label: ANYONE, name: t('Anyone') }, ...meant] : meant
  const choose = (label: string) =>
    onChange({ label, id: choices.find((one) => one.label === label)?.id ?? label.trim() })
  const input = useTypedBefore(value.label, choose)
  return (
    <NativeField label={label} description={description} error={error}>
      {(described) => (
        <>
          <input
            {...described}
            ref={input}
            value={value.label}
            onChange={({ target }) => choose(target.value)}
            onFocus={() => setTyping(true)}
            onBlur={() => setTyping(false)}
            list={`${described.id}s`}
            dir="auto"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={inputStyle}
          />
          <datalist id={`${described.id}s`}>
            {choices.map(({ id, label, name }) => (
              <option key={id} value={label}>
                {name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </NativeField>
  )
}

/** People and groups that a text could mean; the last ones found while nobody answers. */
function useMeant(text: string, groups: boolean): Meant[] {
  const [found, setFound] = useState<Meant[]>([])
  useEffect(() => {
    const wanted = text.trim().slice(0, 100)
    if (wanted.length < 2) return
    let isOver = false
    const timer = setTimeout(async () => {
      const [people, places] = await Promise.all([
        peopleLike(wanted),
        groups ? placesLike(wanted) : Promise.resolve([]),
      ])
      if (!isOver) setFound([...people, ...places])
    }, QUIET_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [text, groups])
  return found
}

async function peopleLike(text: string): Promise<Meant[]> {
  const query = { text, kind: 'user', depth: 'sub', count: '10' }
  const rows = await answer<{ rows: ListRow[] }>('/api/accounts', query)
  return (rows?.rows ?? []).flatMap(({ login, name }) => (login ? [{ id: login, label: login, name }] : []))
}

async function placesLike(text: string): Promise<Meant[]> {
  const places = await answer<Place[]>('/api/places', { text, kind: 'any' })
  return (places ?? []).map(({ dn, label }) => ({ id: dn, label, name: '' }))
}

async function answer<T>(path: string, query: Record<string, string>): Promise<T | null> {
  const outcome: Outcome<T> | null = await fetched<T>(path, query).catch(() => null)
  return outcome?.ok ? outcome.value : null
}
