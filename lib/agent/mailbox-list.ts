/** Cyrus's list of all folders, mailboxes.db, as ctl_mboxlist(8) writes and reads it: JSON by Cyrus's own names. */
import { z } from 'zod'
import type { Instance } from '@/lib/instance/instance'
import { linesOf, runCyrusTool, toolFailure } from './cyrus-tools'

/** What else a row has stays in it. */
const row = z.looseObject({
  name: z.string(),
  uniqueid: z.string(),
  partition: z.string().optional(),
  mbtype: z.string().optional(),
  acl: z.record(z.string(), z.string()).optional(),
})
export type ListRow = z.infer<typeof row>

const PATIENCE = { timeout: 10 * 60_000 }

/**
 * The rows of the list that an imapd.conf(5) names, by name; none when it is not there or cannot be read. Not those
 * that only remember a name.
 */
export async function readMailboxList(
  instance: Pick<Instance, 'paths'>,
  conf: string,
): Promise<Map<string, ListRow>> {
  const { code, stdout } = await runCyrusTool(instance, 'ctl_mboxlist', ['-d'], { conf, ...PATIENCE })
  if (code !== 0) return new Map()
  const rows = parse(stdout)
  return new Map(rows.filter(isThere).map((row) => [row.name, row]))
}

/**
 * The rows of Cyrus's own list whose text is wanted: the list may be too long to be kept as a whole. Errors:
 * service.refused.
 */
export async function findInMailboxList(
  instance: Pick<Instance, 'paths'>,
  isWanted: (line: string) => boolean,
): Promise<ListRow[]> {
  // One row is one line, from "name": to a comma; braces begin and end the whole.
  const only = (line: string) => line === '}' || isWanted(line)
  const result = await runCyrusTool(instance, 'ctl_mboxlist', ['-d'], { timeout: 60_000, only })
  const lines = linesOf(result.stdout)
  if (result.code !== 0 || lines.pop() !== '}') throw toolFailure(result)
  const rows = parse(`{${lines.join('\n').replace(/,$/, '')}}`)
  if (rows.length !== lines.length) throw toolFailure(result)
  return rows.filter(isThere)
}

/** Everybody whom the access list of somebody else's folder names, without `-`. Errors: as above. */
export async function identifiersInMailboxList(instance: Pick<Instance, 'paths'>): Promise<string[]> {
  const found = new Set<string>()
  await findInMailboxList(instance, (line) => {
    const [row] = parse(`{${line.replace(/,$/, '')}}`)
    if (!row || !isThere(row)) return false
    const owner = /^(?:DELETED\.)?user\.([^.]+)/.exec(row.name)?.[1]?.replaceAll('^', '.')
    for (const id of Object.keys(row.acl ?? {}))
      if (id.replace(/^-/, '') !== owner) found.add(id.replace(/^-/, ''))
    return false
  })
  return [...found]
}

/** Puts rows into the list that an imapd.conf(5) names; others stay. Errors: service.refused. */
export async function addToMailboxList(
  instance: Pick<Instance, 'paths'>,
  conf: string,
  rows: ListRow[],
): Promise<void> {
  const input = JSON.stringify(Object.fromEntries(rows.map((row) => [row.name, row])))
  const result = await runCyrusTool(instance, 'ctl_mboxlist', ['-u'], { conf, input, ...PATIENCE })
  if (result.code !== 0) throw toolFailure(result)
}

/** mbtype "d": a folder that was deleted or got another name. */
function isThere({ mbtype = '' }: ListRow): boolean {
  return !/[di]/.test(mbtype)
}

function parse(text: string): ListRow[] {
  try {
    return Object.values(z.record(z.string(), row).parse(JSON.parse(text)))
  } catch {
    return []
  }
}
