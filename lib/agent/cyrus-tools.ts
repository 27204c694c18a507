/**
 * Cyrus's own tools, run as the user cyrus. Most exit with 0 whatever happens: what they print is what there is to
 * go by. They print names as Cyrus keeps them, `user.anna.Sent`, and take them as the administrator writes them.
 */
import { decodeName, encodeName } from '@/lib/adapters/imap/names'
import { ConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { mustRun, type ProgramOptions, type ProgramResult, runProgram } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'

export type CyrusTool = 'reconstruct' | 'quota' | 'unexpunge' | 'ctl_mboxlist' | 'cyr_dbtool' | 'cyr_info'

/** Most bytes of what a tool prints that are looked at. */
const KEEP = 64 * 1024 * 1024
/** unexpunge(8) restoring in a folder that is not there. */
const NO_MAILBOX = 20

/** Runs a tool to its end; times that it prints are in UTC. `conf` is another imapd.conf(5) than the instance's. */
export function runCyrusTool(
  { paths }: Pick<Instance, 'paths'>,
  tool: CyrusTool,
  argv: string[],
  options: Pick<ProgramOptions, 'timeout' | 'encoding' | 'input' | 'only'> & { conf?: string } = {},
): Promise<ProgramResult> {
  const { conf = paths.imapdConf, ...rest } = options
  return runProgram(`/usr/lib/cyrus/bin/${tool}`, ['-C', conf, ...argv], {
    ...{ user: systemUser('cyrus'), environment: { TZ: 'UTC' }, keep: KEEP, ...rest },
  })
}

/** What is done to files in Cyrus's own directories is done as Cyrus. Errors: service.refused. */
export function asCyrus(program: 'cp' | 'mv' | 'rm', ...argv: string[]): Promise<string> {
  return mustRun('cyrus', `/bin/${program}`, argv, { user: systemUser('cyrus'), timeout: 10 * 60_000 })
}

/** Cyrus's settings that are not as built in, read by itself: included files count. Some are secret. */
export async function cyrusSettings(instance: Pick<Instance, 'paths'>): Promise<Map<string, string>> {
  const result = await runCyrusTool(instance, 'cyr_info', ['conf'])
  if (result.code !== 0) throw toolFailure(result)
  return new Map(
    linesOf(result.stdout).flatMap((line) => {
      const [, name, value] = /^([^:]+): (.*)$/.exec(line) ?? []
      return name ? [[name, value ?? ''] as const] : []
    }),
  )
}

/** Name and directory of each partition, the default one first. */
export function partitionsIn(settings: Map<string, string>): { name: string; directory: string }[] {
  const first = settings.get('defaultpartition')
  return [...settings]
    .flatMap(([name, directory]) =>
      name.startsWith('partition-') ? [{ name: name.slice(10), directory }] : [],
    )
    .toSorted((a, b) => Number(b.name === first) - Number(a.name === first) || (a.name < b.name ? -1 : 1))
}

/** A folder's name as an argument for a tool. */
export function toolName(mailbox: string): string {
  return encodeName(mailbox)
}

/** The name that the administrator knows for one that Cyrus keeps; imapd.conf(5) unixhierarchysep. */
export function nameOf(internal: string): string {
  return decodeName(internal.replace(/[.^]/g, (sign) => (sign === '.' ? '/' : '.')))
}

export function linesOf(output: string): string[] {
  return output.split('\n').filter(Boolean)
}

/** What the agent may say of a tool's lines: not where the instance is, and no more than fits into an answer. */
export function notesOf({ directory }: Pick<Instance, 'directory'>, lines: string[]): string[] {
  const short = (line: string) => printable(line.replaceAll(`${directory}/`, ''), 300)
  return lines.slice(0, 100).map(short)
}

/** Text for an answer: nothing that is not seen, and not longer than so many UTF-16 units. */
export function printable(text: string, most: number): string {
  const seen = text.replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ').trim()
  return seen.length <= most ? seen : `${seen.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`
}

/** Errors: 'notFound' access.notFound for a folder that Cyrus does not know; 'failed' service.refused for the rest. */
export function toolFailure({ code, stdout, stderr }: ProgramResult): ConsoleError {
  if (code === NO_MAILBOX || /does not exist/.test(stderr + stdout))
    return new ConsoleError('notFound', 'access.notFound')
  const detail = printable(stderr || stdout, 300) || 'no answer in time'
  return new ConsoleError('failed', 'service.refused', { service: 'cyrus', detail })
}
