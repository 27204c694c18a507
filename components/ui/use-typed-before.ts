'use client'

import { type RefObject, useEffect, useRef } from 'react'

/** Takes over what was typed into an input while its page was still loading its scripts. */
export function useTypedBefore(
  value: string | undefined,
  onChange: ((value: string) => void) | undefined,
): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes to life
  useEffect(() => {
    const typed = input.current?.value
    if (typed !== undefined && value !== undefined && typed !== value) onChange?.(typed)
  }, [])
  return input
}
