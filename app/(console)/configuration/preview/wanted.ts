import type { Edit } from '@/lib/configuration/views'

/** What is to be applied: the wishes of the draft, or the way back to a revision or to what was before it. */
export type Wanted =
  | { edits: readonly Edit[]; restore?: undefined }
  | { edits?: undefined; restore: { number: number; to: 'before' | 'after' } }
