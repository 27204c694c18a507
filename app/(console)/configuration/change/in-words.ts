/** The state of the last change, for those who wait for it. */
import { meanwhileWords } from '@/lib/configuration/meanwhile'
import { reasonWords } from '@/lib/configuration/reason'
import type { ChangeState } from '@/lib/configuration/views'
import type { T } from '@/lib/locales/translate'

export type ChangeInWords = Omit<ChangeState, 'deadline' | 'reason' | 'meanwhile'> & {
  /** Seconds that are left to keep it, by the server's clock; null where it need not be kept. */
  remaining: number | null
  /** Why it was taken back, the sentence that matters first. */
  reason: string | null
  /** What became of what others did meanwhile; empty where nobody did anything. */
  others: string
}

export function changeInWords(t: T, change: ChangeState, now = Date.now()): ChangeInWords {
  const { deadline, reason, meanwhile, ...rest } = change
  return {
    ...rest,
    remaining: deadline ? Math.max(0, Math.ceil((Date.parse(deadline) - now) / 1000)) : null,
    reason: reason && reasonWords(t, reason),
    others: meanwhileWords(t, meanwhile).join('\n'),
  }
}
