'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { inputStyle } from '@/components/ui/field-style'
import { Notice } from '@/components/ui/notice'
import type { Outcome } from '@/components/ui/problem'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Spinner } from '@/components/ui/spinner'
import type { FolderLevel, FolderRow } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { fetched, untilAnswered } from './fetched'
import { FolderFacts, FolderName } from './folder-row'
import { TreeRow } from './tree-row'

/** The folders below a place, each level fetched when it is opened; `initial` is the first that came with the page. */
export function FolderTree({
  place,
  label,
  initial,
  isSearchable = false,
}: {
  place: string
  label: string
  initial: FolderLevel
  /** With a box that looks for folders of this level by a part of their name. */
  isSearchable?: boolean
}) {
  const t = useT()
  const [internal, setInternal] = useState(false)
  const [text, setText] = useState('')
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
        {isSearchable && initial.total > 0 ? (
          <input
            type="search"
            aria-label={t('Find a folder')}
            placeholder={t('Find a folder')}
            value={text}
            onChange={({ target }) => setText(target.value)}
            dir="auto"
            className={`${inputStyle} max-w-64`}
          />
        ) : (
          <span />
        )}
        <Checkbox isSelected={internal} onChange={setInternal}>
          {t('Show internal folders')}
        </Checkbox>
      </div>
      <nav aria-label={label} className="border-line border-t">
        <Level place={place} internal={internal} text={text.trim()} initial={initial} depth={0} />
      </nav>
    </>
  )
}

type LevelProps = { place: string; internal: boolean; text?: string; depth: number; initial?: FolderLevel }

/** One level of folders, some hundred at a time. */
export function Level({ place, internal, text = '', depth, initial }: LevelProps) {
  const [windows, setWindows] = useState(1)
  return (
    <ul>
      {Array.from({ length: windows }, (_, number) => (
        <Window
          key={`${text} ${String(number)}`}
          {...{ place, internal, text, depth, number }}
          initial={number === 0 && !internal && text === '' ? initial : undefined}
          onMore={number === windows - 1 ? () => setWindows(windows + 1) : undefined}
        />
      ))}
    </ul>
  )
}

const WINDOW = 200
/** What came with the page is not asked for at once again. */
const FRESH_MS = 2000

function Window({
  place,
  internal,
  text,
  depth,
  number,
  initial,
  onMore,
}: Omit<LevelProps, 'text'> & { text: string; number: number; onMore?: () => void }) {
  const t = useT()
  const offset = number * WINDOW
  const { data, isError } = useQuery({
    queryKey: ['folders', place, internal, text, offset],
    queryFn: () =>
      fetched<FolderLevel>('/api/folders', {
        ...{ place, internal: String(internal), offset: String(offset) },
        ...(text && { text }),
      }),
    staleTime: FRESH_MS,
    refetchInterval: untilAnswered,
    ...(initial && { initialData: { ok: true, value: initial } as Outcome<FolderLevel> }),
  })
  const indent = { paddingInlineStart: `${depth * 1.25 + 0.75}rem` }
  if (isError)
    return (
      <li className="p-2">
        <Notice tone="warning">{t('The console does not answer.')}</Notice>
      </li>
    )
  if (!data)
    return (
      <li style={indent} className="flex h-9 items-center">
        <Spinner />
        <span className="sr-only">{t('Loading …')}</span>
      </li>
    )
  if (!data.ok)
    return (
      <li className="p-2">
        <ProblemNotice problem={data.problem} />
      </li>
    )
  const { rows, total } = data.value
  const left = total - offset - rows.length
  return (
    <>
      {rows.map((row) => (
        <Branch key={row.name} {...{ row, internal, depth }} />
      ))}
      {rows.length === 0 ? (
        <li style={indent} className="flex h-9 items-center text-muted">
          {text ? t('No folder here has a name like this.') : t('There is no folder here')}
        </li>
      ) : null}
      {left > 0 && onMore ? (
        <li style={indent} className="py-1">
          <Button variant="quiet" size="small" onPress={onMore}>
            {t.plural('Show more ({n} folder left)', 'Show more ({n} folders left)', left)}
          </Button>
        </li>
      ) : null}
    </>
  )
}

function Branch({ row, internal, depth }: { row: FolderRow; internal: boolean; depth: number }) {
  const t = useT()
  return (
    <TreeRow
      depth={depth}
      opens={row.hasChildren ? t('Folders in {name}', { name: row.label }) : null}
      name={<FolderName row={row} />}
      facts={<FolderFacts row={row} />}
    >
      <Level place={row.name} internal={internal} depth={depth + 1} />
    </TreeRow>
  )
}
