export { browse, type Node } from './browse'
export {
  type Container,
  createContainer,
  deleteContainer,
  moveContainer,
  showContainer,
  updateContainer,
} from './containers'
export { createDomain, type Domain, deleteDomain, listDomains, showDomain, updateDomain } from './domains'
export { address, domainName, edit, isLocalPart, line, login, newPassword, requiredLine } from './fields'
export { isAlias, isUser, type Kind, kindOf } from './kinds'
export { refuseAliasOverLimit } from './limits'
export { absentIsNull, takeBack } from './made'
export { aliasByAddress, containerAt, domainDn, domainOf, userByLogin } from './tree'
export {
  createUser,
  deleteUser,
  listUsers,
  quotaOf,
  setUserPassword,
  setUserStatus,
  showUser,
  type User,
  type UserRow,
  updateUser,
} from './users'
