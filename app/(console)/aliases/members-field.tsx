'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputStyle } from '@/components/ui/field-style'
import { CloseIcon, PlusIcon } from '@/components/ui/icons'
import { NativeField } from '@/components/ui/native-field'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import { useT } from '@/lib/locales/client'
import { useSuggestions } from './use-suggestions'

/** Members as they are typed: those already in the list, and what is still in the input. */
export type MembersDraft = { list: string[]; typed: string }

/** Every member meant by a draft: what was typed and not yet added counts too. */
export function allMembers({ list, typed }: MembersDraft): string[] {
  return [...new Set([...list, ...split(typed)])]
}

/** The members of an alias, added one by one or many at once, with suggestions from the directory. */
export function MembersField({
  value,
  error,
  hidden = 0,
  onChange,
}: {
  name: string
  value: MembersDraft
  error?: string
  /** Members whom the person does not see; they stay. */
  hidden?: number
  onChange: (value: MembersDraft) => void
}) {
  const t = useT()
  const input = useTypedBefore(value.typed, (typed) => onChange({ ...value, typed }))
  const [focused, setFocused] = useState(false)
  const suggestions = useSuggestions(focused ? value.typed : '')
  const add = () => onChange({ list: allMembers(value), typed: '' })
  return (
    <div className="flex flex-col gap-2">
      <NativeField
        label={t('Members')}
        description={t(
          'Logins, aliases, addresses elsewhere, or domains and groups, such as example.com/Sales, for all accounts in there. Several can be pasted at once.',
        )}
        error={error}
      >
        {(described) => (
          <div className="flex gap-2">
            <input
              {...described}
              ref={input}
              value={value.typed}
              onChange={(event) => onChange({ ...value, typed: event.target.value })}
              onFocus={() => setFocused(true)}
              onBlur={() => setFocused(false)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || value.typed.trim() === '') return
                event.preventDefault()
                add()
              }}
              list={`${described.id}s`}
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              autoCapitalize="none"
              className={inputStyle}
            />
            <datalist id={`${described.id}s`}>
              {suggestions.map(({ text, name }) => (
                <option key={text} value={text}>
                  {name}
                </option>
              ))}
            </datalist>
            <Button onPress={add} isDisabled={value.typed.trim() === ''}>
              <PlusIcon />
              {t('Add')}
            </Button>
          </div>
        )}
      </NativeField>
      {value.list.length + hidden > 0 ? (
        <ul
          aria-label={t('In the alias')}
          className="max-h-80 divide-y divide-line overflow-y-auto rounded-md border border-line"
        >
          {value.list.map((member) => (
            <li key={member} className="flex items-center gap-2 py-0.5 ps-2.5 pe-0.5">
              <span className="min-w-0 flex-1 wrap-anywhere">
                <bdi>{member}</bdi>
              </span>
              <Button
                variant="quiet"
                size="icon"
                aria-label={t('Remove {member}', { member })}
                onPress={() => onChange({ ...value, list: value.list.filter((other) => other !== member) })}
              >
                <CloseIcon />
              </Button>
            </li>
          ))}
          {hidden > 0 ? (
            <li className="px-2.5 py-2 text-muted">
              {t.plural('{n} member who is not shown to you', '{n} members who are not shown to you', hidden)}
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}

function split(typed: string): string[] {
  // A blank or comma that belongs to a name stands behind a backslash.
  return typed.match(/(?:\\.|[^\s,;])+/gsu) ?? []
}
