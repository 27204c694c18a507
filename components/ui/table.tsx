import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** `wide` columns are left out where there is no room for them. */
export type Column = {
  label: ReactNode
  hideLabel?: boolean
  align?: 'start' | 'end'
  wide?: boolean
  className?: string
}

/** A dense table whose header stays in sight. Children are <Row>s with a <Cell> for each column. */
export function Table({
  label,
  columns,
  children,
}: {
  label: string
  columns: Column[]
  children: ReactNode
}) {
  return (
    <div className="max-md:overflow-x-auto">
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-[0.8125rem]">
        <thead>
          <tr>
            {columns.map((column, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
              <HeaderCell key={i} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** Stays at the top of what is scrolled, over the page's own padding: no row shows above it. */
export function HeaderCell({ column, sorted }: { column: Column; sorted?: 'ascending' | 'descending' }) {
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={classNames(
        'sticky -top-4 z-10 h-8 border-line border-b bg-surface px-3 font-medium text-muted first:rounded-ss-lg last:rounded-se-lg',
        column.align === 'end' ? 'text-end' : 'text-start',
        column.wide && 'max-md:hidden',
        column.className,
      )}
    >
      {column.hideLabel ? <span className="sr-only">{column.label}</span> : column.label}
    </th>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <tr className="group last:[&>*]:border-b-0 hover:[&>*]:bg-hover/50">{children}</tr>
}

/** `heading` marks the cell that names the row; `wide` the cells that narrow screens leave out. */
export function Cell({
  heading = false,
  align = 'start',
  wide = false,
  className,
  children,
}: {
  heading?: boolean
  align?: 'start' | 'end'
  wide?: boolean
  className?: string
  children?: ReactNode
}) {
  const style = classNames(
    'h-9 border-line border-b px-3 py-1 align-middle',
    heading && 'font-medium',
    align === 'end' ? 'text-end' : 'text-start',
    wide && 'max-md:hidden',
    className,
  )
  if (heading) {
    return (
      <th scope="row" className={style}>
        {children}
      </th>
    )
  }
  return <td className={style}>{children}</td>
}
