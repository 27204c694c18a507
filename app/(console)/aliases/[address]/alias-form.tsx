'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { updateAliasAction } from '../actions'
import { allMembers, type MembersDraft, MembersField } from '../members-field'

/** Members and description of an alias; what was not changed is not sent. */
export function AliasForm({
  address,
  id,
  description,
  members,
  hidden,
}: {
  address: string
  id: string
  description: string
  members: string[]
  hidden: number
}) {
  const t = useT()
  const router = useRouter()
  const [shown] = useState(id)
  const initial = { members: { list: members, typed: '' } as MembersDraft, description }
  const form = useForm(initial, updateAliasAction, {
    input(values) {
      const wanted = allMembers(values.members)
      return {
        ...{ address, id: shown },
        ...(values.description !== description && {
          description: { from: description, to: values.description },
        }),
        ...(wanted.join('\n') !== members.join('\n') && { members: { from: members, to: wanted } }),
      }
    },
    onDone() {
      form.set({ members: { list: allMembers(form.values.members), typed: '' } })
      say(t('Saved.'))
    },
    onConflict: () => router.refresh(),
  })
  return (
    <Form form={form}>
      <MembersField {...form.field('members')} hidden={hidden} />
      <TextField
        {...form.field('description', description)}
        label={t('Description')}
        dir="auto"
        autoComplete="off"
        optional
      />
      <FormActions form={form} label={t('Save')} />
    </Form>
  )
}
