/** Why a change was put back, or what was noticed when it was made, in the reader's words. */
import { codeText } from '@/lib/locales/error-text'
import type { T } from '@/lib/locales/translate'
import type { Reason } from './views'

export function reasonWords(t: T, reason: Reason | string): string {
  // As a version of before wrote it down.
  if (typeof reason === 'string') return reason
  const { service, code, detail } = reason
  // It may answer all the same, and not do what it is for.
  const isMore = code === 'service.unreachable' && detail !== ''
  const said = codeText(t, isMore ? 'config.troubled' : code, { service, detail })
  return said === code || /\{\w+\}/.test(said) ? `${service}: ${detail}` : said
}
