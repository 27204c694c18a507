'use client'

import { useSyncExternalStore } from 'react'

/** Whether the scripts of this part of the page run already. Before, a press would be lost, or send the page's form. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(never, yes, no)
}

const never = () => () => {}
const yes = () => true
const no = () => false
