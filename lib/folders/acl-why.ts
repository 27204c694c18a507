/** Why somebody may do what they may do with a folder, and where else they may do something. */
import { z } from 'zod'
import { type Handles, operation, parentDn, type Role } from '@/lib/access'
import { absentIsNull, login, userByLogin } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'
import { positive } from './acl'
import { rightsFrom } from './acl-plan'
import { groupIdentifier } from './identifiers'
import { collectionOf, isInternal } from './listing'
import { beside } from './making'
import { folderName, parentOf } from './names'
import { ownerOf } from './owners'
import { plainRights, union, without } from './rights'

export type RightsSource = {
  /**
   * An own entry, that of a group the person is in, or anyone's; what Cyrus leaves every owner; and, with no rights in
   * mail programs, administering the server in this console.
   */
  source: 'own' | 'group' | 'anyone' | 'owner' | 'administrator'
  id: string
  /** DN of the group, and its name. */
  dn: string | null
  name: string
  negative: boolean
  rights: string
}
export type Why = {
  folder: string
  login: string
  /** The person's name. */
  name: string
  /** What Cyrus lets the person do now; '' for nothing. */
  effective: string
  /** Whether the account is suspended, so that nothing can sign in to it and use these rights. */
  isSuspended: boolean
  sources: RightsSource[]
  /** What the person would have on a new folder below, which begins with this one's access list. */
  onNewFolder: string
  /** What the folder above gives, which this one began with. */
  parent: { folder: string; rights: string } | null
}

export const whyAcl = operation({
  name: 'acl.why',
  kind: 'read',
  input: z.strictObject({ folder: folderName.min(1, 'input.required'), login }),
  async run(handles, { folder, login }): Promise<Why> {
    await handles.folders.require(folder)
    const user = await userByLogin(handles, login).catch(absentIsNull)
    // Hidden or not there: it is the same to who asks.
    if (!user) throw beside('login', new ConsoleError('notFound', 'login.unknown', { login }))
    const isOwner = ownerOf(folder) === login
    const [entries, effective, groups, always] = await Promise.all([
      handles.folders.acl(folder),
      handles.folders.rightsOf(login, folder),
      groupsOf(handles, user.dn),
      // imapd.conf(5), implicit_owner_rights.
      isOwner ? handles.folders.alwaysGranted(folder, login).then(plainRights) : '',
    ])
    const names = [login, ...groups.keys(), 'anyone']
    const role = (user.first('smRole') ?? 'user') as Role
    const sources: RightsSource[] = entries
      .filter(({ id }) => names.includes(positive(id)))
      .map(({ id, rights }) => {
        const who = positive(id)
        const source = who === login ? 'own' : who === 'anyone' ? 'anyone' : 'group'
        return {
          source,
          id: who,
          dn: groups.get(who)?.dn ?? null,
          name: groups.get(who)?.name ?? '',
          negative: who !== id,
          rights: plainRights(rights),
        }
      })
    const self = { id: login, dn: null, name: '', negative: false }
    if (isOwner) sources.push({ source: 'owner', ...self, rights: always })
    if (role === 'manager' || role === 'administrator')
      sources.push({ source: 'administrator', ...self, rights: '' })
    return {
      ...{ folder, login, name: user.first('displayName') ?? user.first('cn') ?? '' },
      ...{ effective: plainRights(effective ?? ''), sources },
      isSuspended: user.first('smAccountStatus') === 'suspended',
      onNewFolder: computed(entries, names, always),
      parent: await parentRights(handles, folder, names, always),
    }
  },
})

export type ReachedRow = { folder: string; rights: string; isOwn: boolean }

/**
 * Every folder in scope with which a person may do something in mail or groupware programs, by name. What access lists
 * say counts, not what Cyrus shows: without the right to look up it lists no folder, and collections never.
 */
export const reachOf = operation({
  name: 'acl.reach',
  kind: 'read',
  input: z.strictObject({
    login,
    /** Without the person's own. */
    others: z.stringbool().or(z.boolean()).default(false),
    offset: z.coerce.number().int().min(0).default(0),
    count: z.coerce.number().int().min(1).max(500).default(200),
  }),
  async run(handles, { login, others, offset, count }): Promise<{ rows: ReachedRow[]; total: number }> {
    const user = await userByLogin(handles, login)
    const names = [login, ...(await groupsOf(handles, user.dn)).keys(), 'anyone']
    const named = await handles.folders.naming(login, names)
    const always = named.some(({ folder }) => folder === `user/${login}`)
      ? plainRights(await handles.folders.alwaysGranted(`user/${login}`, login))
      : ''
    const reached = named
      .map(({ folder, entries }): ReachedRow => {
        const isOwn = ownerOf(folder) === login
        return { folder, isOwn, rights: computed(entries, names, isOwn ? always : '') }
      })
      .filter(({ folder, isOwn, rights }) => rights !== '' && !(isOwn && (others || isHidden(folder))))
      .sort((a, b) => (a.folder < b.folder ? -1 : 1))
    return { rows: reached.slice(offset, offset + count), total: reached.length }
  },
})

/** What programs keep for themselves in everybody's mailbox. */
function isHidden(folder: string): boolean {
  return isInternal(folder) && collectionOf(folder) === null
}

/** The groups that an account is in: the containers around it that have a name as a group, with their DNs and names. */
async function groupsOf(
  { directory }: Handles,
  dn: string,
): Promise<Map<string, { dn: string; name: string }>> {
  const around = await directory.readAbove(dn, ['smGroupId', 'o', 'ou'])
  return new Map(
    around
      .filter((entry) => entry.dn !== dn && entry.has('smGroupId') && parentDn(entry.dn) !== '')
      .map((entry) => [
        groupIdentifier(entry.first('smGroupId') ?? ''),
        { dn: entry.dn, name: entry.first('ou') ?? entry.first('o') ?? '' },
      ]),
  )
}

function computed(entries: { id: string; rights: string }[], names: string[], always: string): string {
  const { given, taken } = rightsFrom(entries, names)
  return union(without(given, taken), always)
}

async function parentRights({ folders }: Handles, folder: string, names: string[], always: string) {
  const parent = parentOf(folder)
  if (parent === '' || parent === 'user' || !(await folders.exists(parent))) return null
  return { folder: parent, rights: computed(await folders.acl(parent), names, always) }
}
