'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputStyle } from '@/components/ui/field-style'
import { CloseIcon, PlusIcon } from '@/components/ui/icons'
import { NativeField } from '@/components/ui/native-field'
import { Present } from '@/components/ui/present'
import { Select } from '@/components/ui/select'
import type { Place } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { usePlaces } from './use-places'

export type RoleChoice = { role: string; domains: string[] }
/** A role with its name in the reader's language. */
export type RoleOption = { value: string; label: string }

type Bound<Value> = {
  name: string
  value: Value
  error?: string
  present?: Value
  onChange: (value: Value) => void
}
type RoleForm = {
  values: RoleChoice
  field(name: 'role', present?: string): Bound<string>
  field(name: 'domains', present?: string[]): Bound<string[]>
}

/** A role, and the domains it is for. */
export function RoleFields({
  form,
  roles,
  present,
  readNames = {},
}: {
  form: RoleForm
  roles: RoleOption[]
  /** What domains that are named already are called where that is another name. */
  readNames?: Record<string, string>
  /** What the server has now. */
  present?: RoleChoice
}) {
  const t = useT()
  return (
    <>
      <Select
        {...form.field('role', present?.role)}
        label={t('Role')}
        options={roles}
        description={explanation()}
      />
      {form.values.role === 'domainAdministrator' ? (
        <DomainsField {...form.field('domains', present?.domains)} readNames={readNames} />
      ) : null}
    </>
  )

  function explanation() {
    const { role } = form.values
    if (role === 'administrator') return t('Administers everything but other administrators.')
    if (role === 'domainAdministrator') return t('Administers everything in the domains named.')
    if (role === 'groupAdministrator')
      return t('Administers the organization or group that the account lives in.')
    return t('Administers nothing but the own preferences.')
  }
}

function DomainsField({
  value,
  onChange,
  error,
  present,
  readNames,
}: Bound<string[]> & { readNames: Record<string, string> }) {
  const t = useT()
  const [readBefore, setReadBefore] = useState(readNames)
  const readName = (name: string) => readBefore[name] ?? name
  const [typed, setTyped] = useState('')
  const isChosen = (name: string) => value.includes(name)
  const found = usePlaces(
    typed.trim() === '' ? null : typed,
    // A whole name is taken as soon as it is known to be one.
    (places) => {
      const meant = places.find(({ label, name }) => label === typed || name === typed)
      if (meant) choose(meant)
    },
    'domain',
  )
  const left = found.filter(({ name }) => !isChosen(name))
  function choose({ name, label }: Pick<Place, 'name' | 'label'>) {
    setReadBefore((before) => ({ ...before, [name]: label }))
    add(name)
  }
  function add(name: string) {
    onChange([...new Set([...value, name.trim().toLowerCase()])])
    setTyped('')
  }
  return (
    <div className="flex flex-col gap-2">
      <NativeField
        label={t('Domains')}
        error={error}
        description={present ? <Present value={present.map(readName).join('\n')} /> : undefined}
      >
        {(described) => (
          <div className="flex gap-2">
            <input
              {...described}
              value={typed}
              onChange={({ target }) => {
                const meant = left.find(({ label }) => label === target.value)
                if (meant) choose(meant)
                else setTyped(target.value)
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || typed.trim() === '') return
                event.preventDefault()
                add(typed)
              }}
              list={`${described.id}s`}
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              autoCapitalize="none"
              className={inputStyle}
            />
            <datalist id={`${described.id}s`}>
              {left.map(({ name, label }) => (
                <option key={name} value={label} />
              ))}
            </datalist>
            <Button onPress={() => add(typed)} isDisabled={typed.trim() === ''}>
              <PlusIcon />
              {t('Add')}
            </Button>
          </div>
        )}
      </NativeField>
      {value.length > 0 ? (
        <ul aria-label={t('Domains chosen')} className="divide-y divide-line rounded-md border border-line">
          {value.map((domain) => (
            <li key={domain} className="flex items-center gap-2 py-0.5 ps-2.5 pe-0.5">
              <span className="min-w-0 flex-1 wrap-anywhere">
                <bdi>{readName(domain)}</bdi>
              </span>
              <Button
                variant="quiet"
                size="icon"
                aria-label={t('Remove {member}', { member: readName(domain) })}
                onPress={() => onChange(value.filter((other) => other !== domain))}
              >
                <CloseIcon />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
