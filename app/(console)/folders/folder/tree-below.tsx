'use client'

import { type ComponentProps, lazy, Suspense } from 'react'
import type { FolderTree } from '../folder-tree'

const Tree = lazy(async () => ({ default: (await import('../folder-tree')).FolderTree }))

/** The folders below one, further down its page than what is looked at first. */
export function TreeBelow(props: ComponentProps<typeof FolderTree>) {
  return (
    <Suspense fallback={null}>
      <Tree {...props} />
    </Suspense>
  )
}
