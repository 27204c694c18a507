/**
 * What Cyrus keeps of folders beside their directories, such as special uses and types, by the folders' ids. Starting
 * without its list of folders it takes that for left over (ctl_cyrusdb(8) -r), and puts the file aside.
 */
import { existsSync } from 'node:fs'
import type { Instance } from '@/lib/instance/instance'
import { runCyrusTool, toolFailure } from './cyrus-tools'

const PATIENCE = { timeout: 10 * 60_000, encoding: 'latin1' } as const

/** Brings back what was put aside of these folders, as far as nothing is known of them. Cyrus is stopped meanwhile. */
export async function bringAnnotations(
  instance: Instance,
  settings: Map<string, string>,
  ids: Set<string>,
): Promise<void> {
  const directory = settings.get('configdirectory') ?? `${instance.paths.cyrusData}/conf`
  const file = settings.get('annotation_db_path') ?? `${directory}/annotations.db`
  const aside = `${file}.OLD`
  if (ids.size === 0 || !existsSync(file) || !existsSync(aside)) return
  const batch = async (database: string, input: string) => {
    const argv = [database, settings.get('annotation_db') ?? 'twoskip', 'batch']
    const result = await runCyrusTool(instance, 'cyr_dbtool', argv, { ...PATIENCE, input })
    if (result.code !== 0) throw toolFailure(result)
    return result.stdout
  }
  const known = new Set(entriesIn(await batch(file, SHOW)).map(idOf))
  const wanted = entriesIn(await batch(aside, SHOW)).filter(
    (entry) => ids.has(idOf(entry)) && !known.has(idOf(entry)),
  )
  if (wanted.length > 0) await batch(file, wanted.map(([key, value]) => set(key, value)).join(''))
}

type Entry = [key: string, value: string]

const SHOW = 'SHOW\r\n'

function set(key: string, value: string): string {
  return `SET {${key.length}+}\r\n${key} {${value.length}+}\r\n${value}\r\n`
}

/** A key is the folder's id, the name of what is kept, and for whom, each but the last with a zero behind it. */
function idOf([key]: Entry): string {
  return key.slice(0, key.indexOf('\0'))
}

/** Keys and values in turn, each a word or so many bytes that are announced, as IMAP has them. */
function entriesIn(text: string): Entry[] {
  const entries: Entry[] = []
  let at = 0
  const next = () => {
    const literal = /^\{(\d+)\}\r\n/.exec(text.slice(at, at + 20))
    const begin = at + (literal?.[0].length ?? 0)
    const end = literal ? begin + Number(literal[1]) : begin + text.slice(begin).search(/[ \n]/)
    at = end + 1
    return text.slice(begin, end)
  }
  while (at < text.length) entries.push([next(), next()])
  return entries
}
