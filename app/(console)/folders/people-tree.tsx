'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { inputStyle } from '@/components/ui/field-style'
import { PersonIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Meter } from '@/components/ui/meter'
import type { TreeCells } from '@/components/ui/virtual-tree'
import type { Ask } from '@/components/ui/windowed-rows'
import type { ListRow } from '@/lib/directory'
import type { FolderRow, LimitedRow } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { formatBytes, formatLimit } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { foldersOf } from '../places'
import { folderCells } from './folder-row'
import { foldersBelow, limitsOf, peopleLike } from './level-query'
import { Tree } from './tree'

/** A person, and below that the person's folders. */
type Row = ListRow | FolderRow

/**
 * Everybody in scope who has a mailbox, found by a part of the name; their folders are fetched when opened. To sort
 * them all takes slapd longer than the page should take, so that it does not wait for them.
 */
export function PeopleTree() {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [internal, setInternal] = useState(false)
  const [quotas, setQuotas] = useState<ReadonlyMap<string, LimitedRow>>(new Map())
  const text = typed.trim()

  /** Rows do not wait for Cyrus to tell how full their mailboxes are. */
  async function lookAt(people: ListRow[]) {
    const logins = people.flatMap(({ login }) => login ?? [])
    if (logins.length === 0) return
    const told = await limitsOf(logins)
    setQuotas((before) => new Map([...before, ...told.map((row) => [row.login, row] as const)]))
  }

  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
        <input
          type="search"
          aria-label={t('Find a person')}
          placeholder={t('Find a person')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          dir="auto"
          className={`${inputStyle} max-w-64`}
        />
        <Checkbox isSelected={internal} onChange={setInternal}>
          {t('Show internal folders')}
        </Checkbox>
      </div>
      <nav aria-label={t('Folders of people')} className="border-line border-t">
        <Tree<Row>
          key={`${internal} ${text}`}
          source={{
            root: peopleLike(text, lookAt) as Ask<Row>,
            below: (row) => foldersBelow(placeOf(row), { internal }) as Ask<Row>,
            keyOf: placeOf,
          }}
          initial={null}
          cells={(row) =>
            'dn' in row ? personCells(t, row, quotas.get(row.login ?? '')) : folderCells(t, row)
          }
          empty={(depth) => emptyWords(t, depth, text)}
        />
      </nav>
    </>
  )
}

function placeOf(row: Row): string {
  return 'dn' in row ? `user/${row.login ?? ''}` : row.name
}

function emptyWords(t: T, depth: number, text: string): string {
  if (depth > 0) return t('There is no folder here')
  return text ? t('Nobody with a mailbox is called like this.') : t('Nobody here has a mailbox.')
}

function personCells(t: T, { name, login }: ListRow, quota: LimitedRow | undefined): TreeCells {
  return {
    opens: t('Folders of {name}', { name }),
    name: (
      <span className="flex min-w-0 max-w-full items-center gap-1.5">
        <PersonIcon className="shrink-0 text-muted" />
        <Link
          href={foldersOf(login ?? '')}
          dir="auto"
          className="min-w-0 truncate rounded-sm hover:text-accent hover:underline"
        >
          {name}
        </Link>
        <bdi className="truncate text-muted">{login}</bdi>
      </span>
    ),
    facts: quota && quota.limitBytes !== null && (
      <div className="w-44 shrink-0">
        <Meter
          label={t('Quota of {name}', { name })}
          fraction={quota.limitBytes === 0 ? 1 : quota.usedBytes / quota.limitBytes}
          text={t('{used} of {limit} used', {
            used: formatBytes(t.locale, quota.usedBytes),
            limit: formatLimit(t.locale, quota.limitBytes),
          })}
        />
      </div>
    ),
  }
}
