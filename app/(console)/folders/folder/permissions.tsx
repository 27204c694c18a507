'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CloseIcon } from '@/components/ui/icons'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { SelectBox } from '@/components/ui/select'
import { Cell, Row, Table } from '@/components/ui/table'
import { say } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Acl, AclRow } from '@/lib/folders'
import {
  type GridRight,
  grid,
  gridWords,
  type Preset,
  presetOf,
  presets,
  presetWords,
  union,
  without,
} from '@/lib/folders/rights'
import { useT } from '@/lib/locales/client'
import { setAclAction } from '../actions'
import { EntryName } from './entry-name'

const keyOf = ({ negative, id }: Pick<AclRow, 'negative' | 'id'>) => `${negative ? '-' : ''}${id}`
const rights = Object.keys(grid) as GridRight[]

/** The access list as a grid: one row an entry, one column a right, with presets beside the letters. */
export function Permissions({ acl }: { acl: Acl }) {
  const t = useT()
  const router = useRouter()
  const [draft, setDraft] = useState<Record<string, string>>({})
  const [asks, ask] = useState(false)
  const { submit, pending, problem, setProblem } = useAction(setAclAction)
  const changed = acl.entries.filter((row) => (draft[keyOf(row)] ?? row.rights) !== row.rights)
  const input = {
    folder: acl.folder,
    changes: changed.map((row) => ({
      ...{ id: row.id, negative: row.negative, from: row.rights, rights: draft[keyOf(row)] ?? row.rights },
    })),
  }
  const done = () => {
    setDraft({})
    say(t('Saved.'))
  }
  const refused = ({ code }: { code: string }) => {
    if (code === 'acl.owner') ask(true)
    // What is there now, beside what was chosen.
    if (code === 'acl.conflict') router.refresh()
  }
  const columns = [
    { label: t('Who') },
    { label: t('Preset'), className: 'w-32' },
    ...rights.map((right) => ({
      label: <span title={t.message(gridWords[right].means)}>{t.message(gridWords[right].name)}</span>,
      className: 'px-1! text-center!',
    })),
    { label: t('Letters') },
    { label: t('Remove'), hideLabel: true },
  ]
  return (
    <>
      {problem && problem.code !== 'acl.owner' ? (
        <div className="p-3">
          <ProblemNotice problem={problem} keepsTyped />
        </div>
      ) : null}
      {acl.entries.length === 0 ? (
        <div className="p-3">
          <Notice>{t('Nobody has any right here.')}</Notice>
        </div>
      ) : (
        <div className="overflow-x-auto">
          <Table label={t('Permissions')} columns={columns}>
            {acl.entries.map((row) => (
              <EntryRow
                key={keyOf(row)}
                row={row}
                letters={draft[keyOf(row)] ?? row.rights}
                onChange={(letters) => setDraft((before) => ({ ...before, [keyOf(row)]: letters }))}
              />
            ))}
          </Table>
        </div>
      )}
      {acl.entries.some(({ kind }) => kind === 'group') ? (
        <p className="border-line border-t px-4 py-2 text-muted">
          {t(
            'Whoever joins or leaves a group gets or loses its rights within 10 seconds; a mail program that is signed in keeps what it had until it signs in again.',
          )}
        </p>
      ) : null}
      {changed.length > 0 ? (
        <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-2">
          <Button onPress={() => setDraft({})}>{t('Undo')}</Button>
          <Button variant="primary" isPending={pending} onPress={() => submit(input, done, refused)}>
            {t('Save the permissions')}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        isOpen={asks}
        onClose={() => {
          ask(false)
          setProblem(null)
        }}
        title={t('Take the right to administer from {owner}?', { owner: acl.owner ?? '' })}
        confirm={t('Take it')}
        action={setAclAction}
        input={{ ...input, confirm: true }}
        onDone={done}
      >
        <p>
          {t('The folder is owned by {owner}, who would keep only what the mail server leaves every owner.', {
            owner: acl.owner ?? '',
          })}
        </p>
      </ConfirmDialog>
    </>
  )
}

function EntryRow({
  row,
  letters,
  onChange,
}: {
  row: AclRow
  letters: string
  onChange: (letters: string) => void
}) {
  const t = useT()
  const who = row.id === 'anyone' ? t('Anyone') : row.name || row.id
  const options = [
    ...(presetOf(letters) ? [] : [{ value: '', label: letters === '' ? t('None') : t('Own choice') }]),
    ...(Object.keys(presets) as Preset[]).map((name) => ({
      value: name,
      label: t.message(presetWords[name]),
    })),
  ]
  const choose = (name: string) => {
    const preset = (Object.keys(presets) as Preset[]).find((known) => known === name)
    if (preset) onChange(union(presets[preset], ''))
  }
  return (
    <Row>
      <Cell heading className={letters === '' ? 'line-through opacity-70' : undefined}>
        <EntryName row={row} />
        <span className="block font-normal text-muted text-xs md:hidden">
          <Letters before={row.rights} letters={letters} />
        </span>
      </Cell>
      <Cell>
        <SelectBox
          aria-label={t('Preset of {who}', { who })}
          value={presetOf(letters) ?? ''}
          options={options}
          onChange={choose}
          className="w-32"
        />
      </Cell>
      {rights.map((right) => (
        <Cell key={right} className="px-1! text-center!">
          <RightBox
            label={t('{right}: {who}', { right: t.message(gridWords[right].name), who })}
            wanted={grid[right]}
            letters={letters}
            onChange={onChange}
          />
        </Cell>
      ))}
      <Cell className={classNames('text-muted', letters !== row.rights && 'font-semibold text-text')}>
        <Letters before={row.rights} letters={letters} />
      </Cell>
      <Cell>
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('Remove {member}', { member: who })}
          onPress={() => onChange('')}
        >
          <CloseIcon />
        </Button>
      </Cell>
    </Row>
  )
}

/** The letters that are chosen, below those that are there where they differ. */
function Letters({ before, letters }: { before: string; letters: string }) {
  return (
    <>
      {letters === before ? null : (
        <del className="block font-normal text-muted text-xs">
          <code dir="ltr" className="line-through">
            {before}
          </code>
        </del>
      )}
      <code dir="ltr" className="whitespace-nowrap">
        {letters}
      </code>
    </>
  )
}

/** One right of the grid, between yes and no where only some of its letters are there. */
function RightBox({
  label,
  wanted,
  letters,
  onChange,
}: {
  label: string
  wanted: string
  letters: string
  onChange: (letters: string) => void
}) {
  const has = [...wanted].filter((letter) => letters.includes(letter)).length
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={has === wanted.length}
      ref={(box) => {
        if (box) box.indeterminate = has > 0 && has < wanted.length
      }}
      onChange={({ target }) => onChange(target.checked ? union(letters, wanted) : without(letters, wanted))}
      className="size-4 align-middle accent-accent"
    />
  )
}
