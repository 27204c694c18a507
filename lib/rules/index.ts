export type { Outcome } from './jobs'
export type { RulePlace } from './places'
export {
  listPosting,
  type PostingPreview,
  type PostingRow,
  previewPosting,
  removePosting,
  setPosting,
} from './posting'
export { applyPosting, runPosting, withdrawPosting } from './posting-run'
export {
  listRetention,
  previewRetention,
  type RetentionPreview,
  type RetentionRow,
  removeRetention,
  setRetention,
} from './retention'
export { applyRetention, runRetention } from './retention-run'
