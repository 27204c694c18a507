/**
 * The files that the console shows and changes: a fixed list for each server, and what these files include below the
 * server's own directory. Nothing else can be read or written through the agent, whatever a path looks like.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { AgentResult } from '@/lib/adapters/agent/protocol'
import { decoded } from '@/lib/configuration/documents/bytes'
import { type FormatName, includes, parse } from '@/lib/configuration/documents/document'
import { apacheQuoting, proftpdQuoting, words } from '@/lib/configuration/documents/words'
import { ConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'

type Summary = AgentResult<'configuration.files'>['files'][number]
export type ConfiguredService = Summary['service']

export type ConfigurationFile = {
  /** Its path below etc/; of slapd, `slapd/cn=config`. */
  file: string
  service: ConfiguredService
  format: Summary['format']
}

/** What slapd itself has of its configuration, as a text. */
const SLAPD = 'slapd/cn=config'

/** What is no configuration is not read as one, such as a key that somebody includes. */
const NAMES = /\.(conf|cf|load)$/
const MOST_INCLUDED = 100

/** The files that are there now, included ones behind those that include them. */
export function configurationFiles(instance: Instance): ConfigurationFile[] {
  const found = new Map<string, ConfigurationFile>()
  for (const file of fixedFiles(instance)) withIncluded(instance, file, found)
  return [...found.values()]
}

/** Errors: 'notFound' config.noFile {file} for what is not among them. */
export function configurationFile(instance: Instance, name: string): ConfigurationFile {
  const file = configurationFiles(instance).find((one) => one.file === name)
  if (!file) throw new ConsoleError('notFound', 'config.noFile', { file: name })
  return file
}

/** Where a file is, but slapd's. */
export function placeOf({ paths }: Instance, { file }: ConfigurationFile): string {
  return path.join(paths.etc, file)
}

function fixedFiles({ paths }: Instance): ConfigurationFile[] {
  const row = (service: ConfiguredService, format: Summary['format'], ...places: string[]) =>
    places
      .filter((place) => isOwnFile(paths.etc, place))
      .map((place) => ({ file: path.relative(paths.etc, place), service, format }))
  const tables = readdirSync(paths.postfixConfig).filter(
    (name) => name.endsWith('.cf') && !name.startsWith('.'),
  )
  return [
    ...row('apache', 'apache', paths.apacheConf, `${paths.apacheConfig}/console.conf`),
    ...row('cyrus', 'imapd.conf', paths.imapdConf),
    ...row('cyrus', 'cyrus.conf', paths.cyrusConf),
    ...row(
      'cyrus',
      'imapd.conf',
      ...['directory', 'submission'].map((name) => `${paths.cyrusConfig}/${name}.conf`),
    ),
    { file: SLAPD, service: 'slapd', format: 'cn=config' },
    ...row('postfix', 'main.cf', `${paths.postfixConfig}/main.cf`),
    ...row('postfix', 'master.cf', `${paths.postfixConfig}/master.cf`),
    ...row(
      'postfix',
      'main.cf',
      ...tables
        .filter((name) => !/^(main|master)\.cf$/.test(name))
        .map((name) => `${paths.postfixConfig}/${name}`),
    ),
    ...row('postfix', 'imapd.conf', `${paths.postfixConfig}/sasl/smtpd.conf`),
    ...row('proftpd', 'proftpd', paths.proftpdConf),
  ]
}

function withIncluded(
  instance: Instance,
  file: ConfigurationFile,
  found: Map<string, ConfigurationFile>,
): void {
  if (found.has(file.file) || found.size >= MOST_INCLUDED) return
  found.set(file.file, file)
  const { service, format } = file
  if (format === 'cn=config') return
  const { text } = decoded(readFileSync(placeOf(instance, file)))
  for (const { statement } of includes(parse(format, text))) {
    for (const place of included(instance, format, statement.value)) {
      withIncluded(instance, { file: path.relative(instance.paths.etc, place), service, format }, found)
    }
  }
}

/** The files below the server's own directory that an include names: a file, a directory, or a pattern of names. */
function included({ paths }: Instance, format: FormatName, value: string): string[] {
  const quoting = format === 'apache' ? apacheQuoting : proftpdQuoting
  const [name = ''] = format === 'imapd.conf' ? [value] : words(value, quoting)
  const own = { apache: paths.apacheConfig, 'imapd.conf': paths.cyrusConfig, proftpd: `${paths.etc}/proftpd` }
  const home = own[format as keyof typeof own]
  if (!home) return []
  const wish = path.resolve(home, name)
  const [directory, pattern] = isDirectory(wish) ? [wish, '*'] : [path.dirname(wish), path.basename(wish)]
  if (!`${directory}/`.startsWith(`${home}/`) || !existsSync(directory)) return []
  return readdirSync(directory)
    .filter((one) => NAMES.test(one) && matches(one, pattern))
    .sort()
    .map((one) => path.join(directory, one))
    .filter((place) => isOwnFile(paths.etc, place))
}

/** Names that are too long to be any are none either. */
function isDirectory(place: string): boolean {
  try {
    return lstatSync(place).isDirectory()
  } catch {
    return false
  }
}

/** fnmatch(3), as far as asterisks and question marks go. */
function matches(name: string, pattern: string): boolean {
  const letters = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${letters}$`).test(name)
}

/** A file itself and not a way to another one; the directories above it are no such ways either. */
function isOwnFile(etc: string, place: string): boolean {
  const isFile = lstatSync(place, { throwIfNoEntry: false })?.isFile() ?? false
  return isFile && realpathSync(place) === path.join(realpathSync(etc), path.relative(etc, place))
}
