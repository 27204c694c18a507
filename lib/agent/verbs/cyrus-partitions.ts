import { statfs } from 'node:fs/promises'
import { cyrusSettings, partitionsIn } from '../cyrus-tools'
import type { Verb } from '../verb'

/** The partitions of imapd.conf(5), and how much room there is. */
export const listPartitions: Verb<'cyrus.partitions'> = async (instance) => {
  const settings = await cyrusSettings(instance)
  const partitions = await Promise.all(
    partitionsIn(settings).map(async ({ name, directory }) => ({
      ...{ name, isDefault: name === settings.get('defaultpartition') },
      ...(await room(directory)),
    })),
  )
  return { partitions: partitions.slice(0, 100) }
}

async function room(directory: string): Promise<{ size: number | null; free: number | null }> {
  const found = await statfs(directory).catch(() => null)
  return { size: found && found.blocks * found.bsize, free: found && found.bavail * found.bsize }
}
