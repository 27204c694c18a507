/** What a statement names, held against root's list. */
import { readFileSync } from 'node:fs'
import {
  apacheQuoting,
  type FormatName,
  itemsOf,
  parameters,
  proftpdQuoting,
  type Statement,
  words,
} from '@/lib/configuration'
import { isSecretName } from '@/lib/configuration/documents/secret-places'
import { hasStrangeExpression } from './guard-expressions'
import { isInside, isTooLong, resolved } from './guard-inside'
import { meaningOf, type Reason } from './guard-meaning'
import { isHidden, pathsIn, plain } from './guard-paths'
import { type Allowance, argumentPlaces, placesFor, serviceOf } from './guard-places'

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

/** Libraries and settings that the environment brings, and commands in tables. */
const NEVER_OF_POSTFIX = /^((im|ex)port_environment|mailbox_command_maps)$/
/** Answers of others, who would decide where mail goes and what is run for it. */
const TABLES =
  /^(proxy:)?(btree|cdb|cidr|dbm|error|fail|hash|inline|internal|ldap|lmdb|pcre|pipemap|randmap|regexp|sdbm|static|texthash|unionmap|unix):/
/** Handlers that show files, or how the server is, but not what its configuration says. */
const HANDLERS = /^(none|default-handler|balancer-manager|send-as-is|server-status|type-map)$/i

/** Directives that run, or put together, what no list could know. */
const NEVER: Partial<Record<FormatName, RegExp>> = {
  apache:
    /^<?(extfilter\w*|perl\w*|lua\w*|php\w*|wsgi\w*|fcgid\w*|scgi\w*|script\w*|cgi\w*|action|define|undefine|macro|use|sslpassphrasedialog|sslopensslconfcmd|sslcryptodevice|rewritemap|sslrequire|filterprovider|proxyhcexpr|proxyremote\w*|authbasicfake)>?$/i,
  // Who somebody is on the disk is the directory's word, but not that of an attribute.
  proftpd: /^<?(exec\w*|define|script\w*|ldapattr|rewrite\w*|\w*passphraseprovider)>?$/i,
  'main.cf': NEVER_OF_POSTFIX,
  'master.cf': NEVER_OF_POSTFIX,
  // The console itself comes in by these.
  'cn=config': /^(olcaccess|olcaddcontentacl|olcauthzpolicy|olcauthzregexp|olcauthidrewrite|olcplugin)$/i,
}
/** Names of what is a place on the disk: a relative one counts from where the server finds its configuration. */
const PLACES: Partial<Record<FormatName, RegExp>> = {
  apache: /(log|file|path|root|directory|db|^include(optional)?)$/i,
  proftpd: /(log|file|path|root|directory|^include)$/i,
  'imapd.conf': /^@include$/i,
  'cn=config': /^olc\w*(file|directory|path)$/i,
}
/** What else may stand there. */
const NO_PLACE = /^(none|on|off|-|~(\/.*)?|syslog(:.*)?|\|.*)$/i
/** What ProFTPD shows of the disk; the home of somebody else may be anywhere. */
const ROOTS = /^(defaultroot|defaultchdir|<directory>|<anonymous>)$/i
/** Users and groups whose files are data of other servers: whoever shows files is none of them, whatever the list says. */
const KEEPERS = ['root', 'cyrus', 'mail', 'openldap', 'postdrop', 'postfix']
/** Directives whose names look like that, about addresses. */
const NO_FILES = /^proxypassreversecookiepath$/i

/** The daemons of Postfix, which take what master.cf(5) says of them and have no other way in for mail. */
const DAEMONS =
  /^(anvil|bounce|cleanup|discard|dnsblog|error|flush|lmtp|local|n?qmgr|oqmgr|pickup|pipe|postlogd|postscreen|proxymap|scache|showq|smtp|smtpd|spawn|tlsmgr|tlsproxy|trivial-rewrite|verify|virtual)$/

/** In a statement; each is looked for in all of it. */
const MOST_PATHS = 300

