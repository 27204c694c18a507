'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { inputStyle } from '@/components/ui/field-style'
import type { FolderLevel, FolderRow } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { folderCells } from './folder-row'
import { foldersBelow } from './level-query'
import { Tree } from './tree'

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
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
        {isSearchable && initial.total > 0 ? (
          <input
            type="search"
            aria-label={t('Find a folder')}
            placeholder={t('Find a folder')}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
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
        <Tree<FolderRow>
          key={`${internal} ${text}`}
          source={{
            root: foldersBelow(place, { internal, text }),
            below: ({ name }) => foldersBelow(name, { internal }),
            keyOf: ({ name }) => name,
          }}
          initial={internal || text ? null : initial}
          cells={(row) => folderCells(t, row)}
          empty={(depth) =>
            text && depth === 0 ? t('No folder here has a name like this.') : t('There is no folder here')
          }
        />
      </nav>
    </>
  )
}
