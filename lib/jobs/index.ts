export { type ActionName, actionNames, operationOf } from './actions'
export { cancelJob, listJobs, type Preview, previewBulk, resumeJob, showJob, startBulk } from './operations'
