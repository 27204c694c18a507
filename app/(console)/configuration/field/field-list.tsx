'use client'

import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { inputStyle } from '@/components/ui/field-style'
import { SearchIcon } from '@/components/ui/icons'
import { Link, textLink } from '@/components/ui/link'
import { NativeField } from '@/components/ui/native-field'
import { Select } from '@/components/ui/select'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import { useT } from '@/lib/locales/client'
import { findInFilesPage } from '../../places'
import { useDraft } from '../draft/store'
import { FieldRowView } from './field-row'
import type { FieldRow, RowWords } from './row'

type Which = 'all' | 'set' | 'changed'

/** Every parameter of a server by sections, with a filter over names and help. */
export function FieldList({
  rows,
  words,
  initialText,
}: {
  rows: FieldRow[]
  words: RowWords
  initialText: string
}) {
  const t = useT()
  const [text, setText] = useState(initialText)
  const [which, setWhich] = useState<Which>('all')
  const { pending, looks } = useDraft()
  const wanted = useDeferredValue(text.trim().toLowerCase())
  const changed = new Set(pending.flatMap(({ edit }) => ('field' in edit ? [edit.field] : [])))
  const found = rows.filter(
    (row) =>
      (wanted === '' || says(row, wanted)) &&
      (which === 'all' || (which === 'set' ? differs(row) : changed.has(row.id))),
  )
  const isWhole = wanted === '' && which === 'all'
  const list = useFaultInSight(looks, isWhole, () => {
    setText('')
    setWhich('all')
  })
  return (
    <div ref={list} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <FilterBox text={text} onChange={setText} />
        <Select
          label={t('Show')}
          value={which}
          onChange={(chosen) => setWhich(chosen as Which)}
          options={[
            { value: 'all', label: t('All parameters') },
            { value: 'set', label: t('What differs from its default') },
            { value: 'changed', label: t('What you changed') },
          ]}
        />
        <p role="status" className="py-1.5 text-muted">
          {t.plural('{n} parameter', '{n} parameters', found.length)}
        </p>
      </div>
      {wanted === '' ? null : (
        <p className="text-muted">
          {t('What has no field is in the files.')}{' '}
          <Link href={findInFilesPage(text.trim())} className={textLink}>
            {t('Look for {text} there', { text: text.trim() })}
          </Link>
        </p>
      )}
      {found.length === 0 ? (
        <Card flush>
          <EmptyState icon={<SearchIcon />} title={t('No parameter is like that')} />
        </Card>
      ) : null}
      {words.sections.map(({ section, label }) => {
        const own = found.filter((row) => row.section === section)
        if (own.length === 0) return null
        return (
          <Card key={section} title={label} flush>
            <ul className="divide-y divide-line">
              {own.map((row) => (
                <FieldRowView key={row.id} row={row} words={words} />
              ))}
            </ul>
          </Card>
        )
      })}
    </div>
  )
}

function FilterBox({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const t = useT()
  const input = useTypedBefore(text, onChange)
  return (
    <NativeField label={t('Filter')} className="w-full sm:w-72">
      {(described) => (
        <input
          {...described}
          ref={input}
          type="search"
          value={text}
          onChange={({ target }) => onChange(target.value)}
          placeholder={t('Name or what it is for')}
          dir="auto"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={inputStyle}
        />
      )}
    </NativeField>
  )
}

const USABLE = ['input', 'select', 'textarea', 'button'].map((one) => `${one}:not(:disabled)`).join()

/**
 * Brings the first field that something was said beside into sight, or what undoes the wish where it cannot be typed in.
 * `show` takes a filter away when it hides all of them: the whole list is drawn a while after that only.
 */
function useFaultInSight(looks: number, isWhole: boolean, show: () => void) {
  const list = useRef<HTMLDivElement>(null)
  const done = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look moves the focus once
  useEffect(() => {
    if (looks === done.current) return
    const next = requestAnimationFrame(() => {
      const faulty = list.current?.querySelector('[data-fault]')
      if (!faulty && !isWhole) return show()
      done.current = looks
      const target = faulty?.querySelector<HTMLElement>(USABLE)
      target?.focus({ preventScroll: true })
      target?.scrollIntoView({ block: 'center' })
    })
    return () => cancelAnimationFrame(next)
  }, [looks, isWhole])
  return list
}

function says({ name, names, help }: FieldRow, wanted: string): boolean {
  return [name, ...names, help].some((text) => text.toLowerCase().includes(wanted))
}

/** Whether it is set, and to something else than it would be. */
function differs({ values, default: usual }: FieldRow): boolean {
  return values.some(({ isOn, typed }) => isOn && typed !== usual)
}
