export type { Change } from './changes'
export { connectDirectory, type DirectoryOptions, LdapDirectory } from './directory'
export {
  type Ava,
  childDn,
  type Dn,
  formatDn,
  isWellFormedDn,
  isWithin,
  movedDn,
  namingValue,
  normaliseDn,
  parentDn,
  parseDn,
  type Rdn,
  rdnValue,
  renamedDn,
  sameDn,
} from './dn'
export { Entry } from './entry'
export {
  and,
  contains,
  dnAbove,
  dnDirectlyBelow,
  dnWithin,
  equals,
  type Filter,
  not,
  or,
  present,
  startsWith,
} from './filter'
export type { LdapHandle } from './handle'
export type { Window } from './lists'
export { checkPassword } from './password'
export { LdapRefusal, ldapResult, refusalOf } from './refusal'
export type { At, Scope, SearchOptions, SortKey, WindowOptions } from './search-options'
export { generalizedTime } from './time'
