'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import type { Problem } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import { Button } from './button'
import { ProblemNotice } from './problem-notice'

type FormState = { problem: Problem | null; pending: boolean; attempts: number; submit: () => void }

/** A form made with useForm(): says on top what went wrong and takes the cursor to the first faulty field. */
export function Form({ form, children }: { form: FormState; children: ReactNode }) {
  const element = useRef<HTMLFormElement>(null)
  const refused = form.problem !== null && !form.pending

  // biome-ignore lint/correctness/useExhaustiveDependencies: each refused attempt moves the focus once
  useEffect(() => {
    if (!refused) return
    const faulty = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    // Without one the notice is read out by itself, and the cursor stays where it was.
    if (faulty) faulty.focus()
    else element.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
  }, [refused, form.attempts])

  return (
    <form
      ref={element}
      // Sent before the scripts run, it must not put what was typed, a password maybe, into the page's address.
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!form.pending) form.submit()
      }}
      className="flex flex-col gap-4"
    >
      {form.problem ? <ProblemNotice problem={form.problem} keepsTyped /> : null}
      {children}
    </form>
  )
}

/** The row of buttons that ends a form. */
export function FormActions({
  form,
  label,
  onCancel,
}: {
  form: FormState
  label: string
  onCancel?: () => void
}) {
  const t = useT()
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {onCancel ? <Button onPress={onCancel}>{t('Cancel')}</Button> : null}
      <Button type="submit" variant="primary" isPending={form.pending}>
        {label}
      </Button>
    </div>
  )
}
