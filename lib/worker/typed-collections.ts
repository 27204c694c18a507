import { connections } from '@/lib/access/connections'
import { isConsoleError } from '@/lib/errors'

/**
 * Takes the Kolab type off what Cyrus serves by CalDAV or CardDAV: earlier versions of the console set it, and other
 * programs may. Gives the names; what Cyrus refuses stays as it is. Errors: unavailable.
 */
export async function untypeCollections({ mailboxes } = connections()): Promise<string[]> {
  const { folders } = mailboxes
  const untyped: string[] = []
  for (const name of await folders.typedCollections()) {
    try {
      await folders.setType(name, null)
      untyped.push(name)
    } catch (error) {
      if (!isConsoleError(error) || error.kind === 'unavailable') throw error
    }
  }
  return untyped
}
