'use client'

import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorText } from '@/components/ui/error-text'
import { Link, textLink } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import type { FieldEdit, FieldValue } from '@/lib/configuration/views'
import { useT } from '@/lib/locales/client'
import type { T } from '@/lib/locales/translate'
import { configurationFilePage } from '../../places'
import { fieldKey, slotOf } from '../draft/pending'
import { useDraft, wish } from '../draft/store'
import { Control } from './control'
import type { FieldRow } from './row'

/** One value of a parameter, as it is and as it is wanted; without a value, the one it could have. */
export function ValueEditor({
  row,
  value,
  slot = slotOf(value),
  isDescribedBy,
}: {
  row: FieldRow
  value: FieldValue | null
  /** Of a further value: which of the new ones it is. */
  slot?: string
  isDescribedBy: string
}) {
  const t = useT()
  const id = useId()
  const draft = useDraft()
  const key = fieldKey(row.id, slot)
  const pending = draft.pending.find((one) => one.key === key)
  const fault = draft.faults[key]
  const edit = pending?.edit as FieldEdit | undefined
  const isSecret = row.control === 'secret' || row.marks.includes('secret')
  const place = value && { file: value.file, index: value.index }

  const put = (edit: FieldEdit, items?: readonly string[]) =>
    wish(key, {
      ...{ key, edit, service: row.service, name: row.name },
      ...(items && { items }),
      ...(isSecret && { isSecret }),
    })
  const type = (typed: string, items?: readonly string[]) => {
    const isAsBefore = value ? typed === value.typed && value.isOn : typed === ''
    if (isAsBefore) wish(key, null)
    else if (!value && row.isRepeated) put({ field: row.id, change: 'add', value: typed }, items)
    else put({ field: row.id, change: 'set', value: typed, was: value?.typed ?? null, ...place }, items)
  }
  const change = (what: 'unset' | 'off' | 'on') =>
    put({ field: row.id, change: what, was: value?.typed ?? null, ...place })

  const isTyped = edit?.change === 'set' || edit?.change === 'add'
  const isOff = value !== null && !value.isOn && !edit
  const isGoing = edit?.change === 'unset' || edit?.change === 'off'
  const label =
    value && row.values.length > 1
      ? t('{name} in {file}, line {line}', { name: row.name, file: value.file, line: value.line })
      : row.name
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {row.control === null ? (
        <ReadOnly value={value} />
      ) : (
        <Control
          control={row.control}
          label={label}
          value={isTyped ? edit.value : (value?.typed ?? '')}
          items={isTyped ? (pending?.items ?? []) : (value?.items ?? [])}
          choices={row.choices}
          usual={isSecret && value ? t('Kept secret') : value ? '' : row.default}
          onChange={type}
          isDisabled={isOff || isGoing}
          isInvalid={fault !== undefined}
          describedBy={fault ? `${id} ${isDescribedBy}` : isDescribedBy}
        />
      )}
      {fault ? <ErrorText id={id}>{fault}</ErrorText> : null}
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted">
        {value ? <Place value={value} /> : <span>{t('Not set')}</span>}
        {isOff ? <Tag>{t('Switched off')}</Tag> : null}
        {edit ? <Tag tone="accent">{wishWords(t, edit, row.isRepeated)}</Tag> : null}
        {row.control === null ? null : (
          <span className="ms-auto flex gap-1">
            {edit ? (
              <Small label={t('Undo {name}', { name: label })} onPress={() => wish(key, null)}>
                {t('Undo')}
              </Small>
            ) : isOff ? (
              <Small label={t('Switch {name} on', { name: label })} onPress={() => change('on')}>
                {t('Switch on')}
              </Small>
            ) : value ? (
              <>
                <Small label={t('Switch {name} off', { name: label })} onPress={() => change('off')}>
                  {t('Switch off')}
                </Small>
                <Small
                  label={
                    row.isRepeated
                      ? t('Remove {name}', { name: label })
                      : t('Use the default of {name}', { name: label })
                  }
                  onPress={() => change('unset')}
                >
                  {row.isRepeated ? t('Remove') : t('Use the default')}
                </Small>
              </>
            ) : null}
          </span>
        )}
      </div>
    </div>
  )
}

function Small({ label, onPress, children }: { label: string; onPress: () => void; children: string }) {
  return (
    <Button size="small" variant="quiet" aria-label={label} onPress={onPress}>
      {children}
    </Button>
  )
}

function ReadOnly({ value }: { value: FieldValue | null }) {
  if (!value) return null
  return <code className="block max-h-40 overflow-auto whitespace-pre-wrap">{value.typed}</code>
}

/** Where it stands, with the sections around it. */
function Place({ value: { file, line, section } }: { value: FieldValue }) {
  const t = useT()
  return (
    <span className="wrap-anywhere">
      {section.length > 0 ? (
        <>
          <bdi dir="ltr">{section.join(' › ')}</bdi>
          {' · '}
        </>
      ) : null}
      <Link
        href={configurationFilePage(file, line)}
        aria-label={t('{file}, line {line}', { file, line })}
        className={textLink}
      >
        <bdi dir="ltr">{`${file}:${line}`}</bdi>
      </Link>
    </span>
  )
}

/** What is going to happen to a value. */
export function wishWords(t: T, { change }: { change: FieldEdit['change'] }, isRepeated = false): string {
  switch (change) {
    case 'set':
      return t('Changed')
    case 'add':
      return t('New')
    case 'off':
      return t('To be switched off')
    case 'on':
      return t('To be switched on')
    case 'unset':
      return isRepeated ? t('To be removed') : t('Back to the default')
  }
}
