'use client'

import { type Size, sizeOfBytes } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import { useT } from '@/lib/locales/client'
import { FormSection } from '../form-section'
import { LimitField } from '../limit-field'

export type Limits = { maxAccounts: string; maxAliases: string; maxStorage: Size; defaultQuota: Size }

export const noLimits: Limits = {
  maxAccounts: '',
  maxAliases: '',
  maxStorage: sizeOfBytes(null),
  defaultQuota: sizeOfBytes(null),
}

type Bound<Value> = { name: string; value: Value; error?: string; onChange: (value: Value) => void }
type LimitForm = {
  field(name: 'maxAccounts' | 'maxAliases', present?: string): Bound<string>
  field(name: 'maxStorage' | 'defaultQuota', present?: Size): Bound<Size>
}

/** What a domain may hold, and what new mailboxes in it get. */
export function LimitFields({
  form,
  present,
  isReadOnly = false,
}: {
  form: LimitForm
  present?: Limits
  isReadOnly?: boolean
}) {
  const t = useT()
  return (
    <FormSection title={t('Limits')}>
      <LimitField
        {...form.field('maxAccounts', present?.maxAccounts)}
        label={t('Accounts at most')}
        isReadOnly={isReadOnly}
      />
      <LimitField
        {...form.field('maxAliases', present?.maxAliases)}
        label={t('Aliases at most')}
        isReadOnly={isReadOnly}
      />
      <SizeField
        {...form.field('maxStorage', present?.maxStorage)}
        label={t('Storage at most')}
        description={t('The quotas of all mailboxes together.')}
      />
      <SizeField
        {...form.field('defaultQuota', present?.defaultQuota)}
        label={t('Default quota')}
        description={t('For new mailboxes; those that exist keep theirs.')}
      />
    </FormSection>
  )
}
