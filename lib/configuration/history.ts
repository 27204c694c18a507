/** What was changed when, by whom and why; also by hand, which is recorded when it is seen. */
import { type Handles, operation } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { History, OneRevision } from './inputs'
import type { Revision } from './views'

/** The newest first; of one file those that it is part of. */
export const listConfigurationHistory = operation({
  name: 'config.history',
  kind: 'read',
  withoutDirectory: 'whileDown',
  input: History,
  run: ({ callAgent }, { offset, count, file }): Promise<{ revisions: Revision[]; total: number }> =>
    callAgent('configuration.history', { skip: offset, most: count, ...(file && { file }) }),
})

/** A file before and after a revision; null where it was not there before. */
export const showConfigurationRevision = operation({
  name: 'config.revision',
  kind: 'read',
  withoutDirectory: 'whileDown',
  input: OneRevision,
  run: ({ callAgent }, { number, file }): Promise<{ before: string | null; after: string }> =>
    callAgent('configuration.revision', { number, file }),
})

/** Errors: 'notFound' access.notFound. */
export async function revisionOf(
  { callAgent }: Pick<Handles, 'callAgent'>,
  number: number,
): Promise<Revision> {
  const most = 100
  for (let skip = 0; ; skip += most) {
    const { revisions, total } = await callAgent('configuration.history', { skip, most })
    const found = revisions.find((one) => one.number === number)
    if (found) return found
    if (skip + most >= total) throw new ConsoleError('notFound', 'access.notFound')
  }
}
