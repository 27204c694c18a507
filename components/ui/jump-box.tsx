'use client'

import { useEffect, useRef, useState } from 'react'
import { useT } from '@/lib/locales/client'
import { inputStyle } from './field-style'

/** While somebody types on, nothing is looked for. */
const PAUSE_MS = 200

/** Goes to the first entry that begins with what is typed. */
export function JumpBox({ onJump }: { onJump: (text: string) => void }) {
  const t = useT()
  const [text, setText] = useState<string | null>(null)
  const jump = useRef(onJump)
  jump.current = onJump

  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => jump.current(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <input
      type="search"
      aria-label={t('Go to')}
      placeholder={t('Go to …')}
      dir="auto"
      maxLength={100}
      autoComplete="off"
      value={text ?? ''}
      onChange={(event) => setText(event.target.value)}
      className={`${inputStyle} max-w-48 rtl:placeholder-shown:[direction:rtl] max-sm:max-w-none`}
    />
  )
}
