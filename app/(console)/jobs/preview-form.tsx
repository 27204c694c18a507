'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { type Action, useAction } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'

/** It would not mean any more what was looked at. */
const CHANGED = ['bulk.changed', 'acl.changedBelow']

/**
 * Asks what a job shall do, then says what that means; nothing happens before the second answer. When what is asked for
 * changes, it has to be looked at again.
 */
export function PreviewForm<Preview extends { total: number; seen?: string }>({
  input,
  preview: look,
  start,
  says,
  isDangerous = false,
  onClose,
  children,
}: {
  /** What both actions take; the one that starts gets besides what the preview calls `seen`. */
  input: object
  preview: Action<Preview>
  start: Action<{ id: string }>
  /** The preview in words. */
  says: (preview: Preview) => ReactNode
  isDangerous?: boolean
  onClose: () => void
  /** The fields; gets what is wrong, by field. */
  children: (faults: Record<string, string>) => ReactNode
}) {
  const t = useT()
  const router = useRouter()
  const [seen, setSeen] = useState<{ of: string; preview: Preview } | null>(null)
  const looking = useAction(look)
  const starting = useAction(start)
  const asked = JSON.stringify(input)
  const preview = seen?.of === asked ? seen.preview : null
  const problem = preview ? starting.problem : looking.problem

  function show(preview: Preview) {
    starting.setProblem(null)
    setSeen({ of: asked, preview })
  }

  function begin({ seen }: Preview) {
    const wish = seen === undefined ? input : { ...input, seen }
    starting.submit(
      wish,
      ({ id }) => router.push(`/jobs/${id}`),
      (problem) => {
        if (!CHANGED.includes(problem.code)) return
        // The reason stays beside what it means now.
        looking.submit(input, (preview) => setSeen({ of: asked, preview }))
      },
    )
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (preview) begin(preview)
        else looking.submit(input, show)
      }}
    >
      {problem ? <ProblemNotice problem={problem} keepsTyped /> : null}
      {children(problem?.fields ?? {})}
      {preview ? (
        <div role="status" className="flex flex-col gap-2 rounded-md bg-sunken p-3">
          {says(preview)}
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onClose}>{t('Cancel')}</Button>
        <Button
          type="submit"
          variant={preview && isDangerous ? 'danger' : 'primary'}
          isPending={looking.pending || starting.pending}
          isDisabled={preview?.total === 0}
        >
          {preview ? t('Start') : t('Look at what it means')}
        </Button>
      </div>
    </form>
  )
}
