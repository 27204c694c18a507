import type { Problem } from '@/lib/errors'
import { translator } from '@/lib/locales/translator'
import { HowToStart } from './how-to-start'
import { ErrorIcon, WarningIcon } from './icons'
import { LinkButton } from './link-button'
import { Recovery } from './recovery'

/** Instead of a page that could not be made: what is wrong, what to do, and back by itself when it is over. */
export async function ProblemPage({ problem }: { problem: Problem }) {
  const t = await translator()
  const passing = problem.kind === 'unavailable'
  const isFolder = problem.code === 'folder.gone'
  const Icon = passing ? WarningIcon : ErrorIcon
  return (
    <section className="mx-auto flex max-w-lg flex-col items-center gap-3 px-4 py-16 text-center">
      <div className="rounded-full bg-warning-soft p-3 text-warning">
        <Icon className="size-6" />
      </div>
      <h1 className="break-words font-semibold text-xl">{problem.message}</h1>
      {problem.service ? <HowToStart service={problem.service} /> : null}
      {passing ? (
        <Recovery />
      ) : (
        <LinkButton href={isFolder ? '/folders' : '/'} className="mt-2">
          {isFolder ? t('To the mail folders') : t('To the start page')}
        </LinkButton>
      )}
    </section>
  )
}
