export { type ActionName, actionNames, operationOf } from './actions'
export type { FolderActionName } from './folder-actions'
export { cancelJob, listJobs, type Preview, previewBulk, resumeJob, showJob, startBulk } from './operations'
export type { RepairActionName } from './repair-actions'
