'use client'

import { useRouter } from 'next/navigation'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { Outcome } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import type { RetentionPreview } from '@/lib/rules'
import { previewRetentionAction, setRetentionAction } from '../actions'
import { CountedRows } from '../counted-rows'
import { type FoldersDraft, wordsOf } from '../folders-draft'
import { FoldersField } from '../folders-field'
import { type Counted, useCount } from '../use-count'
import { type Whom, WhomField, whomInput } from '../whom-field'
import { ALL, folderWord } from '../words'
import { NamedNowhere, namesOf } from './named-nowhere'

export type RetentionDraft = Whom & {
  days: string
  folders: FoldersDraft
  except: FoldersDraft
  sparesFlagged: boolean
}

type Saved = { id: string }

/** Asks for a rule, then counts what it would delete; it is saved by the second answer. */
export function RetentionForm({ id, initial }: { id?: string; initial: RetentionDraft }) {
  const t = useT()
  const router = useRouter()
  const count = useCount(previewRetentionAction)
  const form = useForm<RetentionDraft, Saved | RetentionPreview>(initial, save, {
    input: inputOf,
    onDone(done) {
      if (!('id' in done)) return
      say(t('The rule is set. It is followed from tomorrow on.'))
      router.push('/folders/rules')
    },
  })
  const counted = count.of(inputOf(form.values))

  // Declared as a function: what was counted is known when it is called.
  async function save(input: unknown): Promise<Outcome<Saved | RetentionPreview>> {
    const rule = input as ReturnType<typeof inputOf>
    return count.of(rule) ? setRetentionAction({ ...rule, ...(id && { id }) }) : count.begin(rule)
  }

  return (
    <Form form={form}>
      <WhomField {...{ whom: form.field('whom'), at: form.field('at'), login: form.field('login') }} />
      <TextField
        {...form.field('days')}
        label={t('Older than this many days')}
        description={t('Since the mail server took it in, whatever date the sender wrote.')}
        inputMode="numeric"
        autoComplete="off"
        className="sm:max-w-xs"
      />
      <FoldersField {...form.field('folders')} label={t('Delete mail from')} withAll />
      <FoldersField {...form.field('except')} label={t('But never from')} />
      <Checkbox {...form.flag('sparesFlagged')}>{t('Keep messages that somebody flagged')}</Checkbox>
      {counted ? <WhatGoes counted={counted} /> : null}
      {counted ? <NamedNowhere counted={counted} isOne={form.values.whom === 'person'} /> : null}
      <FormActions
        form={form}
        label={counted ? t('Save the rule') : t('Count what would go')}
        onCancel={() => router.back()}
      />
    </Form>
  )
}

function WhatGoes({ counted }: { counted: Counted<RetentionPreview> }) {
  const t = useT()
  const rows = counted.pages
    .flatMap((page) => page.rows)
    .sort((a, b) => (b.messages ?? 0) - (a.messages ?? 0))
  const messages = counted.pages.reduce((sum, page) => sum + page.messages, 0)
  return (
    <CountedRows
      counted={counted}
      title={t.plural('{n} message would be deleted now.', '{n} messages would be deleted now.', messages)}
      rows={rows}
      row={({ folder, messages }) => ({
        name: folder,
        text:
          messages === null
            ? t('Stays: its owner may not delete there.')
            : t.plural('{n} message', '{n} messages', messages),
      })}
    >
      {messages > 0 ? (
        <p className="text-danger">
          {t(
            'They go the first time, and every day what has become old by then. For 30 days each can be brought back.',
          )}
        </p>
      ) : null}
      <ul>
        {namesOf(counted)
          .filter(({ name }) => name !== ALL)
          .map(({ name, isException, mailboxes }) => (
            <li key={`${isException} ${name}`}>
              {isException
                ? t.plural(
                    'Spared: {folder}, which {n} mailbox has',
                    'Spared: {folder}, which {n} mailboxes have',
                    mailboxes,
                    { folder: folderWord(t, name) },
                  )
                : t.plural('{folder}: {n} mailbox has it', '{folder}: {n} mailboxes have it', mailboxes, {
                    folder: folderWord(t, name),
                  })}
            </li>
          ))}
      </ul>
    </CountedRows>
  )
}

function inputOf(values: RetentionDraft) {
  const { days, folders, except, sparesFlagged } = values
  return {
    ...whomInput(values),
    ...{ days: days.trim(), folders: wordsOf(folders), except: wordsOf(except), sparesFlagged },
  }
}
