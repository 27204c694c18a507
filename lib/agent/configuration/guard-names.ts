/** What a statement names, held against root's list. */
import { readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import {
  apacheQuoting,
  type FormatName,
  parameters,
  proftpdQuoting,
  type Statement,
  words,
} from '@/lib/configuration'
import type { Allowed } from '@/lib/instance/configuration-allowed'
import { meaningOf, type Reason } from './guard-meaning'
import { isHidden, pathsIn } from './guard-paths'

/** How names are written; others could be read as something else. pipe(8) takes its arguments in any case. */
const NAMES: Record<FormatName, RegExp> = {
  'main.cf': /^\w+$/,
  'master.cf':
    /^(\w+|field \w+|argument (-v+|argv|chroot|directory|eol|flags|null_sender|size|user)|[\w:[\]-][\w.:[\]-]*\/(inet|unix|unix-dgram|fifo|pass))$/,
  'imapd.conf': /^@?[\w-]+$/,
  'cyrus.conf': /^[A-Za-z0-9]+$/,
  apache: /^(\w+|<\w+>)$/,
  proftpd: /^(\w+|<\w+>)$/,
  'cn=config': /^[A-Za-z]+$/,
}

/** Directives that run, or put together, what no list could know. */
const NEVER: Partial<Record<FormatName, RegExp>> = {
  apache:
    /^<?(ext\w*|perl\w*|lua\w*|php\w*|wsgi\w*|fcgid\w*|scgi\w*|script\w*|cgi\w*|action|define|undefine|macro|use|sslpassphrasedialog|sslrandomseed|sslopensslconfcmd|sslcryptodevice|rewritemap)>?$/i,
  proftpd: /^<?(exec\w*|define|script\w*)>?$/i,
  // The console itself comes in by these.
  'cn=config': /^(olcaccess|olcauthzregexp|olcauthidrewrite)$/i,
}
/** The daemons of Postfix, which take what master.cf(5) says of them and have no other way in for mail. */
const DAEMONS =
  /^(anvil|bounce|cleanup|discard|dnsblog|error|flush|lmtp|local|n?qmgr|oqmgr|pickup|pipe|postlogd|postscreen|proxymap|scache|showq|smtp|smtpd|spawn|tlsmgr|tlsproxy|trivial-rewrite|verify|virtual)$/

/** Given to a shell, they would be more than words. */
const SHELL = /[`;&|<>$()\\\n]/

/** Why what a statement says is refused whoever asks; null when it is not. */
export function refusalOf(
  file: string,
  format: FormatName,
  statement: Statement,
  allowed: Allowed,
): Reason | 'reading' | null {
  const { name, kind, value } = statement
  if (!NAMES[format].test(name)) return 'reading'
  if (/^argument (chroot|directory)$/.test(name) && !value.startsWith('/')) return 'path'
  if (NEVER[format]?.test(name)) return 'statement'
  if (format === 'cn=config' && (kind === 'open' || isOwnDoor(statement))) return 'statement'
  const reason = meaningOf(file, format, statement)
  if (isHidden(format, statement) || isReference(file, format, statement)) return reason ?? 'path'
  const paths = pathsIn(file, format, statement)
  if (reason === 'program') return areProgramsAllowed(format, statement, paths, allowed) ? null : reason
  if (reason === 'module') return areModulesAllowed(format, statement, paths, allowed) ? null : reason
  if (reason === 'user' && !areUsersAllowed(format, statement, allowed)) return reason
  // Nothing judges what stands in other files.
  const places = /^(@?include|includeoptional|serverroot)$/i.test(name) ? allowed.includes : allowed.paths
  return paths.every((one) => isInside(one, places)) ? null : 'path'
}

/** The password of cn=config's own administrator is the agent's. */
function isOwnDoor({ name, path: [entry = ''] }: Statement): boolean {
  return /^olcDatabase=\{0\}config,/i.test(entry) && /^olc(RootDN|RootPW|Suffix)$/i.test(name)
}

/** A path that is another parameter's could be anything tomorrow; a key may be in its certificate's file. */
function isReference(file: string, format: FormatName, { name, value }: Statement): boolean {
  if (!value.includes('$') || !['main.cf', 'master.cf'].includes(format) || !file.startsWith('postfix/'))
    return false
  if (/^\$\{?smtpd?_tls_cert_file\}?$/.test(value) && /_tls_key_file$/.test(name)) return false
  if (/_(directory|file|path|command|owner|group)$/.test(name)) return true
  return parameters.some(
    (row) => row.format === 'main.cf' && row.name === name && row.kind?.control === 'path',
  )
}

function areProgramsAllowed(
  format: FormatName,
  { name, value }: Statement,
  paths: string[],
  allowed: Allowed,
): boolean {
  if (value === '' && name.endsWith('_command')) return true
  if (name === 'field command') return DAEMONS.test(value)
  const [first = '', ...rest] =
    format === 'apache' || format === 'proftpd'
      ? words(value, format === 'apache' ? apacheQuoting : proftpdQuoting)
          .filter((word) => word.startsWith('|'))
          .flatMap((word) => word.slice(1).split(/\s+/))
      : value.split(/\s+/)
  const isCommandLine = name.endsWith('_command') || format === 'apache' || format === 'proftpd'
  if (isCommandLine && SHELL.test([first, ...rest].join(' '))) return false
  // Programs without a directory are looked for in the server's own.
  const isOwn = name === 'cmd' && /^[\w.-]+$/.test(first)
  if (!isOwn && !isInside(first, allowed.programs)) return false
  return paths.every((one) => isInside(one, [...allowed.programs, ...allowed.paths]))
}

function areModulesAllowed(
  format: FormatName,
  { name, value }: Statement,
  paths: string[],
  allowed: Allowed,
): boolean {
  if (!paths.every((one) => isInside(one, allowed.modules))) return false
  if (/path$/i.test(name))
    return value
      .replace(/^"|"$/g, '')
      .split(':')
      .every((one) => isInside(one, allowed.modules))
  if (format === 'apache') {
    const files = words(value, apacheQuoting).slice(name.toLowerCase() === 'loadmodule' ? 1 : 0)
    return files.length > 0 && files.every((one) => isInside(one, allowed.modules))
  }
  // By name alone it comes from the directory of modules.
  return paths.length > 0 || /^(\{\d+\})?"?[\w.-]+"?(\s+[\w=.\s-]*)?$/.test(value)
}

function areUsersAllowed(format: FormatName, { name, value }: Statement, { users }: Allowed): boolean {
  const ids = new Set([...users, ...users.flatMap(numbersOf)])
  const said = format === 'apache' ? words(value, apacheQuoting) : words(value, proftpdQuoting)
  if (name.toLowerCase() === 'createhome')
    return said.every(
      (word, i) => !['uid', 'gid'].includes(said[i - 1] ?? '') || word === '~' || ids.has(word),
    )
  return (
    value !== '' && said.flatMap((word) => word.split(':')).every((word) => ids.has(word.replace(/^#/, '')))
  )
}

/** The numbers of a user and a group of that name; root's never. */
function numbersOf(name: string): string[] {
  const rows = ['/etc/passwd', '/etc/group'].flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  return rows
    .map((row) => row.split(':'))
    .filter((fields) => fields[0] === name && Number(fields[2]) > 0)
    .map((fields) => fields[2] ?? '')
}

/** Whether a path is one of the places or in one, also when it leads elsewhere on the disk. */
export function isInside(wish: string, places: readonly string[]): boolean {
  if (!wish.startsWith('/') || path.normalize(wish).replace(/\/$/, '') !== wish.replace(/\/$/, ''))
    return false
  const fits = (place: string, all: readonly string[]) =>
    all.some((one) => place === one || (one.endsWith('/') && (place.startsWith(one) || `${place}/` === one)))
  if (!fits(wish, places)) return false
  return fits(resolved(wish), [
    ...places,
    ...places.map((one) => resolved(one) + (one.endsWith('/') ? '/' : '')),
  ])
}

/** Where a path leads, as far as it is there. */
function resolved(place: string): string {
  const name = place.replace(/\/$/, '')
  try {
    return realpathSync(name)
  } catch {
    const above = path.dirname(name)
    return above === name ? name : path.join(resolved(above), path.basename(name))
  }
}
