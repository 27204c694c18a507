/** Writing a list of folders from their directories, in small steps that may each be done again. */
import type { Instance } from '@/lib/instance/instance'
import { mustRun } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { asCyrus, linesOf, nameOf, runCyrusTool, toolName } from './cyrus-tools'
import { addToMailboxList, type ListRow, readMailboxList } from './mailbox-list'

/** Directories that one run of the tool takes. */
const AT_ONCE = 50

export type Rebuild = {
  /** imapd.conf(5) that names the list to write. */
  conf: string
  spools: { name: string; directory: string }[]
  /** The list as it was. */
  before: Map<string, ListRow>
  tell: (progress: { done: number; total: number }) => void
}

export type Notes = {
  /** Cyrus's names of folders whose own files had to be repaired. */
  repaired: Set<string>
  /** Directories, from the spool on, of what nobody knows the name of, or another folder has the name of. */
  unreadable: string[]
}

type Place = { partition: string; spool: string; directory: string; hasHeader: boolean }

/** A folder that could not be entered; with its name where the header is good. */
type Damaged = { place: Place; internal?: string }

/** Writes the list; what has no readable header is looked up in the list as it was, and repaired. */
export async function rebuildList(instance: Instance, work: Rebuild): Promise<Notes> {
  const places = (await Promise.all(work.spools.map(placesIn))).flat()
  const withHeader = places.filter(({ hasHeader }) => hasHeader)
  const damaged: Damaged[] = places.filter(({ hasHeader }) => !hasHeader).map((place) => ({ place }))
  const total = places.length
  for (let done = 0; done < withHeader.length; done += AT_ONCE) {
    work.tell({ done, total })
    damaged.push(...(await listed(instance, work.conf, withHeader.slice(done, done + AT_ONCE))))
  }
  work.tell({ done: withHeader.length, total })
  const notes = await bringDamaged(instance, work, damaged)
  notes.unreadable.push(...(await unlisted(instance, work.conf, withHeader, damaged)))
  work.tell({ done: total, total })
  return notes
}

/** Directories that hold a folder: those with a header, and those that hold files but no header and no directory. */
async function placesIn({ name, directory: spool }: Rebuild['spools'][number]): Promise<Place[]> {
  const headers = ['-name', 'cyrus.header', '-printf', 'h%h\\0']
  const directories = ['-type', 'd', '(', '-empty', '-printf', 'e%p\\0', '-o', '-printf', 'd%p\\0', ')']
  const found = await mustRun(
    'cyrus',
    '/usr/bin/find',
    [spool, '-mindepth', '1', '-name', 'stage.', '-prune', '-o', ...headers, '-o', ...directories],
    { user: systemUser('cyrus'), timeout: 30 * 60_000 },
  )
  const entries = found.split('\0').filter(Boolean)
  const which = (kind: string) => entries.flatMap((entry) => (entry.startsWith(kind) ? [entry.slice(1)] : []))
  const [withHeader, full, empty] = [new Set(which('h')), which('d'), which('e')]
  const parents = new Set(
    [...full, ...empty].map((directory) => directory.slice(0, directory.lastIndexOf('/'))),
  )
  return full
    .filter((directory) => withHeader.has(directory) || !parents.has(directory))
    .map((directory) => ({ partition: name, spool, directory, hasHeader: withHeader.has(directory) }))
}

/** Of two folders with one name, such as where somebody made another while the list was gone, Cyrus lists one. */
async function unlisted(
  instance: Instance,
  conf: string,
  places: Place[],
  damaged: Damaged[],
): Promise<string[]> {
  const ids = new Set([...(await readMailboxList(instance, conf)).values()].map(({ uniqueid }) => uniqueid))
  const isDamaged = new Set(damaged.map(({ place }) => place))
  return places
    .filter((place) => !ids.has(idOf(place)) && !isDamaged.has(place))
    .map(({ directory, spool }) => directory.slice(spool.length + 1))
}

/** Has Cyrus enter the folders in these directories; gives those that it could not. */
async function listed(instance: Instance, conf: string, places: Place[]): Promise<Damaged[]> {
  const argv = ['-P', ...places.map(({ directory }) => directory)]
  const { code, stdout, stderr } = await runCyrusTool(instance, 'reconstruct', argv, {
    ...{ conf, timeout: 10 * 60_000 },
  })
  if (code !== 0) {
    // Some damage makes the tool end; the others should not suffer from it.
    if (places.length === 1) return places.map((place) => ({ place }))
    const one = []
    for (const place of places) one.push(...(await listed(instance, conf, [place])))
    return one
  }
  const byId = new Map(places.map((place) => [idOf(place), place]))
  const byDirectory = new Map(places.map((place) => [place.directory, place]))
  return linesOf(`${stdout}\n${stderr}`).flatMap((line) => {
    const [, internal, id = ''] = /^failed to open mailbox (.*) \((\w+)\): /.exec(line) ?? []
    const [, file = ''] =
      /^(?:Invalid\/missing cyrus\.header|Header for mailbox .*) at '(.*)'$/.exec(line) ?? []
    const [, misplaced = ''] = /is not located in proper location: '(.*)'$/.exec(line) ?? []
    const place = byId.get(id) ?? byDirectory.get((file || misplaced).replace(/\/cyrus\.header$/, ''))
    return place ? [{ place, internal }] : []
  })
}

/** The directory of a folder is named by the folder's id. */
function idOf({ directory }: Place): string {
  return directory.slice(directory.lastIndexOf('/') + 1)
}

async function bringDamaged(
  instance: Instance,
  { conf, before }: Rebuild,
  damaged: Damaged[],
): Promise<Notes> {
  const after = await readMailboxList(instance, conf)
  const old = new Map([...before.values()].map((row) => [row.uniqueid, row]))
  const notes: Notes = { repaired: new Set(), unreadable: [] }
  for (const { place, internal } of damaged) {
    const row = old.get(idOf(place)) ?? bareRow(place, internal)
    if (!row || after.has(row.name) || notes.repaired.has(row.name)) {
      notes.unreadable.push(place.directory.slice(place.spool.length + 1))
      continue
    }
    await repair(instance, conf, place, row, internal !== undefined)
    notes.repaired.add(row.name)
  }
  return notes
}

/** What is known of a folder whose header says no more than its name, because its index is damaged. */
function bareRow(place: Place, internal: string | undefined): ListRow | undefined {
  return internal
    ? { name: internal, uniqueid: idOf(place), partition: place.partition, mbtype: 'e', acl: {} }
    : undefined
}

/** reconstruct(8) makes the header say what the list says; a header that was good, and knows better, is put back. */
async function repair(
  instance: Instance,
  conf: string,
  { directory }: Place,
  row: ListRow,
  hasGoodHeader: boolean,
): Promise<void> {
  const [header, copy] = [`${directory}/cyrus.header`, `${directory}/cyrus.header.good`]
  if (hasGoodHeader) await asCyrus('cp', '--', header, copy)
  await addToMailboxList(instance, conf, [row])
  const argv = ['--', toolName(nameOf(row.name))]
  await runCyrusTool(instance, 'reconstruct', argv, { conf, timeout: 10 * 60_000 })
  if (!hasGoodHeader) return
  await asCyrus('mv', '-f', '--', copy, header)
  await runCyrusTool(instance, 'reconstruct', ['-P', directory], { conf, timeout: 10 * 60_000 })
}
