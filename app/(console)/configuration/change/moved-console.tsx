'use client'

import { useEffect, useState } from 'react'
import { textLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { useT } from '@/lib/locales/client'

/** Where the console is after a change, and how long that lasts unless somebody says so there. */
export type Move = { to: string; seconds: number }

/** What is to be known before: this page does not reach the console afterwards. */
export function MoveAhead({ to, seconds }: Move) {
  const t = useT()
  return (
    <Notice tone="warning" title={t('The console moves to another address.')}>
      <p>
        {t('This page cannot reach it any more then. The new address is:')} <Address to={to} />
      </p>
      <p>
        {t.plural(
          'Open it there and keep the settings. Without an answer within {n} second everything goes back by itself, and this page goes on.',
          'Open it there and keep the settings. Without an answer within {n} seconds everything goes back by itself, and this page goes on.',
          seconds,
        )}
      </p>
    </Notice>
  )
}

/** Shown while the console does not answer at its old address any more: all of it was known before. */
export function MovedAway({ to, seconds }: Move) {
  const t = useT()
  const left = useSecondsLeft(seconds)
  return (
    <Notice tone="warning" title={t('The console moves to another address.')} urgent>
      <p>
        <a href={`${to}/configuration`} target="_blank" rel="noreferrer" className={textLink}>
          {t('Open the console at its new address and keep the settings there')}
        </a>{' '}
        <Address to={to} />
      </p>
      <p role="timer" className="tabular-nums">
        {left > 0
          ? t.plural(
              'About {n} second is left. Without an answer everything goes back by itself, and this page goes on.',
              'About {n} seconds are left. Without an answer everything goes back by itself, and this page goes on.',
              left,
            )
          : t(
              'If nobody kept the settings, everything is being put back now, and this page goes on by itself.',
            )}
      </p>
    </Notice>
  )
}

function Address({ to }: Pick<Move, 'to'>) {
  return (
    <bdi dir="ltr" className="wrap-anywhere font-mono text-[0.8125rem]">
      {to}
    </bdi>
  )
}

function useSecondsLeft(seconds: number): number {
  const [began] = useState(Date.now)
  const [now, setNow] = useState(began)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, seconds - Math.floor((now - began) / 1000))
}
