export { type Acl, type AclRow, removeAcl, setAcl, showAcl } from './acl'
export { applyAclBelow, type BelowPreview, type FolderPlan, previewAclBelow, setAclOfMany } from './acl-below'
export { forgetGone, type GoneRow, listGone } from './acl-gone'
export { type ReachedRow, type RightsSource, reachOf, type Why, whyAcl } from './acl-why'
export { requireFree } from './busy'
export {
  type KeptRow,
  listDeletedFolders,
  type Restored,
  restoreFolder,
  type TakenEntry,
} from './deleted'
export {
  FOLDER_WINDOW,
  type FolderDetails,
  type FolderLevel,
  type FolderQuota,
  type FolderRow,
  listFolders,
  listPartitions,
  type Partition,
  showFolder,
} from './listing'
export { countBelow, type LyingBelow } from './lying-below'
export { createFolder, setFolderType, specialUses } from './making'
export { deleteFolder, renameFolder } from './moving'
export { folderName } from './names'
export { handedOver, ownerOf } from './owners'
export { FULL_PERCENT, type LimitedRow, listQuotas, type QuotaRow, quotasOf, setQuota } from './quotas'
export { grid, gridWords, type Preset, presets, presetWords } from './rights'
export { collectionWords, type FolderType, folderTypes, typeWords } from './types'
