'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import type { ActionName } from '@/lib/jobs'
import { useT } from '@/lib/locales/client'
import { type ListQuery, listAddress, withoutOrder } from '../list-query'
import { BulkForm } from './bulk-form'
import type { Selection } from './selection'

const MOST_EXPORTED = 200
const LONGEST_ADDRESS = 7000

/** What can be done to the marked accounts; it is there while there are some. */
export function BulkBar({
  selection,
  query,
  depth,
  actions,
}: {
  selection: Selection
  query: ListQuery
  depth: 'one' | 'sub'
  /** What the person may do. */
  actions: ActionName[]
}) {
  const t = useT()
  const [isOpen, open] = useState(false)
  const count = selection.accounts.length
  if (count === 0 && !selection.everything) return null
  return (
    <section
      aria-label={t('Marked accounts')}
      className="sticky -bottom-4 z-10 flex flex-wrap items-center gap-2 border-line border-t bg-surface px-3 py-2"
    >
      <span role="status" className="font-medium">
        {selection.everything
          ? t('Every account that matches')
          : t.plural('{n} account marked', '{n} accounts marked', count)}
      </span>
      {selection.everything ? null : (
        <Button variant="quiet" onPress={selection.markEverything}>
          {t('Mark every account that matches')}
        </Button>
      )}
      <Button variant="quiet" onPress={selection.clear}>
        {t('Clear the marks')}
      </Button>
      {selection.everything ? null : (
        <Export logins={selection.accounts.map(({ login }) => login)} query={query} />
      )}
      <Button
        variant="primary"
        className="ms-auto"
        onPress={() => open(true)}
        onHoverStart={preloadDialog}
        onFocus={preloadDialog}
      >
        {t('Change …')}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => open(false)} title={t('Change the marked accounts')}>
        <BulkForm
          actions={actions}
          chosen={
            selection.everything ? { matching: matchingOf(query, depth) } : { accounts: selection.accounts }
          }
          onClose={() => open(false)}
        />
      </Dialog>
    </section>
  )
}

/** The marked accounts as files, as long as an address can name them: Apache takes 8,190 bytes (LimitRequestLine). */
function Export({ logins, query: { sort, reverse } }: { logins: string[]; query: ListQuery }) {
  const t = useT()
  const marked = (format: string) =>
    listAddress('/api/accounts/export', { logins: logins.join(','), sort, reverse, format })
  if (logins.length > MOST_EXPORTED || marked('ldif').length > LONGEST_ADDRESS) {
    return (
      <span className="text-muted">
        {t('Too many for a file: mark up to {n}, or take the whole list.', { n: MOST_EXPORTED })}
      </span>
    )
  }
  return (
    <span className="flex">
      <a
        href={marked('csv')}
        download
        aria-label={t('Export the marked accounts as CSV')}
        className={buttonStyle('quiet')}
      >
        {t('CSV')}
      </a>
      <a
        href={marked('ldif')}
        download
        aria-label={t('Export the marked accounts as LDIF')}
        className={buttonStyle('quiet')}
      >
        {t('LDIF')}
      </a>
    </span>
  )
}

function matchingOf(query: ListQuery, depth: 'one' | 'sub') {
  return { ...withoutOrder(query), depth: query.at ? depth : 'sub' }
}
