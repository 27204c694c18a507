import { specialUseWords } from '@/lib/folders/types'
import type { T } from '@/lib/locales/translate'

/** A special use in words; null without one, and where the folder is called the same. */
export function specialUseText(t: T, { specialUse, label }: { specialUse: string | null; label: string }) {
  if (specialUse === null) return null
  const [, word] = Object.entries(specialUseWords).find(([use]) => use === specialUse) ?? []
  const text = word ? t.message(word) : specialUse.replace('\\', '')
  return text === label ? null : text
}
