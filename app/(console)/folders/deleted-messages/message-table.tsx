'use client'

import { classNames } from '@/components/ui/class-names'
import { Cell, Row, Table } from '@/components/ui/table'
import { useT } from '@/lib/locales/client'

/** Dates and size as they are read. Sender and subject are whatever somebody wrote into a message. */
export type DeletedMessage = {
  uid: number
  from: string
  subject: string
  received: string
  deleted: string
  size: string
}

export function MessageTable({
  messages,
  marked,
  onMark,
}: {
  messages: DeletedMessage[]
  marked: ReadonlySet<number>
  onMark: (uid: number, isMarked: boolean) => void
}) {
  const t = useT()
  const columns = [
    { label: t('Subject') },
    { label: t('From'), wide: true },
    { label: t('Received'), wide: true },
    { label: t('Deleted'), wide: true },
    { label: t('Size'), align: 'end' as const },
  ]
  return (
    <Table label={t('Deleted messages')} columns={columns}>
      {messages.map(({ uid, from, subject, received, deleted, size }) => {
        const named = subject || t('(no subject)')
        return (
          <Row key={uid}>
            <Cell heading>
              <label className="flex min-w-0 items-center gap-2 py-1">
                <input
                  type="checkbox"
                  aria-label={t('Mark {name}', { name: named })}
                  checked={marked.has(uid)}
                  onChange={({ target }) => onMark(uid, target.checked)}
                  className="size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0">
                  <Clamped className={subject ? undefined : 'text-muted'}>{named}</Clamped>
                  <span className="block font-normal text-muted md:hidden">
                    <Clamped lines={1}>{from}</Clamped>
                    {t('Deleted: {date}', { date: deleted })}
                  </span>
                </span>
              </label>
            </Cell>
            <Cell wide className="w-1/4">
              <Clamped>{from}</Clamped>
            </Cell>
            <Cell wide className="whitespace-nowrap text-muted tabular-nums">
              {received}
            </Cell>
            <Cell wide className="whitespace-nowrap text-muted tabular-nums">
              {deleted}
            </Cell>
            <Cell align="end" className="whitespace-nowrap tabular-nums">
              {size}
            </Cell>
          </Row>
        )
      })}
    </Table>
  )
}

/** A text of any length and direction, at the side where lines begin. */
function Clamped({
  lines = 2,
  className,
  children,
}: {
  lines?: 1 | 2
  className?: string
  children: string
}) {
  return (
    <span className={classNames(lines === 1 ? 'line-clamp-1' : 'line-clamp-2', 'wrap-anywhere', className)}>
      <bdi>{children}</bdi>
    </span>
  )
}
