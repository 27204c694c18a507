import { classNames } from '@/components/ui/class-names'
import type { T } from '@/lib/locales/translate'
import type { Difference, DiffLine, DiffRow } from './difference'

/** A difference side by side; in narrow windows the old line stands above the new one. */
export function DifferenceTable({
  t,
  label,
  difference: { rows, isCut },
  sides,
}: {
  t: T
  label: string
  difference: Difference
  /** What the two sides are called. */
  sides: [string, string]
}) {
  if (rows.every(({ kind }) => kind === 'gap'))
    return <p className="px-4 py-3 text-muted">{t('Only what is kept secret is different.')}</p>
  return (
    <>
      <table
        aria-label={label}
        dir="ltr"
        className="w-full table-fixed border-separate border-spacing-0 text-start font-mono text-xs leading-5 max-md:block"
      >
        <thead className="max-md:sr-only">
          <tr>
            {sides.map((side) => (
              <th
                key={side}
                scope="col"
                dir="auto"
                className="border-line border-b px-3 py-1 text-start font-medium font-sans text-muted"
              >
                {side}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <DifferenceRow key={keyOf(row)} t={t} row={row} />
          ))}
        </tbody>
      </table>
      {isCut ? <p className="px-4 py-2 text-muted">{t('The rest is too long to be shown.')}</p> : null}
    </>
  )
}

function DifferenceRow({ t, row }: { t: T; row: DiffRow }) {
  if (row.kind === 'gap')
    return (
      <tr className="max-md:block">
        <td
          colSpan={2}
          dir={t.direction}
          className="bg-sunken px-3 py-0.5 text-center font-sans text-muted max-md:block"
        >
          {t.plural('{n} line that is the same', '{n} lines that are the same', row.lines)}
        </td>
      </tr>
    )
  const { kind, before, after } = row
  return (
    <tr className="align-top max-md:block">
      <Side line={before} tone={kind === 'same' ? 'same' : 'gone'} />
      <Side line={after} tone={kind === 'same' ? 'same' : 'new'} isSecond />
    </tr>
  )
}

function Side({
  line,
  tone,
  isSecond = false,
}: {
  line: DiffLine | null
  tone: 'same' | 'gone' | 'new'
  isSecond?: boolean
}) {
  const style = classNames(
    'px-3 max-md:block',
    isSecond && 'md:border-line md:border-s',
    // In narrow windows a line that both have is shown once.
    isSecond && tone === 'same' && 'max-md:hidden',
    line ? tones[tone] : 'max-md:hidden',
  )
  if (!line) return <td className={style} />
  const Text = tone === 'gone' ? 'del' : tone === 'new' ? 'ins' : 'span'
  return (
    <td className={style}>
      <span className="flex gap-3">
        <span className="w-8 shrink-0 select-none text-end text-muted tabular-nums">{line.number}</span>
        <Text className="wrap-anywhere min-w-0 whitespace-pre-wrap no-underline">{line.text}</Text>
      </span>
    </td>
  )
}

function keyOf(row: DiffRow): string {
  if (row.kind === 'gap') return `gap ${row.from}`
  return `${row.before?.number ?? ''} ${row.after?.number ?? ''}`
}

const tones = {
  same: '',
  gone: 'bg-danger-soft',
  new: 'bg-success-soft',
}
