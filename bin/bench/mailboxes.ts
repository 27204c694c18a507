/** Public folders and mailboxes for the benchmark. */
import { rmSync, statfsSync, symlinkSync } from 'node:fs'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import type { Instance } from '@/lib/instance/instance'
import { mustRun } from '@/lib/instance/program'
import { saslauthd } from '@/lib/instance/saslauthd/saslauthd'
import { asCyrus } from './imap'
import { inMemory } from './memory'
import type { Place } from './place'

const CONNECTIONS = 4
/** Bytes on disk for each, with some to spare. */
const SIZE = 30_000

/** Makes them with CREATE; Cyrus is stopped again afterwards. */
export async function makeMailboxes(instance: Instance, place: Place): Promise<void> {
  const { folders, below, mailboxes } = place
  const names = [...Array(folders).keys()].map(place.folder)
  const subtree = [place.subtree, ...[...Array(below).keys()].map(place.folderBelow)]
  const people = [...Array(mailboxes).keys()].map((number) => `user/${place.mailbox(number)}`)
  const isRoomy = statfs('/dev/shm') > (folders + below + mailboxes) * SIZE
  // Cyrus waits for the disk several times for each: it makes them in memory, and they are copied.
  const move = isRoomy ? moveCyrus : async () => {}
  await move(instance, 'to memory')
  for (const server of [saslauthd, cyrus]) await server.start(instance)
  await create(instance, subtree.slice(0, 1))
  await create(instance, [...names, ...subtree.slice(1), ...people])
  await cyrus.stop(instance)
  await move(instance, 'to disk')
}

async function create(instance: Instance, names: string[]): Promise<void> {
  const share = Math.ceil(names.length / CONNECTIONS)
  const parts = [...Array(CONNECTIONS).keys()].map((at) => names.slice(at * share, (at + 1) * share))
  await Promise.all(
    parts.map(async (part) => {
      if (part.length === 0) return
      const imap = await asCyrus(instance)
      await imap.say(...part.map((name) => `CREATE "${name}"`))
      imap.close()
    }),
  )
}

async function moveCyrus({ directory, paths }: Instance, where: 'to memory' | 'to disk'): Promise<void> {
  const memory = inMemory(directory)
  const copy = (from: string, to: string) =>
    mustRun('cyrus', '/bin/cp', ['-a', from, to], { timeout: 600_000 })
  if (where === 'to memory') {
    await copy(paths.cyrusData, memory)
    rmSync(paths.cyrusData, { recursive: true })
    symlinkSync(memory, paths.cyrusData)
  } else {
    rmSync(paths.cyrusData)
    await copy(memory, paths.cyrusData)
    rmSync(memory, { recursive: true })
    // What is measured afterwards also waits for the disk.
    await mustRun('cyrus', '/bin/sync', [], { timeout: 600_000 })
  }
}

function statfs(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  } catch {
    return 0
  }
}
