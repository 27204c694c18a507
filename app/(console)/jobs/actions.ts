'use server'

import { action } from '@/lib/access/web'
import { cancelJob, previewBulk, resumeJob, startBulk } from '@/lib/jobs'

export const previewBulkAction = action(previewBulk)
export const startBulkAction = action(startBulk)
export const cancelJobAction = action(cancelJob)
export const resumeJobAction = action(resumeJob)
