import type { Edit, Side } from '@/lib/configuration/views'

/** What is to be applied: the wishes of the draft, or the way back to a revision or to what was before it. */
export type Wanted = { edits: readonly Edit[]; restore?: undefined } | { edits?: undefined; restore: Restore }

export type Restore = { number: number; to: 'before' | 'after'; crossed?: Readonly<Record<string, Side>> }
