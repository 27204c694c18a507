export { browse, type Level, type Node, nodeAttributes, nodeFrom } from './browse'
export { type Contact, createContact, deleteContact, showContact, updateContact } from './contacts'
export {
  type Container,
  createContainer,
  deleteContainer,
  moveContainer,
  showContainer,
  updateContainer,
} from './containers'
export { type PersonDetail, type PlaceDetail, personDetails, placeDetails } from './details'
export { addressChoice } from './domain-change'
export { createDomain, type Domain, deleteDomain, listDomains, showDomain, updateDomain } from './domains'
export { type Export, exportEntries } from './export'
export { csv } from './export-csv'
export {
  address,
  domainName,
  edit,
  isLocalPart,
  line,
  login,
  newAddress,
  newPassword,
  requiredLine,
  shownId,
} from './fields'
export { type FileKind, type Files, fileKinds, LARGEST_FILE, listFiles, setFile, showPhoto } from './files'
export { isFormerAddress, refuseElsewhere, refuseLosingPrimary } from './former-addresses'
export { refreshGroups } from './group-urls'
export { readDomain } from './international'
export { isAlias, isContainer, isFormer, isUser, type Kind, kindOf } from './kinds'
export { refuseAliasOverLimit, refuseStorageOverLimit, storageChecks } from './limits'
export {
  accountsNamed,
  accountsWanted,
  LIST_WINDOW,
  type ListRow,
  type ListRows,
  type ListSort,
  listCriteria,
  listEntries,
  listSorts,
  listWindow,
} from './list'
export { absentIsNull, takeBack } from './made'
export { moveChecks } from './move-checks'
export { moveEntry } from './moves'
export { nameTaken } from './name-taken'
export { entryNamed, wayTo } from './named-places'
export { findPlaces, type Place } from './places'
export { referenceChange } from './references'
export {
  createResource,
  deleteResource,
  type Resource,
  resourceDetails,
  showResource,
  updateResource,
} from './resources'
export { type AdministratorRow, givableRoles, listAdministrators, setRole } from './roles'
export { listUsers, quotaOf, showUser, type User, type UserRow } from './shown-users'
export { shownLine, writeLine } from './shown-values'
export {
  aliasByAddress,
  containerAt,
  domainDn,
  domainOf,
  pathTo,
  readWay,
  refuseAnother,
  type Step,
  stepTo,
  userByLogin,
} from './tree'
export { createUser, deleteUser, setUserPassword, setUserStatus, updateUser } from './users'
