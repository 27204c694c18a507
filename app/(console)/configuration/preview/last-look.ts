'use client'

/** What the last look at a draft gave, so that the page it leads to need not ask again. */
import type { Pending } from '../draft/pending'
import type { PreviewInWords } from './in-words'

let last: { of: readonly Pending[]; preview: PreviewInWords } | null = null

export function keepLook(of: readonly Pending[], preview: PreviewInWords): void {
  last = { of, preview }
}

/** Of exactly these wishes, once. */
export function takeLook(of: readonly Pending[]): PreviewInWords | null {
  const look = last?.of === of ? last.preview : null
  last = null
  return look
}
