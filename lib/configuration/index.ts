export {
  type Cost,
  costs,
  type Mark,
  marks,
  type Parameter,
  parameters,
  type Section,
  type ServiceName,
  type Status,
  sections,
  statuses,
} from './catalogue'
export { countdownFor, judged } from './changes/judged'
export { decoded, type Encoding, encoded } from './documents/bytes'
export { type EntryPlace, entriesOf } from './documents/cn-config'
export {
  type Document,
  type FormatName,
  type Found,
  find,
  get,
  includes,
  parse,
  print,
  type Target,
  withoutConditions,
} from './documents/document'
export { add, type Choice, set, switchOff, switchOn, unset } from './documents/edit'
export type { Statement } from './documents/statement'
export { apacheQuoting, proftpdQuoting, quoted, words } from './documents/words'
export type { Control, Kind } from './kinds/kind'
export { itemsOf } from './kinds/lists'
export { askedTables, MEANT, relayedDomains, risksOf } from './open-relay'
