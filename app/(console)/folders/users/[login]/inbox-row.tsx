'use client'

import type { FolderRow } from '@/lib/folders'
import { FolderFacts, FolderName } from '../../folder-row'

/** A person's INBOX, above the folders in it. */
export function InboxRow({ inbox }: { inbox: FolderRow }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-line border-b px-3 py-1 text-[0.8125rem]">
      <FolderName row={inbox} />
      <FolderFacts row={inbox} />
    </div>
  )
}
