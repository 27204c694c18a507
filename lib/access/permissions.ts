/**
 * Who may do what: one row an operation, one column a role. An operation without a row does not compile, and
 * a role without a word in a row may not.
 *   all   – everywhere
 *   scope – on what lies below the containers the person administers
 *   self  – on the own account
 */
export const roles = [
  'manager',
  'administrator',
  'domainAdministrator',
  'groupAdministrator',
  'user',
] as const
export type Role = (typeof roles)[number]
export type Grant = 'all' | 'scope' | 'self'
type Row = Partial<Record<Role, Grant>>

const administrators: Row = { manager: 'all', administrator: 'all' }
const domainAdministrators: Row = { ...administrators, domainAdministrator: 'scope' }
const everyAdministrator: Row = { ...domainAdministrators, groupAdministrator: 'scope' }
const everybody: Row = {
  manager: 'self',
  administrator: 'self',
  domainAdministrator: 'self',
  groupAdministrator: 'self',
  user: 'self',
}

export const permissions = {
  'directory.browse': everyAdministrator,
  'directory.list': everyAdministrator,
  'directory.export': everyAdministrator,
  'domain.list': everyAdministrator,
  'domain.show': domainAdministrators,
  'domain.create': administrators,
  'domain.update': administrators,
  'domain.delete': administrators,
  'container.find': everyAdministrator,
  'container.show': everyAdministrator,
  'container.create': everyAdministrator,
  'container.update': everyAdministrator,
  'container.move': everyAdministrator,
  'container.delete': everyAdministrator,
  'container.refreshGroups': administrators,
  'entry.move': everyAdministrator,
  'contact.show': everyAdministrator,
  'contact.create': everyAdministrator,
  'contact.update': everyAdministrator,
  'contact.delete': everyAdministrator,
  'resource.show': domainAdministrators,
  'resource.create': domainAdministrators,
  'resource.update': domainAdministrators,
  'resource.delete': domainAdministrators,
  'role.list': domainAdministrators,
  'role.set': domainAdministrators,
  'user.list': everyAdministrator,
  'user.show': everyAdministrator,
  'user.create': everyAdministrator,
  'user.update': everyAdministrator,
  'user.listFiles': everyAdministrator,
  'user.showPhoto': everyAdministrator,
  'user.setFile': everyAdministrator,
  'user.setStatus': everyAdministrator,
  'user.delete': everyAdministrator,
  'user.setPassword': everyAdministrator,
  'alias.list': domainAdministrators,
  'alias.look': domainAdministrators,
  'alias.show': domainAdministrators,
  'alias.create': domainAdministrators,
  'alias.update': domainAdministrators,
  'alias.delete': domainAdministrators,
  'member.find': domainAdministrators,
  'folder.list': everyAdministrator,
  'folder.show': everyAdministrator,
  'folder.below': everyAdministrator,
  'folder.partitions': administrators,
  'folder.create': everyAdministrator,
  'folder.rename': everyAdministrator,
  'folder.delete': everyAdministrator,
  'folder.setType': everyAdministrator,
  'folder.deleted': everyAdministrator,
  'folder.restore': everyAdministrator,
  'folder.deletedMessages': everyAdministrator,
  'folder.undelete': everyAdministrator,
  'folder.reconstruct': everyAdministrator,
  'folder.repair': everyAdministrator,
  'acl.show': everyAdministrator,
  'acl.set': everyAdministrator,
  'acl.remove': everyAdministrator,
  'acl.why': everyAdministrator,
  'acl.reach': everyAdministrator,
  'acl.previewBelow': everyAdministrator,
  'acl.applyBelow': everyAdministrator,
  'acl.setMany': everyAdministrator,
  'acl.gone': administrators,
  'acl.forgetGone': everyAdministrator,
  'quota.list': everyAdministrator,
  'quota.of': everyAdministrator,
  'quota.set': everyAdministrator,
  'quota.fix': everyAdministrator,
  'mailboxes.recover': { manager: 'all' },
  'mailboxes.rebuild': { manager: 'all' },
  'mailboxes.recovery': { manager: 'all' },
  'retention.list': everyAdministrator,
  'retention.preview': everyAdministrator,
  'retention.set': everyAdministrator,
  'retention.remove': everyAdministrator,
  'retention.run': everyAdministrator,
  'retention.apply': everyAdministrator,
  'posting.list': everyAdministrator,
  'posting.preview': everyAdministrator,
  'posting.set': everyAdministrator,
  'posting.remove': everyAdministrator,
  'posting.run': everyAdministrator,
  'posting.apply': everyAdministrator,
  'posting.withdraw': everyAdministrator,
  'bulk.preview': everyAdministrator,
  'bulk.start': everyAdministrator,
  'job.list': everyAdministrator,
  'job.show': everyAdministrator,
  'job.cancel': everyAdministrator,
  'job.resume': everyAdministrator,
  'service.list': administrators,
  'service.facts': administrators,
  'service.start': administrators,
  'service.stop': administrators,
  'service.restart': administrators,
  'service.reload': administrators,
  'config.list': administrators,
  'config.files': administrators,
  'config.file': administrators,
  'config.preview': administrators,
  'config.apply': administrators,
  'config.restore': administrators,
  'config.keep': administrators,
  'config.takeBack': administrators,
  'config.state': administrators,
  'config.history': administrators,
  'config.revision': administrators,
  'audit.history': everyAdministrator,
  'audit.list': administrators,
  'self.show': everybody,
  'self.view': everybody,
  'self.changePassword': everybody,
  'self.setPreferences': everybody,
  'session.signOutEverywhere': everybody,
} as const satisfies Record<string, Row>

export type OperationName = keyof typeof permissions

/** The right a role has to an operation; undefined means no. */
export function grantOf(role: Role, operation: OperationName): Grant | undefined {
  const row: Row = permissions[operation]
  return row[role]
}

const rank: Record<Role, number> = {
  manager: 4,
  administrator: 3,
  domainAdministrator: 2,
  groupAdministrator: 1,
  user: 0,
}

/** True when an account of role `other` must not be touched by somebody of role `own`. */
export function outranks(other: Role, own: Role): boolean {
  return own !== 'manager' && rank[other] >= rank[own]
}
