'use client'

import { type RefObject, useEffect, useRef } from 'react'

/** Takes over what was typed into an input while its page was still loading its scripts. */
export function useTypedBefore<Element extends HTMLInputElement | HTMLTextAreaElement = HTMLInputElement>(
  value: string | undefined,
  onChange: ((value: string) => void) | undefined,
): RefObject<Element | null> {
  const input = useRef<Element>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes to life
  useEffect(() => {
    const typed = input.current?.value
    if (typed !== undefined && value !== undefined && unbroken(typed) !== unbroken(value)) onChange?.(typed)
  }, [])
  return input
}

/** A browser takes line breaks out of an input's value, and makes those of a text area alike; nobody typed that. */
function unbroken(text: string): string {
  return text.replace(/[\r\n]/g, '')
}
