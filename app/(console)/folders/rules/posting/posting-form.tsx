'use client'

import { useRouter } from 'next/navigation'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { Outcome } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import type { PostingPreview } from '@/lib/rules'
import { previewPostingAction, setPostingAction } from '../actions'
import { CountedRows } from '../counted-rows'
import { type Counted, useCount } from '../use-count'
import { type Whom, WhomField, whomInput } from '../whom-field'
import { NAMED, namedFolders } from '../words'

export type PostingDraft = Whom & { folder: string; name: string; takes: boolean }

type Saved = { id: string; job: string | null }

/** Asks for a rule, then shows the folders that it would open; it is saved by the second answer. */
export function PostingForm({
  id,
  initial,
  withServer,
}: {
  id?: string
  initial: PostingDraft
  withServer: boolean
}) {
  const t = useT()
  const router = useRouter()
  const count = useCount(previewPostingAction)
  const form = useForm<PostingDraft, Saved | PostingPreview>(initial, save, {
    input: inputOf,
    onDone(done) {
      if (!('id' in done)) return
      say(t('The rule is set.'))
      router.push(done.job === null ? '/folders/rules' : `/jobs/${done.job}`)
    },
  })
  const counted = count.of(inputOf(form.values))

  // Declared as a function: what was counted is known when it is called.
  async function save(input: unknown): Promise<Outcome<Saved | PostingPreview>> {
    const rule = input as ReturnType<typeof inputOf>
    if (!count.of(rule)) return count.begin(rule)
    return setPostingAction({ ...rule, ...(id && { id, takes: form.values.takes }) })
  }

  const folders = Object.entries(namedFolders).filter(([word]) => word !== 'INBOX')
  const isNamed = form.values.folder === NAMED
  return (
    <Form form={form}>
      <WhomField
        {...{ whom: form.field('whom'), at: form.field('at'), login: form.field('login'), withServer }}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Select
          {...form.field('folder')}
          error={isNamed ? undefined : form.field('folder').error}
          label={t('Folder')}
          options={[
            ...folders.map(([value, message]) => ({ value, label: t.message(message) })),
            { value: NAMED, label: t('Another one') },
          ]}
        />
        {isNamed ? (
          <TextField
            {...form.field('name')}
            error={form.field('folder').error}
            label={t('Name of the folder')}
            description={t('Below the inbox, such as Lists/dev.')}
            dir="auto"
            autoComplete="off"
          />
        ) : null}
      </div>
      {id ? (
        <Checkbox
          {...form.flag('takes')}
          description={t('By a job, whoever gave it there, but not where another rule gives it.')}
        >
          {t('Take the right from folders that the rule was for and no longer is')}
        </Checkbox>
      ) : null}
      {counted ? <WhatOpens counted={counted} /> : null}
      <FormActions
        form={form}
        label={counted ? t('Save the rule') : t('Look at what it means')}
        onCancel={() => router.back()}
      />
    </Form>
  )
}

function WhatOpens({ counted }: { counted: Counted<PostingPreview> }) {
  const t = useT()
  const rows = counted.pages.flatMap((page) => page.rows)
  const open = rows.filter(({ isOpen }) => isOpen).length
  const without = counted.pages.reduce((sum, page) => sum + page.without.length, 0)
  const closed = rows.length - open
  return (
    <CountedRows
      counted={counted}
      title={t.plural(
        'Anyone may then post to {n} more folder.',
        'Anyone may then post to {n} more folders.',
        closed,
      )}
      rows={rows}
      row={({ folder, isOpen }) => ({ name: folder, text: isOpen ? t('already') : t('new') })}
    >
      {open > 0 ? (
        <p>{t.plural('In {n} folder anyone may already.', 'In {n} folders anyone may already.', open)}</p>
      ) : null}
      {without > 0 ? (
        <p>
          {t.plural(
            '{n} person has no such folder; it is opened within a day when it is made.',
            '{n} people have no such folder; it is opened within a day when it is made.',
            without,
          )}
        </p>
      ) : null}
    </CountedRows>
  )
}

function inputOf(values: PostingDraft) {
  return { ...whomInput(values), folder: values.folder === NAMED ? values.name.trim() : values.folder }
}
