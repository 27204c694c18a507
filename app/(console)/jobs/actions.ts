'use server'

import { action } from '@/lib/access/web'
import { cancelJob, previewBulk, resumeJob, startBulk } from '@/lib/jobs'
import { translator } from '@/lib/locales/translator'
import { previewInWords } from './reasons'

const preview = action(previewBulk)
export async function previewBulkAction(input: unknown) {
  const outcome = await preview(input)
  return outcome.ok ? { ...outcome, value: previewInWords(await translator(), outcome.value) } : outcome
}
export const startBulkAction = action(startBulk)
export const cancelJobAction = action(cancelJob)
export const resumeJobAction = action(resumeJob)
