import { log } from './log'

/**
 * Does the work now, and again some milliseconds after it has ended, until it says that it is done for good. What goes
 * wrong is logged once, not at every round: a database or server that is away is expected to come back.
 */
export async function every(
  name: string,
  milliseconds: number,
  work: () => Promise<'done' | undefined>,
): Promise<void> {
  let trouble = ''
  for (;;) {
    const before = trouble
    try {
      if ((await work()) === 'done') return
      trouble = ''
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error)
    }
    if (trouble !== before)
      log(trouble ? 'trouble' : 'recovered', { with: name, ...(trouble && { trouble }) })
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
  }
}
