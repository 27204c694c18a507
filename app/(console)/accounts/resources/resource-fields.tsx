'use client'

import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { PartOfForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { DetailFields } from '../detail-fields'
import type { DetailField } from '../detail-labels'
import type { DetailValues } from '../detail-values'

export type ResourceShown = {
  name: string
  kind: string
  address: string
  responsible: string
} & DetailValues

/** Everything that can be said of a room or a device. */
export function ResourceFields({
  form,
  fields,
  present,
  domain,
  hidden = 0,
  isNew = false,
}: {
  form: PartOfForm<ResourceShown>
  fields: DetailField[]
  present: ResourceShown
  domain: string
  /** People responsible whom the person at the screen does not see; they stay. */
  hidden?: number
  isNew?: boolean
}) {
  const t = useT()
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <TextField
        {...form.field('name', present.name)}
        label={t('Name')}
        dir="auto"
        autoComplete="off"
        autoFocus={isNew}
      />
      <Select
        {...form.field('kind', present.kind)}
        label={t('Kind')}
        options={[
          { value: 'room', label: t('Room') },
          { value: 'equipment', label: t('Equipment') },
        ]}
      />
      <TextField
        {...form.field('address', present.address)}
        label={t('Address')}
        description={t('Mail to it goes to those responsible.')}
        placeholder={`${t('name')}@${domain}`}
        dir="ltr"
        autoComplete="off"
        optional
      />
      <TextArea
        {...form.field('responsible', present.responsible)}
        label={t('Responsible')}
        description={
          hidden > 0
            ? t.plural(
                'Logins, one a line. {n} person who is not shown to you stays.',
                'Logins, one a line. {n} people who are not shown to you stay.',
                hidden,
              )
            : t('Logins, one a line.')
        }
        dir="ltr"
        rows={1}
        optional
      />
      <DetailFields
        {...{ form, fields, present, all: true }}
        sections={['name', 'work', 'reach', 'address', 'other']}
      />
    </div>
  )
}
