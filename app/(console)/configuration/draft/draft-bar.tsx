'use client'

import { usePathname, useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { useAction } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'
import { configurationFilePage, configurationPage, configurationPreviewPage } from '../../places'
import { previewAction } from '../actions'
import { keepLook } from '../preview/last-look'
import { discard, refuse, useDraft, useDraftOf } from './store'

/** How much waits to be applied, and the way there. What cannot be meant is said beside its field first. */
export function DraftBar({ login }: { login: string }) {
  const t = useT()
  const router = useRouter()
  const path = usePathname()
  useDraftOf(login)
  const { pending, faults, isFleeting } = useDraft()
  const { submit, pending: isLooking, problem, setProblem } = useAction(previewAction)
  if (pending.length === 0 || path === configurationPreviewPage) return null

  const look = () =>
    submit({ edits: pending.map(({ edit }) => edit) }, (preview) => {
      keepLook(pending, preview)
      const said = preview.faults.flatMap(({ edit, text }) => {
        const one = pending[edit]
        return one ? [{ one, text }] : []
      })
      const [first] = said
      if (!first) return router.push(configurationPreviewPage)
      refuse(Object.fromEntries(said.map(({ one, text }) => [one.key, text])))
      const { edit, service } = first.one
      const page = 'text' in edit ? configurationFilePage(edit.file) : configurationPage(service)
      if (path !== page) router.push(page)
    })
  const wrong = Object.keys(faults).length
  return (
    <div className="sticky bottom-2 z-20 mt-4 flex flex-col gap-2 rounded-lg border border-line bg-raised p-3 shadow-popover">
      {problem ? <ProblemNotice problem={problem} keepsTyped /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="me-auto font-medium">
          {t.plural('{n} change is not applied yet', '{n} changes are not applied yet', pending.length)}
          {wrong > 0 ? (
            <span className="block font-normal text-danger">
              {t.plural('{n} of them cannot be used.', '{n} of them cannot be used.', wrong)}
            </span>
          ) : null}
          {isFleeting ? (
            <span className="block font-normal text-muted">
              {t(
                'Some of it is not stored, such as passwords: it is lost when this page is reloaded or closed.',
              )}
            </span>
          ) : null}
        </p>
        <Button
          variant="quiet"
          onPress={() => {
            setProblem(null)
            discard()
          }}
        >
          {t('Discard all')}
        </Button>
        <Button variant="primary" isPending={isLooking} onPress={look}>
          {t('See what they do')}
        </Button>
      </div>
    </div>
  )
}
