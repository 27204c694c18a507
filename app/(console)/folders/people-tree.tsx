'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { inputStyle } from '@/components/ui/field-style'
import { PersonIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import type { Outcome } from '@/components/ui/problem'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Spinner } from '@/components/ui/spinner'
import type { ListRow } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { foldersOf } from '../places'
import { fetched, untilAnswered } from './fetched'
import { Level } from './folder-tree'
import { PEOPLE_WINDOW, peopleQuery } from './people-query'
import { TreeRow } from './tree-row'

type People = { rows: ListRow[]; total: number }

/** Everybody in scope who has a mailbox, found by a part of the name; their folders are fetched when opened. */
export function PeopleTree({ initial }: { initial: People }) {
  const t = useT()
  const [text, setText] = useState('')
  const [internal, setInternal] = useState(false)
  const [windows, setWindows] = useState(1)
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
        <input
          type="search"
          aria-label={t('Find a person')}
          placeholder={t('Find a person')}
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            setWindows(1)
          }}
          dir="auto"
          className={`${inputStyle} max-w-64`}
        />
        <Checkbox isSelected={internal} onChange={setInternal}>
          {t('Show internal folders')}
        </Checkbox>
      </div>
      <nav aria-label={t('Folders of people')} className="border-line border-t">
        <ul>
          {Array.from({ length: windows }, (_, number) => (
            <PeopleWindow
              key={`${text} ${String(number)}`}
              {...{ text: text.trim(), internal, number }}
              initial={number === 0 && text.trim() === '' ? initial : undefined}
              onMore={number === windows - 1 ? () => setWindows(windows + 1) : undefined}
            />
          ))}
        </ul>
      </nav>
    </>
  )
}

function PeopleWindow({
  text,
  internal,
  number,
  initial,
  onMore,
}: {
  text: string
  internal: boolean
  number: number
  initial?: People
  onMore?: () => void
}) {
  const t = useT()
  const offset = number * PEOPLE_WINDOW
  const { data, isError } = useQuery({
    queryKey: ['people', text, offset],
    queryFn: () => fetched<People>('/api/accounts', peopleQuery(text, offset)),
    staleTime: 2000,
    refetchInterval: untilAnswered,
    ...(initial && { initialData: { ok: true, value: initial } as Outcome<People> }),
  })
  if (isError)
    return (
      <li className="p-2">
        <Notice tone="warning">{t('The console does not answer.')}</Notice>
      </li>
    )
  if (!data)
    return (
      <li className="flex h-9 items-center px-3">
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
      {rows.map(({ dn, name, login }) => (
        <TreeRow
          key={dn}
          depth={0}
          opens={t('Folders of {name}', { name })}
          name={
            <span className="flex min-w-0 items-center gap-1.5">
              <PersonIcon className="shrink-0 text-muted" />
              <Link
                href={foldersOf(login ?? '')}
                className="min-w-0 rounded-sm hover:text-accent hover:underline"
              >
                <bdi className="break-words">{name}</bdi>
              </Link>
              <bdi className="text-muted">{login}</bdi>
            </span>
          }
        >
          <Level place={`user/${login ?? ''}`} internal={internal} depth={1} />
        </TreeRow>
      ))}
      {rows.length === 0 ? (
        <li className="px-4 py-3 text-muted">
          {text ? t('Nobody with a mailbox is called like this.') : t('Nobody here has a mailbox.')}
        </li>
      ) : null}
      {left > 0 && onMore ? (
        <li className="px-3 py-1">
          <Button variant="quiet" size="small" onPress={onMore}>
            {t.plural('Show more ({n} person left)', 'Show more ({n} people left)', left)}
          </Button>
        </li>
      ) : null}
    </>
  )
}
