'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { TreeLevels, type TreeSource } from '@/components/ui/tree-levels'
import { useLookAgain } from '@/components/ui/use-look-again'
import { VirtualTree } from '@/components/ui/virtual-tree'
import type { RowsWindow } from '@/components/ui/windowed-rows'

/** A tree that begins with the window that came with the page, and is looked at again by whoever comes back to it. */
export function Tree<Row>({
  source,
  initial,
  ...shown
}: {
  /** With another one it is another tree: give it a key. */
  source: TreeSource<Row>
  initial: RowsWindow<Row> | null
} & Omit<ComponentProps<typeof VirtualTree<Row>>, 'levels'>) {
  const [levels] = useState(() => new TreeLevels(source, initial))
  const begun = useRef(initial)
  useLookAgain(levels)

  useEffect(() => {
    if (begun.current === initial || initial === null) return
    begun.current = initial
    levels.begin(initial)
  }, [levels, initial])

  return <VirtualTree levels={levels} {...shown} />
}
