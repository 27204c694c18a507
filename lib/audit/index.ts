export { type AuditRow, listAudit } from './operations'
