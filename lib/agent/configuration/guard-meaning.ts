/** Which statements are harmless, and what the others are about. What is not known is not harmless. */
import { type FormatName, itemsOf, type Mark, parameters, type Statement } from '@/lib/configuration'
import { pathsIn } from './guard-paths'

export type Reason = 'program' | 'module' | 'user' | 'path' | 'statement'

/** Names in lower case, by what they name. */
const USERS =
  /^(user|group|useralias|userowner|groupowner|suexecusergroup|mail_owner|setgid_group|default_privs|cyrus_user|cyrus_group|argument user|ldapdefaultuid|ldapdefaultgid|createhome)$/
const MODULES = /^(loadmodule|loadfile|modulepath|olcmoduleload|olcmodulepath)$/
const PROGRAMS =
  /^(cmd|field command|argument argv|sendmail|(?!disable_vrfy_|(smtp|lmtp)_send_xforward_)\w+_command|local_command_shell|multi_instance_wrapper|(daemon|command|shlib|meta)_directory|(sendmail|mailq|newaliases)_path|notify_external)$/

/** Formats in which a bar is what a program gets to read. */
const PIPES: readonly FormatName[] = ['apache', 'proftpd', 'main.cf', 'master.cf']

/** Fields of cyrus.conf(5) and master.cf(5) that only say how much or when. */
const AMOUNTS = {
  'cyrus.conf': [
    'listen',
    'prefork',
    'maxchild',
    'maxforkrate',
    'maxfds',
    'babysit',
    'proto',
    'period',
    'at',
    'cron',
  ],
  'master.cf': ['field wakeup', 'field process_limit'],
}

/** What decides for one service who may send as whom, and what is looked at: written once more it would count instead. */
const DECISIVE = /(_restrictions|_service_name|_maps)$|^receive_override_options$|^smtpd_(sasl|tls)_/

/** What a statement names; null when it may change without the password. */
export function meaningOf(file: string, format: FormatName, statement: Statement): Reason | null {
  const { kind, value } = statement
  if (kind !== 'setting' && kind !== 'open') return null
  const name = statement.name.toLowerCase()
  const isOwn = name !== 'user' && name !== 'group' ? true : format === 'apache' || format === 'proftpd'
  if (USERS.test(name) && isOwn) return 'user'
  if (MODULES.test(name)) return 'module'
  const isPipe = PIPES.includes(format) && /(^|[\s"'=:{])\|/.test(value)
  if (PROGRAMS.test(name) || isPipe) return 'program'
  if (pathsIn(file, format, statement).length > 0) return 'path'
  return isHarmless(file, format, statement) ? null : 'statement'
}

function isHarmless(file: string, format: FormatName, statement: Statement): boolean {
  const { kind, name, path } = statement
  if ((format === 'main.cf' || format === 'master.cf') && isWidening(statement)) return false
  if (format === 'cyrus.conf') return kind === 'open' ? path.length === 0 : AMOUNTS[format].includes(name)
  if (format === 'master.cf' && (kind === 'open' || name.includes(' '))) return AMOUNTS[format].includes(name)
  if (format === 'master.cf' && DECISIVE.test(name)) return false
  const isExact = format === 'main.cf' || format === 'master.cf'
  return (harmless.get(name.toLowerCase()) ?? []).some(
    ({ row, known }) => isIn(row, file, format, statement) && (!isExact || known === name),
  )
}

/** The console refuses what would lose sight of data; whoever owns it would not. */
const NEEDY: readonly Mark[] = ['danger', 'password', 'data']
/** Rows whose values do no harm, by their names of today and before in lower case. */
const harmless = new Map<string, { row: (typeof parameters)[number]; known: string }[]>()
for (const row of parameters) {
  if (row.kind === null || row.marks.some((mark) => NEEDY.includes(mark))) continue
  for (const { name: known } of [row, ...row.formerly]) {
    const key = known.toLowerCase()
    harmless.set(key, [...(harmless.get(key) ?? []), { row, known }])
  }
}

/** Whether others than this machine may do more, or decide. */
function isWidening(statement: Statement): boolean {
  if (statement.name === 'mynetworks') return !itemsOf(statement.value).every((item) => LOOPBACK.test(item))
  return isAboutSenders(statement) || isAskingOthers(statement)
}

/** Whether restrictions keep people to addresses of their own, or no longer do. */
function isAboutSenders({ name, value }: Statement): boolean {
  return name.endsWith('_restrictions') && /_sender_login_mismatch\b/.test(value)
}

/** Addresses that only this machine has. */
const LOOPBACK = /^(127(\.\d{1,3}){3}(\/([89]|[12]\d|3[0-2]))?|\[::1\](\/128)?)$/

/** Whether restrictions leave it to somebody else what becomes of mail, or send it elsewhere themselves. */
function isAskingOthers({ name, value }: Statement): boolean {
  if (!name.endsWith('_restrictions')) return false
  // What stands for something else, another parameter or what was sent, may say any of that.
  if (/\$|\b(check_policy_service|redirect|filter|bcc)\b/i.test(value)) return true
  return itemsOf(value).some((item) => /^\w+:/.test(item) && !/^(cidr|inline|pcre|regexp|static):/.test(item))
}

/** Whether a row of the catalogue is about the place where the statement stands. */
function isIn(
  row: (typeof parameters)[number],
  file: string,
  format: FormatName,
  { path }: Statement,
): boolean {
  if (format === 'cn=config') {
    const entry = path[0] ?? ''
    const place =
      entry === 'cn=config'
        ? undefined
        : /^olcDatabase=\{-1\}frontend,cn=config$/i.test(entry)
          ? 'frontend'
          : /^olcDatabase=\{\d+\}mdb,cn=config$/i.test(entry)
            ? 'database'
            : 'none'
    return row.format === format && row.place === place
  }
  if (format === 'master.cf') return row.format === 'main.cf' && row.place === undefined
  if (format === 'imapd.conf') return row.format === format && file.startsWith('cyrus/')
  if (format === 'main.cf')
    return row.format === format && row.place === (file === 'postfix/main.cf' ? undefined : 'lookup table')
  return row.format === format
}
