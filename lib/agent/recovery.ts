/**
 * Recovery of Cyrus's list of all folders. Each folder's directory says in cyrus.header what the folder is called,
 * who may do what with it and which id it has, so `reconstruct -P` (reconstruct(8)) can write the list anew. It
 * writes another file while Cyrus is stopped; the old list is Cyrus's until the new one takes its place in one step.
 *
 * Cyrus's directories are Cyrus's: what is done in them is done as the user cyrus, not as root.
 */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { ConsoleError } from '@/lib/errors'
import { cyrusOnly } from '@/lib/instance/cyrus/cyrus'
import { replaceFile, rootOnly } from '@/lib/instance/files'
import type { Instance } from '@/lib/instance/instance'
import { asCyrus, cyrusSettings, partitionsIn } from './cyrus-tools'
import { log } from './log'
import { type ListRow, readMailboxList } from './mailbox-list'
import { bringAnnotations } from './recovery-annotations'
import { rebuildList } from './recovery-rebuild'
import { compared, type RecoveryRow } from './recovery-report'
import { control, services } from './services'

export type Progress = { done: number; total: number }

export type Recovered = { rows: RecoveryRow[]; backup: string | null }

/**
 * Rebuilds the list, telling how far it is. Errors: service.refused when nothing could be found, or a tool failed;
 * service.start when Cyrus does not start afterwards.
 */
export async function recoverList(
  instance: Instance,
  tell: (progress: Progress) => void,
): Promise<Recovered> {
  const settings = await cyrusSettings(instance)
  const list = listFile(instance, settings)
  const conf = confFile(instance)
  let recovered: Recovered | undefined
  await control('recover', 'cyrus', async (cyrus) => {
    // From here on whoever comes after a killed agent knows that Cyrus has to be started.
    await replaceFile(markFile(instance), '', rootOnly)
    try {
      await cyrus.stop(instance)
      const backup = await copyOf(list)
      await replaceFile(conf, stagedConf(settings, stagedFile(list)), cyrusOnly())
      // Read from another copy: reading puts a list in order that was not closed well.
      if (backup) await asCyrus('cp', '--', list, stagedFile(list))
      const before = await readMailboxList(instance, conf)
      await asCyrus('rm', '-f', '--', stagedFile(list))
      const spools = partitionsIn(settings)
      const notes = await rebuildList(instance, { conf, spools, before, tell })
      const after = await readMailboxList(instance, conf)
      if (after.size === 0) throw nothingFound()
      await bringAnnotations(instance, settings, idsBeyond(before, after))
      await asCyrus('mv', '-f', '--', stagedFile(list), list)
      recovered = { rows: compared(before, after, notes), backup: backup?.split('/').at(-1) ?? null }
    } finally {
      await cleanUp(instance, list)
    }
  })
  if (!recovered) throw nothingFound()
  return recovered
}

/** What a killed agent left half done is taken back, and Cyrus is started. */
export async function settleRecovery(instance: Instance): Promise<void> {
  if (!existsSync(markFile(instance))) return
  log('recovery', { result: 'interrupted' })
  await control('start', 'cyrus', async () => {
    await cleanUp(instance, listFile(instance, await cyrusSettings(instance)))
  })
}

async function cleanUp(instance: Instance, list: string): Promise<void> {
  await asCyrus('rm', '-f', '--', stagedFile(list))
  await rm(confFile(instance), { force: true })
  await services.cyrus.start(instance)
  await rm(markFile(instance), { force: true })
}

function listFile({ paths }: Instance, settings: Map<string, string>): string {
  const directory = settings.get('configdirectory') ?? `${paths.cyrusData}/conf`
  return settings.get('mboxlist_db_path') ?? `${directory}/mailboxes.db`
}

function stagedFile(list: string): string {
  return `${list}.recovered`
}

function confFile({ paths }: Instance): string {
  return `${paths.cyrusConfig}/recovery.conf`
}

function markFile({ paths }: Instance): string {
  return `${paths.run}/cyrus-recovery`
}

/** Cyrus's own settings with another list. */
function stagedConf(settings: Map<string, string>, list: string): string {
  const lines = [...new Map([...settings, ['mboxlist_db_path', list]])]
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('')
}

/** The copy's name says when it was made; null when there is nothing to copy. */
async function copyOf(list: string): Promise<string | null> {
  if (!existsSync(list)) return null
  const copy = `${list}.${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`
  await asCyrus('cp', '--preserve=timestamps', '--', list, copy)
  return copy
}

/** The ids of the folders that were not in the list. */
function idsBeyond(before: Map<string, ListRow>, after: Map<string, ListRow>): Set<string> {
  const known = new Set([...before.values()].map(({ uniqueid }) => uniqueid))
  return new Set([...after.values()].flatMap(({ uniqueid }) => (known.has(uniqueid) ? [] : [uniqueid])))
}

function nothingFound(): ConsoleError {
  const detail = 'no folder was found'
  return new ConsoleError('failed', 'service.refused', { service: 'cyrus', detail })
}
