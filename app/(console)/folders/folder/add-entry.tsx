'use client'

import { Form, FormActions } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { type Preset, presets, presetWords, union } from '@/lib/folders/rights'
import { useT } from '@/lib/locales/client'
import { setAclAction } from '../actions'
import { type Identifier, IdentifierField } from '../identifier-field'

/** Gives somebody rights who had none. */
export function AddEntry({ folder }: { folder: string }) {
  const t = useT()
  const nobody: Identifier = { label: '', id: '' }
  const form = useForm({ changes: nobody, rights: 'reader' }, setAclAction, {
    input: ({ changes, rights }) => ({ folder, changes: [{ id: changes.id, rights }] }),
    onDone() {
      form.set({ changes: nobody })
      say(t('Saved.'))
    },
  })
  return (
    <Form form={form}>
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <IdentifierField
          {...form.field('changes')}
          label={t('Person or group')}
          description={t(
            'Type a part of the name of a person or group and choose from the list, or "anyone".',
          )}
          groups
        />
        <Select
          {...form.field('rights')}
          label={t('Rights')}
          options={(Object.keys(presets) as Preset[]).map((name) => ({
            value: name,
            label: `${t.message(presetWords[name])} (${union(presets[name], '')})`,
          }))}
        />
      </div>
      <FormActions form={form} label={t('Give the rights')} />
    </Form>
  )
}
