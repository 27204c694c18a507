'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { inputStyle } from '@/components/ui/field-style'
import { ChevronDownIcon, CloseIcon, PlusIcon } from '@/components/ui/icons'
import { useT } from '@/lib/locales/client'
import type { ControlProps } from './control'

/** A list whose order matters: dragged, or moved by buttons and with Alt and the arrow keys. */
export function Restrictions({
  label,
  items,
  choices,
  onChange,
  isDisabled,
  isInvalid,
  describedBy,
}: ControlProps) {
  const t = useT()
  const id = useId()
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, say] = useState('')
  // Rows that are being typed may be empty; the list has none.
  const [typed, setTyped] = useState(items)
  const kept = full(typed).join('\n') === items.join('\n') ? typed : items
  const rows = kept.length === 0 ? [''] : kept

  const become = (next: readonly string[]) => {
    setTyped(next)
    onChange(full(next).join(', '), full(next))
  }
  const move = (from: number, to: number) => {
    const item = rows[from]
    if (item === undefined || to < 0 || to >= rows.length || from === to) return
    become(rows.toSpliced(from, 1).toSpliced(to, 0, item))
    say(t('{name} is number {place} of {count} now.', { name: item, place: to + 1, count: rows.length }))
    document.getElementById(`${id}${to}`)?.focus()
  }
  return (
    <fieldset
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      disabled={isDisabled}
      className="min-w-0 disabled:opacity-60"
    >
      <ol className="flex flex-col gap-1">
        {rows.map((item, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a row is
            key={at}
            onDragOver={(event) => {
              if (dragged === null) return
              event.preventDefault()
            }}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged !== null) move(dragged, at)
              setDragged(null)
            }}
            className={classNames('flex items-center gap-1 max-sm:flex-wrap', dragged === at && 'opacity-50')}
          >
            <span
              aria-hidden="true"
              draggable={item !== '' && !isDisabled}
              onDragStart={() => setDragged(at)}
              onDragEnd={() => setDragged(null)}
              className="w-6 shrink-0 cursor-grab select-none text-center text-muted tabular-nums"
            >
              {at + 1}
            </span>
            <input
              id={`${id}${at}`}
              aria-label={t('{name}, number {place}', { name: label, place: at + 1 })}
              value={item}
              onChange={({ target }) => become(rows.toSpliced(at, 1, target.value))}
              onKeyDown={(event) => {
                if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
                event.preventDefault()
                move(at, event.key === 'ArrowUp' ? at - 1 : at + 1)
              }}
              list={`${id}choices`}
              dir="ltr"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              // Beside the buttons it would be too short to be read on a phone.
              className={classNames(inputStyle, 'font-mono text-[0.8125rem] max-sm:basis-[calc(100%-2rem)]')}
            />
            <Button
              variant="quiet"
              size="icon"
              aria-label={t('Move {name} up', { name: item })}
              className="max-sm:ms-auto"
              isDisabled={isDisabled || at === 0}
              onPress={() => move(at, at - 1)}
            >
              <ChevronDownIcon className="rotate-180" />
            </Button>
            <Button
              variant="quiet"
              size="icon"
              aria-label={t('Move {name} down', { name: item })}
              isDisabled={isDisabled || at === rows.length - 1}
              onPress={() => move(at, at + 1)}
            >
              <ChevronDownIcon />
            </Button>
            <Button
              variant="quiet"
              size="icon"
              aria-label={t('Remove {name}', { name: item })}
              isDisabled={isDisabled || rows.length === 1}
              onPress={() => become(rows.toSpliced(at, 1))}
            >
              <CloseIcon />
            </Button>
          </li>
        ))}
      </ol>
      <datalist id={`${id}choices`}>
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
      <Button
        size="small"
        variant="quiet"
        isDisabled={isDisabled || rows.some((item) => item === '')}
        onPress={() => become([...rows, ''])}
        className="mt-1"
      >
        <PlusIcon />
        {t('Add another')}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </fieldset>
  )
}

function full(rows: readonly string[]): readonly string[] {
  return rows.filter((row) => row.trim() !== '')
}
