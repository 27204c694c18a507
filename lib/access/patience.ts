/** Work that may take minutes, and people who do not want to look at a page for so long. */
import { ConsoleError } from '@/lib/errors'

/** More than one command of a server that does not answer. */
const PATIENCE_MS = 15_000

/** The work's result if it comes soon. Errors: its own; conflict intent.underWay, while the work goes on. */
export async function orGoesOn<T>(work: Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  let patience: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    patience = setTimeout(() => reject(new ConsoleError('conflict', 'intent.underWay')), patienceMs)
  })
  // Its record says how it ended when nobody waits any more.
  work.catch(() => {})
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(patience)
  }
}
