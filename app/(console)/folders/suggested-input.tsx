'use client'

import { useState } from 'react'
import { inputStyle } from '@/components/ui/field-style'
import { NativeField } from '@/components/ui/native-field'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import { type Suggestion, useSuggestions } from './suggestions'

/** An input that offers what the text in it could mean; anything else can be typed too. */
export function SuggestedInput({
  text,
  onChange,
  ask,
  always = [],
  ...field
}: {
  text: string
  /** `id` is what the text means, or the text itself. */
  onChange: (label: string, id: string) => void
  ask: (text: string) => Promise<Suggestion[]>
  /** Offered whatever is typed. */
  always?: Suggestion[]
  label: string
  description?: string
  error?: string
  optional?: boolean
}) {
  const [isTyping, setTyping] = useState(false)
  const found = useSuggestions(isTyping ? text : null, ask)
  const choices = [...always, ...found]
  const choose = (label: string) =>
    onChange(label, choices.find((one) => one.label === label)?.id ?? label.trim())
  const input = useTypedBefore(text, choose)
  return (
    <NativeField {...field}>
      {(described) => (
        <>
          <input
            {...described}
            ref={input}
            value={text}
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
