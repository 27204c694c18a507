'use client'

import { useRouter } from 'next/navigation'
import { Form, FormActions } from '@/components/ui/form'
import { Select, type SelectOption } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { aliasPage } from '../../places'
import { createAliasAction } from '../actions'
import { allMembers, type MembersDraft, MembersField } from '../members-field'

export function NewAliasForm({ domains, domain }: { domains: SelectOption[]; domain: string }) {
  const t = useT()
  const router = useRouter()
  const initial = { address: '', domain, members: { list: [], typed: '' } as MembersDraft, description: '' }
  const form = useForm(initial, createAliasAction, {
    input: ({ address, domain, members, description }) => ({
      // Whoever types the whole address means it.
      address: address.includes('@') ? address : `${address.trim()}@${domain}`,
      description,
      members: allMembers(members),
    }),
    onDone({ address }) {
      say(t('The alias {address} was created.', { address }))
      router.push(aliasPage(address))
    },
  })
  const several = domains.length > 1
  return (
    <Form form={form}>
      <div className={several ? 'grid gap-4 sm:grid-cols-2' : ''}>
        <TextField
          {...form.field('address')}
          label={several ? t('Name') : t('Address')}
          suffix={several ? undefined : `@${domain}`}
          dir="ltr"
          autoComplete="off"
          autoFocus
        />
        {several ? <Select {...form.field('domain')} label={t('Domain')} options={domains} /> : null}
      </div>
      <MembersField {...form.field('members')} />
      <TextField
        {...form.field('description')}
        label={t('Description')}
        dir="auto"
        autoComplete="off"
        optional
      />
      <FormActions form={form} label={t('Create alias')} onCancel={() => router.back()} />
    </Form>
  )
}
