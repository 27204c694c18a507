export { listDeletedMessages, undeleteMessages } from './messages'
export { fixQuota, type Repaired, reconstructFolder, repairFolder } from './reconstruct'
export {
  type Rebuilt,
  rebuildMailboxes,
  recoverMailboxes,
  recoveryWarnings,
  showRecovery,
} from './recovery'
