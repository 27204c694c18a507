import 'server-only'
import { cache } from 'react'
import { grantOf, type OperationName, type Outcome, type Problem } from '@/lib/access'
import { problemOf } from '@/lib/access/outcome'
import { read } from '@/lib/access/web'
import { ConsoleError } from '@/lib/errors'
import { translator } from '@/lib/locales/translator'
import { showViewer, type Viewer } from '@/lib/self'

export type { Viewer } from '@/lib/self'

/** The person of this request; looked up once however many parts of the page ask. */
export const viewer = cache(() => read(showViewer))

/** The same, refused to roles that may not do this; for pages of a form, which look at nothing else. */
export async function viewerFor(operation: OperationName): Promise<Outcome<Viewer>> {
  const look = await viewer()
  if (!look.ok || grantOf(look.value.role, operation)) return look
  const refusal = new ConsoleError('denied', 'access.denied')
  return { ok: false, problem: problemOf(refusal, await translator()) }
}

/** For a page about something that is not in the list it would be in. */
export async function absent(): Promise<Problem> {
  return problemOf(new ConsoleError('notFound', 'access.notFound'), await translator())
}
