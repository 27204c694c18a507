'use server'

import { action } from '@/lib/access/web'
import {
  applyAclBelow,
  createFolder,
  deleteFolder,
  forgetGone,
  previewAclBelow,
  renameFolder,
  restoreFolder,
  setAcl,
  setFolderType,
  setQuota,
} from '@/lib/folders'
import { fixQuota, reconstructFolder, undeleteMessages } from '@/lib/repair'

export const createFolderAction = action(createFolder, { refresh: '/folders' })
export const renameFolderAction = action(renameFolder)
export const deleteFolderAction = action(deleteFolder)
export const restoreFolderAction = action(restoreFolder, { refresh: '/folders' })
export const setFolderTypeAction = action(setFolderType, { refresh: '/folders' })
export const setFolderQuotaAction = action(setQuota, { refresh: '/folders' })
export const forgetGoneAction = action(forgetGone)
export const setAclAction = action(setAcl, { refresh: '/folders' })
export const previewAclBelowAction = action(previewAclBelow)
export const applyAclBelowAction = action(applyAclBelow)
export const undeleteMessagesAction = action(undeleteMessages, { refresh: '/folders' })
export const reconstructFolderAction = action(reconstructFolder)
export const fixQuotaAction = action(fixQuota)
