'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { moveEntryAction } from './actions'
import { KeepAddresses } from './keep-addresses'
import { type PlaceChoice, PlaceField } from './place-field'

/** Puts an account, a contact or a resource somewhere else. */
export function MoveEntry({
  dn,
  id,
  place,
  hasAddress,
  after,
}: {
  dn: string
  id: string
  /** Where it is. */
  place: PlaceChoice
  /** Whether it has an address of its domain. */
  hasAddress: boolean
  /** Where its page is when that names the entry by its DN. */
  after?: string
}) {
  const t = useT()
  const router = useRouter()
  const [shown] = useState(id)
  const form = useForm({ to: place, keeps: false }, moveEntryAction, {
    // What is no place is named as it stands, and not found.
    input: ({ to, keeps }) => ({
      dn,
      id: shown,
      to: to.dn || to.label,
      addresses: keeps ? 'keep' : 'replace',
    }),
    onDone(moved) {
      say(t('It was moved.'))
      if (after) router.replace(`${after}?${new URLSearchParams({ dn: moved.dn })}`)
      router.refresh()
    },
  })
  return (
    <Form form={form}>
      <PlaceField {...form.field('to')} label={t('Where')} />
      {hasAddress ? <KeepAddresses {...form.flag('keeps')} /> : null}
      <FormActions form={form} label={t('Move')} />
    </Form>
  )
}
