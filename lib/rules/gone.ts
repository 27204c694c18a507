/** The kind of a place that a rule was set for and that is not there any more. */
export const GONE = 'gone'

/** Whether nobody is there whom a rule could be for. */
export function isGone({ kind }: { kind: string | null }): boolean {
  return kind === GONE
}
