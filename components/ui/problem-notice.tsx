'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { Problem } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import { firstOf, OtherLines } from './first-line'
import { HowToStart } from './how-to-start'
import { textLink } from './link'
import { Notice } from './notice'

/** A problem in words, with what can be done about it. `keepsTyped` stands in a form that can be sent again. */
export function ProblemNotice({ problem, keepsTyped = false }: { problem: Problem; keepsTyped?: boolean }) {
  const t = useT()
  const [path, query] = [usePathname(), useSearchParams().toString()]
  // Of a change that was put back, which has all that a server said.
  const isLong = problem.code === 'config.reverted'
  const title = isLong ? firstOf(problem.message) : problem.message
  return (
    <Notice tone="danger" title={<span className="whitespace-pre-line">{title}</span>} urgent>
      {isLong ? <OtherLines text={problem.message} /> : null}
      {problem.service ? <HowToStart service={problem.service} beside={keepsTyped} /> : null}
      {problem.kind === 'signedOut' ? (
        <a
          href={`/sign-in?from=${encodeURIComponent(query ? `${path}?${query}` : path)}`}
          target="_blank"
          rel="noreferrer"
          className={textLink}
        >
          {t('Sign in in another tab')}
        </a>
      ) : null}
      {problem.code === 'access.mustChange' ? (
        <a href="/password" target="_blank" rel="noreferrer" className={textLink}>
          {t('Choose it in another tab')}
        </a>
      ) : null}
      {problem.code === 'folder.gone' ? (
        <a href="/folders" className={textLink}>
          {t('To the mail folders')}
        </a>
      ) : null}
      {keepsTyped && isPassing(problem) ? (
        <p>{t('Nothing you typed is lost: send it again afterwards.')}</p>
      ) : null}
    </Notice>
  )
}

/** Once something else is done, the same can be sent again. */
function isPassing({ kind, code }: Problem): boolean {
  return kind === 'unavailable' || kind === 'signedOut' || code === 'access.mustChange'
}
