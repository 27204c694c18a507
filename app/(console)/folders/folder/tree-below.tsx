'use client'

import { type ComponentProps, lazy, Suspense } from 'react'
import type { FolderTree } from '../folder-tree'

type Props = ComponentProps<typeof FolderTree>

const Tree = lazy(async () => {
  const [{ FolderTree }, { Queries }] = await Promise.all([
    import('../folder-tree'),
    import('../../../queries'),
  ])
  return {
    default: (props: Props) => (
      <Queries>
        <FolderTree {...props} />
      </Queries>
    ),
  }
})

/** The folders below one, further down its page than what is looked at first. */
export function TreeBelow(props: Props) {
  return (
    <Suspense fallback={null}>
      <Tree {...props} />
    </Suspense>
  )
}
