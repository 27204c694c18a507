/** The absolute paths that a value names, however they are wrapped, and what only looks like one. */
import { apacheQuoting, type FormatName, proftpdQuoting, type Statement, words } from '@/lib/configuration'

/** Directives of Apache whose words are paths of addresses; of some only the first word is. */
const ADDRESSES =
  /^<?(location|locationmatch|proxy|proxymatch|proxypass|proxypassmatch|proxypassreverse|proxypassreversecookiepath|balancermember|errordocument|redirect|redirectmatch|redirectpermanent|redirecttemp)>?$/
const FIRST_IS_ADDRESS = /^(alias|aliasmatch|scriptalias|scriptaliasmatch)$/
/** Texts for browsers. */
const TEXTS = /^(header|requestheader)$/

/** Behind what is no part of a name, and behind an option without a space, as in `-C/etc/imapd.conf`. */
const ABSOLUTE = /(?:(?<![\w.%~*)\]-])|(?<=(?:^|[\s"'=,])-{1,2}\w{1,30}))\/[^\s"',;|<>{}()[\]=]*/g

/** Every path in the value that begins at the root, without its quotes. */
export function pathsIn(file: string, format: FormatName, statement: Statement): string[] {
  const name = statement.name.toLowerCase()
  // Its label is the DN.
  if (format === 'cn=config' && statement.kind === 'open') return []
  // Services of master.cf and cyrus.conf have their names there.
  if (format === 'master.cf' && statement.kind === 'open')
    return statement.name.startsWith('/') ? [statement.name] : []
  let said = wordsOf(format, statement)
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
  const value = statement.value.replaceAll('\\', '')
  if (value.includes('/') && value.split(/[^\w.]+/).includes('..')) return true
  if (format === 'apache') return value.includes('${')
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
