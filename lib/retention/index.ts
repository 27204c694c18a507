export {
  listRetention,
  previewRetention,
  type RetentionPreview,
  type RetentionRow,
  removeRetention,
  setRetention,
} from './operations'
export { applyRetention, type Outcome, runRetention } from './run'
