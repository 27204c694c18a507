'use client'

import { useRouter } from 'next/navigation'
import { Form, FormActions } from '@/components/ui/form'
import { type Size, sizeOfBytes, sizeText } from '@/components/ui/size'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { updateDomainAction } from '../../actions'
import { editsOf } from '../../detail-values'
import { PrivateField } from '../../private-field'
import { LimitFields } from '../limit-fields'

export type DomainShown = {
  name: string
  description: string
  private: boolean
  /** Counts and bytes as texts; '' is no limit. */
  limits: { smMaxAccounts: string; smMaxAliases: string; smMaxStorage: string; smDefaultQuota: string }
}

/** What is said of a domain, who sees it, and what it may hold. */
export function DomainForm({ domain, isReadOnly }: { domain: DomainShown; isReadOnly: boolean }) {
  const t = useT()
  const router = useRouter()
  const { name, description, limits } = domain
  const texts = {
    ...{ description, private: domain.private },
    ...{ maxAccounts: limits.smMaxAccounts, maxAliases: limits.smMaxAliases },
  }
  const sizes = { maxStorage: sizeOf(limits.smMaxStorage), defaultQuota: sizeOf(limits.smDefaultQuota) }
  const form = useForm({ ...texts, ...sizes }, updateDomainAction, {
    input: (values) => ({
      ...{ name, ...editsOf(texts, values) },
      ...sizeEdit('maxStorage', limits.smMaxStorage, values.maxStorage),
      ...sizeEdit('defaultQuota', limits.smDefaultQuota, values.defaultQuota),
    }),
    onDone: () => say(t('Saved.')),
    onConflict: () => router.refresh(),
  })
  return (
    <Form form={form}>
      <fieldset disabled={isReadOnly} className="contents">
        <TextField
          {...form.field('description', description)}
          label={t('Description')}
          dir="auto"
          autoComplete="off"
          optional
        />
        <PrivateField {...form.flag('private')} isDisabled={isReadOnly} />
        <LimitFields form={form} present={{ ...texts, ...sizes }} isReadOnly={isReadOnly} />
      </fieldset>
      {isReadOnly ? null : <FormActions form={form} label={t('Save')} />}
    </Form>
  )
}

function sizeOf(bytes: string): Size {
  return sizeOfBytes(bytes === '' ? null : Number(bytes))
}

function sizeEdit(name: string, from: string, to: Size) {
  return sizeText(to) === sizeText(sizeOf(from)) ? {} : { [name]: { from, to: sizeText(to) } }
}
