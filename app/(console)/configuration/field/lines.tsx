'use client'

import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { inputStyle } from '@/components/ui/field-style'
import type { ControlProps } from './control'

/** A list of hosts, networks or tables, one in a line. */
export function Lines({ label, items, usual, onChange, isDisabled, isInvalid, describedBy }: ControlProps) {
  const said = items.join('\n')
  // Lines that are being typed may be empty; the list has none.
  const [typed, setTyped] = useState(said)
  const shown = itemsOf(typed).join('\n') === said ? typed : said
  return (
    <textarea
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      value={shown}
      placeholder={usual}
      disabled={isDisabled}
      rows={Math.min(8, Math.max(2, shown.split('\n').length))}
      onChange={({ target }) => {
        setTyped(target.value)
        const next = itemsOf(target.value)
        onChange(next.join(', '), next)
      }}
      dir="ltr"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      className={classNames(inputStyle, 'h-auto resize-y py-1 font-mono text-[0.8125rem]')}
    />
  )
}

function itemsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line !== '')
}