/** Given to a shell, they would be more than words. */
const SHELL = /[`;&|<>$()\\\n]/

/** `long`: a path that is longer than any can be. */
export type Refusal = Reason | 'reading' | 'long'

/** Why what a statement says is refused whoever asks; null when it is not. */
export function refusalOf(
  file: string,
  format: FormatName,
  statement: Statement,
  allowed: Allowance,
): Refusal | null {
  const { name, kind, value } = statement
  if (!NAMES[format].test(name)) return 'reading'
  const paths = pathsIn(file, format, statement)
  if (paths.some(isTooLong)) return 'long'
  if (/^argument (chroot|directory)$/.test(name) && !value.startsWith('/')) return 'path'
  if (NEVER[format]?.test(name) || isNever(format, statement, allowed)) return 'statement'
  if (format === 'cn=config' && (kind === 'open' || isOwnDoor(statement))) return 'statement'
  const reason = meaningOf(file, format, statement)
  if (isHidden(format, statement) || isReference(file, format, statement)) return reason ?? 'path'
  if (isRelative(format, statement, allowed) || isOthersHome(format, statement)) return 'path'
  if (paths.length > MOST_PATHS) return 'reading'
  if (reason === 'program')
    return areProgramsAllowed(format, statement, paths, argumentPlaces(file, allowed), allowed)
      ? null
      : reason
  if (reason === 'module') return areModulesAllowed(format, statement, paths, allowed) ? null : reason
  if (reason === 'user' && !areUsersAllowed(file, format, statement, allowed)) return reason
  const places = (wish: string) => placesFor(file, format, statement, wish, allowed)
  return paths.every((one) => isInside(one, places(one))) ? null : 'path'
}

/** Whether a place on the disk is named by less than its whole path. */
function isRelative(format: FormatName, { kind, name, value }: Statement, { includes }: Allowance): boolean {
  if (kind !== 'setting' || !PLACES[format]?.test(name) || NO_FILES.test(name)) return false
  const [first = ''] = words(
    value.replace(/^\{\d+\}/, ''),
    format === 'proftpd' ? proftpdQuoting : apacheQuoting,
  )
  // Wherever Apache counts from, see isServerRootFirst: a name of several files only as the last part, where no link is one.
  if (format === 'apache' && /^include/i.test(name) && /^([\w.-]+\/)*[\w.*-]+$/.test(first)) {
    const homes = includes.filter((place) => place.endsWith('/'))
    return homes.length === 0 || !homes.every((place) => isInside(place + first, includes))
  }
  return !first.startsWith('/') && !NO_PLACE.test(first)
}

/** Whether a value would show what a parameter says that may be a secret; proxymap(8) only lists the maps. */
function isSecretElsewhere(name: string, value: string): boolean {
  if (/^proxy_(read|write)_maps$/.test(name)) return false
  return [...value.matchAll(/\$[({]?\s*(\w+)/g)].some(([, other = '']) => isSecretName(other))
}

function isOthersHome(format: FormatName, { name, value }: Statement): boolean {
  return format === 'proftpd' && ROOTS.test(name) && /^["']?~[^/\s"']/.test(value)
}

/** What is refused for what it says, not for its name. */
function isNever(format: FormatName, statement: Statement, allowed: Allowance): boolean {
  const { name, value, path } = statement
  const said = name.toLowerCase()
  if (format === 'main.cf' || format === 'master.cf') {
    const tables = /_maps$/.test(name) ? tablesIn(value) : []
    // local(8) runs what an alias says behind a bar.
    if (
      name === 'alias_maps' &&
      (value.includes('$') || tables.some((table) => /^(proxy:)?ldap:/.test(table)))
    )
      return true
    return tables.some((table) => !TABLES.test(table)) || isSecretElsewhere(name, value)
  }
  if (format === 'proftpd') return said === 'rootlogin' && !/^(off|no|false)$/i.test(value)
  if (format !== 'apache') return false
  const all = words(value, apacheQuoting)
  // A program that says a password, and what the console believes of Apache alone: it is only told that.
  const own = all.flatMap((word, i) => (/x-server-manager/i.test(word) ? [i] : []))
  if (/\bexec:/i.test(value) || own.some((i) => said !== 'requestheader' || i !== 1)) return true
  if (/x-server-manager/i.test(value) && own.length === 0) return true
  if (said === 'sslrandomseed')
    return !/^(startup|connect)\s+(builtin|file:\/dev\/u?random)(\s+\d+)?$/i.test(value)
  // Headers by a pattern, that one among them.
  if (/^setenvif(nocase)?$/.test(said) && !/^[\w-]+$/.test(all[0] ?? '')) return true
  // It says again what was sent, and Apache has said to the console by whom by then.
  if (said === 'header' && all.some((word) => /^echo$/i.test(word))) return true
  if (said === 'rewriterule' && /[[,]\s*(h|handler)\s*=/i.test(value)) return true
  const [first = ''] = all
  if (said === 'sethandler' || said === 'addhandler') return !HANDLERS.test(first)
  if (/^(addtype|forcetype|defaulttype)$/.test(said)) return /^application\/x-httpd-/i.test(first)
  // What people upload would be configuration.
  if (said === 'allowoverride' || said === 'allowoverridelist')
    return !/^none$/i.test(value) && !isIn(path.at(-1), allowed.paths)
  return hasStrangeExpression(statement)
}

/** Names of tables, in those that are put together of others too. */
function tablesIn(value: string): string[] {
  return itemsOf(value).flatMap((item) => {
    const inner = /^(?:proxy:)?(?:unionmap|pipemap):\{(.*)\}$/s.exec(item)?.[1]
    return inner === undefined ? (/^[\w:]*\w:/.test(item) ? [item] : []) : tablesIn(inner)
  })
}

function isIn(section: string | undefined, places: readonly string[]): boolean {
  const directory = /^Directory (.*)$/i.exec(section ?? '')?.[1]
  return directory !== undefined && isInside(words(directory, apacheQuoting)[0] ?? '', places)
}

/** The password of cn=config's own administrator is the agent's. */
function isOwnDoor({ name, path: [entry = ''] }: Statement): boolean {
  return /^olcDatabase=\{0\}config,/i.test(entry) && /^olc(RootDN|RootPW|Suffix)$/i.test(name)
}

/** A path that is another parameter's could be anything tomorrow; a key may be in its certificate's file. */
function isReference(file: string, format: FormatName, statement: Statement): boolean {
  const { name, value } = plain(format, statement)
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
  places: readonly string[],
  allowed: Allowance,
): boolean {
  if (value === '' && /_(command|path)$/.test(name)) return true
  if (name === 'field command') return DAEMONS.test(value)
  const [first = '', ...rest] =
    format === 'apache' || format === 'proftpd'
      ? words(value, format === 'apache' ? apacheQuoting : proftpdQuoting)
          .filter((word) => word.startsWith('|'))
          .flatMap((word) => word.slice(1).split(/\s+/))
      : unwrapped(name, value.split(/\s+/))
  const isCommandLine = name.endsWith('_command') || format === 'apache' || format === 'proftpd'
  if (isCommandLine && SHELL.test([first, ...rest].join(' '))) return false
  // Options may have their value without a space.
  const isHere = (word: string) => word.includes('/') && !word.replace(/^-{1,2}\w*=?/, '').startsWith('/')
  if (rest.some(isHere)) return false
  // Programs without a directory are looked for in the server's own.
  const isOwn = name === 'cmd' && /^[\w.-]+$/.test(first)
  if (!isOwn && !isInside(linked(first), allowed.programs)) return false
  return paths.every(
    (one) => one === first || (name === 'cmd' && WRAPPERS.includes(one)) || isInside(one, places),
  )
}

/** What Debian's cyrus.conf puts before programs of Cyrus: the one takes them by their names. */
const WRAPPERS = ['/usr/sbin/cyrus', '/usr/bin/nice']

function unwrapped(name: string, said: string[]): string[] {
  if (name !== 'cmd') return said
  const [, own = ''] = /^\/usr\/bin\/nice(?: -n \d+)? (\/.*)$/.exec(said.join(' ')) ?? []
  if (own !== '') return unwrapped(name, own.split(' '))
  const [first, program = '', ...rest] = said
  const isNamed = first === '/usr/sbin/cyrus' && /^(?!help$)[a-z][a-z_]*$/.test(program)
  return isNamed ? [`/usr/lib/cyrus/bin/${program}`, ...rest] : said
}

/** Debian's other names for programs, such as /usr/sbin/cyrdeliver, stand for what they lead to. */
function linked(program: string): string {
  return /^\/usr\/s?bin\/[\w.-]+$/.test(program) ? resolved(program) : program
}

function areModulesAllowed(
  format: FormatName,
  { name, value }: Statement,
  paths: string[],
  allowed: Allowance,
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
  if (paths.length > 0) return true
  // By name alone it comes from the directory of modules.
  const [, module] = /^(?:\{\d+\})?"?([\w-]+)(?:\.(?:c|so|la))?"?(?:\s+[\w=.\s-]*)?$/.exec(value) ?? []
  const place = format === 'proftpd' ? '/usr/lib/proftpd' : '/usr/lib/ldap'
  return module !== undefined && isInside(`${place}/${module}.so`, allowed.modules)
}

function areUsersAllowed(
  file: string,
  format: FormatName,
  { name, value }: Statement,
  allowed: Allowance,
): boolean {
  const isShowing = ['apache', 'proftpd'].includes(serviceOf(file))
  const users = allowed.users.filter((user) => !isShowing || !KEEPERS.includes(user))
  const ids = new Set([...users, ...users.flatMap(numbersOf)])
  const said = format === 'apache' ? words(value, apacheQuoting) : words(value, proftpdQuoting)
  // Whom somebody is taken for; what is typed at the sign-in may be anything.
  if (name.toLowerCase() === 'useralias') said.shift()
  if (name.toLowerCase() === 'createhome')
    return said.every(
      (word, i) => !['uid', 'gid'].includes(said[i - 1] ?? '') || word === '~' || ids.has(word),
    )
  return (
    said.length > 0 &&
    said.flatMap((word) => word.split(':')).every((word) => ids.has(word.replace(/^#/, '')))
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
