export {
  type Alias,
  type AliasRow,
  createAlias,
  deleteAlias,
  findMembers,
  listAliases,
  lookAtAliases,
  showAlias,
  updateAlias,
} from './operations'
