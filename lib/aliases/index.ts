export {
  type Alias,
  type AliasRow,
  createAlias,
  deleteAlias,
  findMembers,
  listAliases,
  showAlias,
  updateAlias,
} from './operations'
