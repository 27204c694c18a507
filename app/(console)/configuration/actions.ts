'use server'

import { action } from '@/lib/access/web'
import {
  applyConfiguration,
  keepConfiguration,
  previewConfiguration,
  restoreConfiguration,
  takeBackConfiguration,
} from '@/lib/configuration/operations'
import { previewInWords } from './preview/in-words'

export const previewAction = action(previewConfiguration, { face: previewInWords })
export const applyAction = action(applyConfiguration)
export const restoreAction = action(restoreConfiguration)
export const keepAction = action(keepConfiguration, { refresh: '/configuration' })
export const takeBackAction = action(takeBackConfiguration, { refresh: '/configuration' })
