export { listDeletedMessages, undeleteMessages } from './messages'
export { fixQuota, type Repaired, reconstructFolder, repairFolder } from './reconstruct'
