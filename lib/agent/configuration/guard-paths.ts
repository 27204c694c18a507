/** The absolute paths that a value names, however they are wrapped, and what only looks like one. */
import {
  apacheQuoting,
  type FormatName,
  itemsOf,
  proftpdQuoting,
  type Statement,
  words,
} from '@/lib/configuration'

/** Directives of Apache whose words are paths of addresses; of some only the first word is. */
const ADDRESSES =
  /^<?(location|locationmatch|proxy|proxymatch|proxypass|proxypassmatch|proxypassreverse|proxypassreversecookiepath|balancermember|errordocument|rewritebase|addicon|addiconbytype|addiconbyencoding|defaulticon|redirect|redirectmatch|redirectpermanent|redirecttemp|cacheenable|cachedisable)>?$/
const FIRST_IS_ADDRESS = /^(alias|aliasmatch|scriptalias|scriptaliasmatch)$/
/** Texts for browsers. */
const TEXTS = /^(header|requestheader)$/

/** Behind what is no part of a name, and behind an option without a space, as in `-C/etc/imapd.conf`. */
const ABSOLUTE = /(?:(?<![\w.%~*)\]-])|(?<=(?:^|[\s"'=,])-{1,2}\w{1,30}))\/[^\s"',;|<>{}()[\]=]*/g

/** Caches that a server keeps in its own directory, as Debian's main.cf has them. */
const CACHES = /_cache_(database|map)$|^address_verify_map$/
const OWN_CACHE = /^((?:proxy:)?(?:btree|lmdb):)\$(?:\{data_directory\}|data_directory\b)\/\w[\w.-]*$/
/** What Debian's master.cf has in names for the log, where nothing is a path. */
const LOG_NAMES =
  /\$\{multi_instance_name\?\{\$multi_instance_name\}:\{postfix\}\}|\$(service_name|multi_instance_name|myhostname|mail_name)\b/g
/** What ProFTPD knows of a transfer, and not its environment. */
const LOG_VARIABLES = /%\{([a-z][a-z0-9_-]*|time:[^{}]*)\}/gi
/** Patterns of pcre_table(5) and regexp_table(5) between slashes, where a table's own lines stand in braces. */
const PATTERN = /\{\s*(?:(?:if|endif)\s*)?!?\/(?:[^\\/]|\\.)*\/\w*/g

/** The statement without what only looks like a path, and says nothing of the disk. */
export function plain(format: FormatName, statement: Statement): Statement {
  const { name, value } = statement
  if (format === 'apache') return { ...statement, value: withoutPatterns(name.toLowerCase(), value) }
  if (format === 'proftpd' && /^logformat$/i.test(name))
    return { ...statement, value: value.replace(LOG_VARIABLES, 'x') }
  if (format !== 'main.cf' && format !== 'master.cf') return statement
  if (name === 'syslog_name') return { ...statement, value: value.replace(LOG_NAMES, 'x') }
  if (CACHES.test(name)) return { ...statement, value: value.replace(OWN_CACHE, '$1cache') }
  if (!/\b(pcre|regexp):\{/.test(value)) return statement
  const items = itemsOf(value).map((item) =>
    /^(proxy:)?(pcre|regexp):\{/.test(item) ? item.replace(PATTERN, '{') : item,
  )
  return { ...statement, value: items.join(' ') }
}

/** Of rewriting, what requests are compared with, and addresses that clients are sent to; and where chance comes from. */
function withoutPatterns(name: string, value: string): string {
  if (name === 'sslrandomseed') return value.replace(/\bfile:\/dev\/u?random\b/i, 'builtin')
  if (name !== 'rewriterule' && name !== 'rewritecond') return value
  const [subject = '', target = '', ...rest] = words(value, apacheQuoting)
  if (name === 'rewritecond') return /^!?[-<>=]|^expr$/i.test(target) ? value : [subject, ...rest].join(' ')
  const flags = /^\[(.*)\]$/.exec(rest[0] ?? '')?.[1]?.split(/\s*,\s*/) ?? []
  // Any other target that begins with a slash may be a file.
  const isAddress = flags.some((flag) => /^(r|redirect)(=(3\d\d|permanent|temp|seeother))?$/i.test(flag))
  return [...(isAddress ? [] : [target]), ...rest].join(' ')
}

/** Every path in the value that begins at the root, without its quotes. */
export function pathsIn(file: string, format: FormatName, statement: Statement): string[] {
  const name = statement.name.toLowerCase()
  if (!/[/%]/.test(statement.value + statement.name)) return []
  // Its label is the DN.
  if (format === 'cn=config' && statement.kind === 'open') return []
  // Services of master.cf and cyrus.conf have their names there.
  if (format === 'master.cf' && statement.kind === 'open')
    return statement.name.startsWith('/') ? [statement.name] : []
  let said = wordsOf(format, plain(format, statement))
  if (format === 'apache' && FIRST_IS_ADDRESS.test(name)) said = said.slice(1)
  return said.flatMap((word) => {
    if (format === 'apache' && TEXTS.test(name) && !/\bfile(size)?\b/i.test(word)) return []
    const plain = withoutAddresses(word, file, format)
    const isAddress = format === 'apache' && ADDRESSES.test(name)
    if (isAddress)
      return [...plain.matchAll(/\b(?:unix|file|fcgi|exec|prg):(\/[^|\s]*)/gi)].map(([, path = '']) => path)
    return [...plain.matchAll(ABSOLUTE)].map(([path]) => path)
  })
}

/** Whether something stands for a part of a path, or leads out of the directory that it names. */
export function isHidden(format: FormatName, statement: Statement): boolean {
  // Servers take backslashes out of paths.
  const value = plain(format, statement).value.replaceAll('\\', '')
  if (value.includes('/') && value.split(/[^\w.]+/).includes('..')) return true
  if (format === 'apache') return statement.value.includes('${')
  if (format === 'proftpd') return /%\{|\$\{/.test(value)
  if (format !== 'main.cf' && format !== 'master.cf') return false
  return value.split(/[\s,"']+/).some((word) => /\$/.test(word) && /\//.test(word))
}

function wordsOf(format: FormatName, { value }: Statement): string[] {
  if (format === 'apache') return words(value, apacheQuoting)
  return format === 'proftpd' ? words(value, proftpdQuoting) : [value]
}

/** `ldap://` is the address of a server, but in main.cf also the beginning of a table that is a file. */
function withoutAddresses(text: string, file: string, format: FormatName): string {
  const isTable = format === 'master.cf' || file === 'postfix/main.cf'
  const servers = isTable
    ? /\bhttps?:\/\/[^\s"'|]*/gi
    : /\b(?:https?|ldaps?|balancer|wss?|ajp):\/\/[^\s"'|]*/gi
  return text
    .replace(/\bldapi:\/\/([^\s/?"']*)/gi, (_, socket: string) => ` ${unescaped(socket)}`)
    .replace(servers, ' ')
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return '/'
  }
}
