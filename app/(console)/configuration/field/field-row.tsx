'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { PlusIcon, WarningIcon } from '@/components/ui/icons'
import { Tag } from '@/components/ui/tag'
import type { Cost } from '@/lib/configuration'
import { useT } from '@/lib/locales/client'
import type { T } from '@/lib/locales/translate'
import { useDraft } from '../draft/store'
import type { FieldRow, RowWords } from './row'
import { ValueEditor } from './value-editor'

/** A parameter: what it is for and what to know of it, beside its values. */
export function FieldRowView({ row, words }: { row: FieldRow; words: RowWords }) {
  const t = useT()
  const id = useId()
  return (
    <li
      id={anchorOf(row)}
      className="grid scroll-mt-24 grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
    >
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="ltr" className="wrap-anywhere font-medium font-mono text-[0.8125rem]">
            {row.name}
          </bdi>
          {row.control === null ? <Tag>{t('Shown only')}</Tag> : null}
        </h3>
        <div id={id} className="flex flex-col gap-1 text-[0.8125rem] text-muted">
          <p>{row.help}</p>
          {row.guide.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {row.marks.map((mark) => (
            <p key={mark} className="flex gap-1 text-warning">
              <WarningIcon className="mt-0.5 size-3.5" />
              {words.marks[mark]}
            </p>
          ))}
        </div>
        {row.isGone ? null : (
          <p className="flex flex-wrap gap-x-3 text-muted text-xs">
            {row.default === '' ? null : (
              <span className="wrap-anywhere">{t('Default: {value}', { value: row.default })}</span>
            )}
            {row.control === null ? null : <span title={words.costs[row.cost]}>{costWord(t, row.cost)}</span>}
          </p>
        )}
      </div>
      <Values row={row} describedBy={id} />
    </li>
  )
}

function Values({ row, describedBy }: { row: FieldRow; describedBy: string }) {
  const t = useT()
  const { pending } = useDraft()
  const [asked, setAsked] = useState(0)
  const added = pending.flatMap(({ edit }, at) =>
    'field' in edit && edit.field === row.id && edit.change === 'add' ? [at] : [],
  ).length
  const isEmpty = row.values.length === 0
  const further = row.isRepeated && row.control ? Math.max(added, asked, isEmpty ? 1 : 0) : 0
  // What counts for one service or section only leaves what counts for the whole server to be set.
  const isMainFree = !row.isRepeated && row.values.every(({ isOverride }) => isOverride)
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {isMainFree || (isEmpty && row.control === null) ? (
        row.isGone && isEmpty ? null : (
          <ValueEditor row={row} value={null} isDescribedBy={describedBy} />
        )
      ) : null}
      {row.values.map((value) => (
        <ValueEditor
          key={`${value.file}#${value.index}`}
          row={row}
          value={value}
          isDescribedBy={describedBy}
        />
      ))}
      {Array.from({ length: further }, (_, at) => `+${at}`).map((slot) => (
        <ValueEditor key={slot} row={row} value={null} slot={slot} isDescribedBy={describedBy} />
      ))}
      {row.isRepeated && row.control && further <= added ? (
        <Button
          size="small"
          variant="quiet"
          aria-label={t('Add another {name}', { name: row.name })}
          onPress={() => setAsked(further + 1)}
          className="self-start"
        >
          <PlusIcon />
          {t('Add another')}
        </Button>
      ) : null}
    </div>
  )
}

/** Where a link to a parameter leads to. */
export function anchorOf({ id }: Pick<FieldRow, 'id'>): string {
  return id.slice(id.indexOf('/') + 1)
}

function costWord(t: T, cost: Cost): string {
  switch (cost) {
    case 'none':
      return t('Takes effect at once')
    case 'reload':
      return t('Takes effect by a reload')
    case 'restart':
      return t('Takes effect by a restart')
  }
}
