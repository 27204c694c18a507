import type { Handles } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'

/**
 * For what would wait for whoever holds a folder, and be done when nobody expects it any more. Errors: notFound;
 * unavailable folder.busy.
 */
export async function requireFree({ folders }: Handles, folder: string): Promise<void> {
  await folders.require(folder)
  if ((await folders.seen([folder])).get(folder)?.isBusy) throw new ConsoleError('unavailable', 'folder.busy')
}
