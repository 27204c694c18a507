'use client'

import { useT } from '@/lib/locales/client'

/** What matters of what a server said, with the rest of its lines behind it. */
export function FirstLine({ text }: { text: string }) {
  return (
    <>
      <p className="wrap-anywhere">{firstOf(text)}</p>
      <OtherLines text={text} />
    </>
  )
}

export function firstOf(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

/** All lines but the first, folded; nothing where there is only one. */
export function OtherLines({ text }: { text: string }) {
  const t = useT()
  const others = text.split('\n').slice(1).join('\n')
  if (others === '') return null
  return (
    <details>
      <summary className="cursor-pointer">{t('What else was said')}</summary>
      <p dir="ltr" className="wrap-anywhere whitespace-pre-line pt-1 font-mono text-[0.8125rem]">
        {others}
      </p>
    </details>
  )
}
