export {
  type Change as AttributeChange,
  childDn,
  type Entry,
  generalizedTime,
  isWellFormedDn,
  isWithin,
  movedDn,
  namingValue,
  normaliseDn,
  parentDn,
  rdnValue,
  renamedDn,
  sameDn,
} from '@/lib/adapters/ldap'
export * as filter from '@/lib/adapters/ldap/filter'
export type { Outcome, Problem } from '@/lib/errors'
export { namesEntries } from './directory'
export type { FolderRule, RuleKind, RuleRun, RuleTerms } from './folder-rules'
export { folderFor, foldersNamed, type OwnFolder } from './folder-words'
export { collectionHome, type ScopedFolders, wireLength } from './folders'
export type { Handles } from './handles'
export type { RecordRow } from './history'
export type { Change, IntentRecord, IntentState, Step, StepName } from './intents'
export type { ItemState, JobItem, JobResult, JobState, JobSummary } from './job-store'
export { MASK } from './masking'
export { type AnyOperation, type Operation, operation } from './operation'
export { type Caller, perform } from './perform'
export type { Grant, OperationName, Role } from './permissions'
export { grantOf, outranks, roles } from './permissions'
export { closeForPosting, openForPosting, type PostingFolder, postingFolders } from './posting'
export { type FolderLanguage, folderLanguageOf, folderLanguages } from './standard-folders'
