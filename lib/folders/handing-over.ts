/** What changes with folders that get another place: whose they are, and for which limit they count. */
import type { Handles } from '@/lib/access'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { plainRights } from './rights'

/** What Cyrus gives an owner of new folders. */
const OWNERS_RIGHTS = 'lrswipkxtean'

/** Safe to be done again. `names` are those after the move. Errors: unavailable. */
export async function handOver(
  { folders, intent }: Handles,
  names: string[],
  { from, to }: { from: string | null; to: string },
): Promise<void> {
  const lists = await folders.aclsOf(names)
  const settings = [...lists].flatMap(([name, entries]) => {
    const rightsOf = (login: string) => entries.find(({ id }) => id === login)?.rights ?? ''
    const wanted = [{ name, id: to, before: rightsOf(to), rights: OWNERS_RIGHTS }]
    if (from !== null) wanted.push({ name, id: from, before: rightsOf(from), rights: '' })
    return wanted.filter(({ before, rights }) => plainRights(before) !== plainRights(rights))
  })
  const refused = await folders.setAcls(settings.map(({ name, id, rights }) => ({ name, id, rights })))
  for (const [at, { name, id, before, rights }] of settings.entries()) {
    const error = refused[at]
    // Cyrus gives nothing to nobody: a mailbox whose account is gone has no owner.
    const isNobody = /identifier/i.test(String(error?.values.detail))
    // Somebody would keep what was taken: that is not over until it is done.
    if (error && !isNobody) throw new ConsoleError('unavailable', error.code, error.values)
    if (error) continue
    const words = (letters: string) => (letters === '' ? [] : [letters])
    intent.change({ dn: name, attribute: id, before: words(before), after: words(rights) })
  }
}

/** Cyrus counts what left a folder with a limit for that one, until it counts anew; where it cannot, a repair does. */
export async function countAnew({ folders }: Handles, name: string): Promise<void> {
  const holds = await folders.quotaRoot(name)
  if (!holds || holds.root === name || name.startsWith(`${holds.root}/`)) return
  await folders.fixQuota(name).catch((error: unknown) => {
    if (!isConsoleError(error)) throw error
  })
}
