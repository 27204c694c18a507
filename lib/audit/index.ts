export { showHistory } from './history'
export { type AuditRow, listAudit } from './operations'
