'use server'

import { action } from '@/lib/access/web'
import {
  previewPosting,
  previewRetention,
  removePosting,
  removeRetention,
  runPosting,
  runRetention,
  setPosting,
  setRetention,
} from '@/lib/rules'

export const previewRetentionAction = action(previewRetention)
export const setRetentionAction = action(setRetention, { refresh: '/folders/rules' })
export const removeRetentionAction = action(removeRetention, { refresh: '/folders/rules' })
export const runRetentionAction = action(runRetention, { refresh: '/folders/rules' })
export const previewPostingAction = action(previewPosting)
export const setPostingAction = action(setPosting, { refresh: '/folders/rules' })
export const removePostingAction = action(removePosting, { refresh: '/folders/rules' })
export const runPostingAction = action(runPosting, { refresh: '/folders/rules' })
