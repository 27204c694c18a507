'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorText } from '@/components/ui/error-text'
import { Link, textLink } from '@/components/ui/link'
import { SelectBox } from '@/components/ui/select'
import { Tag } from '@/components/ui/tag'
import type { FieldEdit, FieldValue } from '@/lib/configuration/views'
import { useT } from '@/lib/locales/client'
import type { T } from '@/lib/locales/translate'
import { configurationFilePage } from '../../places'
import { fieldKey, slotOf } from '../draft/pending'
import { useDraft, wish } from '../draft/store'
import { Control } from './control'
import type { FieldRow } from './row'

/** Characters of a value that is opened by whoever wants to read all of it, and how many stand there before. */
const LONG = 300
const SHOWN = 80

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
  const [chosen, choose] = useState(0)
  const places = freePlaces(row, value)
  const isPlaced = places.length > 1
  const wished = edit && places.findIndex((one) => isThere(one, edit))
  const at = wished !== undefined && wished >= 0 ? wished : chosen
  const place = value ? { file: value.file, index: value.index } : isPlaced ? places[at] : null

  const put = (edit: FieldEdit, items?: readonly string[]) =>
    wish(key, {
      ...{ key, edit, service: row.service, name: row.name },
      ...(items && { items }),
      ...(isSecret && { isSecret }),
    })
  const type = (typed: string, items?: readonly string[]) => {
    const isAsBefore = value ? typed === value.typed && value.isOn : typed === ''
    if (isAsBefore) wish(key, null)
    else if (!value && row.isRepeated) put({ field: row.id, change: 'add', value: typed, ...place }, items)
    else put({ field: row.id, change: 'set', value: typed, was: value?.typed ?? null, ...place }, items)
  }
  const change = (what: 'unset' | 'off' | 'on') =>
    put({ field: row.id, change: what, was: value?.typed ?? null, ...place })

  const isTyped = edit?.change === 'set' || edit?.change === 'add'
  const isOff = value !== null && !value.isOn && !edit
  const isRemoved = row.isRepeated || value?.isOverride
  const isGoing = edit?.change === 'unset' || edit?.change === 'off'
  const label =
    value && (row.values.length > 1 || value.isOverride)
      ? t('{name} in {file}, line {line}', { name: row.name, file: value.file, line: value.line })
      : row.name
  return (
    <div data-fault={fault === undefined ? undefined : ''} className="flex min-w-0 flex-col gap-1">
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
      {isPlaced ? (
        <SelectBox
          aria-label={t('Where {name} stands', { name: row.name })}
          value={String(at)}
          onChange={(wanted) => {
            choose(Number(wanted))
            if (isTyped) put({ ...edit, ...places[Number(wanted)] }, pending?.items)
          }}
          options={places.map((one, number) => ({ value: String(number), label: placeWords(t, one, row) }))}
          className="max-w-96"
        />
      ) : null}
      {fault ? <ErrorText id={id}>{fault}</ErrorText> : null}
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted">
        {value ? (
          <Place value={value} />
        ) : (
          <span>
            {row.values.length > 0 && !row.isRepeated ? t('Not set for the whole server') : t('Not set')}
          </span>
        )}
        {value?.old ? <span>{oldWords(t, value.old)}</span> : null}
        {isOff ? <Tag>{t('Switched off')}</Tag> : null}
        {edit ? <Tag tone="accent">{wishWords(t, edit, isRemoved)}</Tag> : null}
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
                {row.service === 'slapd' ? null : (
                  <Small label={t('Switch {name} off', { name: label })} onPress={() => change('off')}>
                    {t('Switch off')}
                  </Small>
                )}
                <Small
                  label={
                    isRemoved
                      ? t('Remove {name}', { name: label })
                      : t('Use the default of {name}', { name: label })
                  }
                  onPress={() => change('unset')}
                >
                  {isRemoved ? t('Remove') : t('Use the default')}
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
  const whole = <code className="block whitespace-pre-wrap wrap-anywhere">{value.typed}</code>
  if (value.typed.length < LONG) return whole
  return (
    <details>
      <summary className="cursor-pointer">
        <code className="inline wrap-anywhere">{value.typed.slice(0, SHOWN).trim()} …</code>
      </summary>
      {whole}
    </details>
  )
}

/** Where it stands, with the sections around it. */
function Place({ value: { file, line, section, isOverride } }: { value: FieldValue }) {
  const t = useT()
  const around = section.join(' › ')
  return (
    <span className="wrap-anywhere">
      {section.length > 0 ? (
        <>
          <bdi dir={isOverride ? undefined : 'ltr'}>
            {isOverride ? t('Only for {section}', { section: around }) : around}
          </bdi>
          {' · '}
        </>
      ) : null}
      <Link
        href={configurationFilePage(file, line)}
        aria-label={line > 0 ? t('{file}, line {line}', { file, line }) : file}
        className={textLink}
      >
        <bdi dir="ltr">{line > 0 ? `${file}:${line}` : file}</bdi>
      </Link>
    </span>
  )
}

type Where = FieldRow['places'][number]

/** Where a new value may go: a parameter that stands once, where it does not stand yet. */
function freePlaces({ places, values, isRepeated }: FieldRow, value: FieldValue | null): readonly Where[] {
  if (value) return []
  return isRepeated ? places : places.filter((one) => !values.some((other) => isThere(one, other)))
}

function isThere({ file, section }: Where, other: { file?: string; section?: readonly string[] }): boolean {
  return other.file === file && other.section?.join('\n') === section.join('\n')
}

function placeWords(t: T, { file, section }: Where, { places }: FieldRow): string {
  if (section.length > 0) return `${section.join(' › ')} · ${file}`
  return places.some((one) => one.section.length > 0) ? t('For the whole server · {file}', { file }) : file
}

function oldWords(t: T, { name, value }: NonNullable<FieldValue['old']>): string {
  return value === ''
    ? t('Set by its old name {name}', { name })
    : t('Set by its old name {name}: {value}', { name, value })
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
