/** Where the paths of a statement may lead: what is read, what people have uploaded, and everything else is written. */
import type { FormatName, Statement } from '@/lib/configuration'
import { type Allowed, readAllowed } from '@/lib/instance/configuration-allowed'
import type { Instance } from '@/lib/instance/instance'
import { resolved } from './guard-inside'

type Service = keyof Allowed['written']
/** Root's list, and what it opens to no server: data that only its own one shows, and what others are configured by. */
export type Allowance = Allowed & { kept: Record<'apache' | 'proftpd' | 'other', readonly string[]> }

export function allowanceOf(instance: Pick<Instance, 'paths'>): Allowance {
  const { paths } = instance
  const data = [
    ...[paths.slapdData, paths.slapdConfig, paths.cyrusData, paths.cyrusConfig, paths.postfixConfig],
    ...[paths.postfixQueue, paths.postfixData, paths.secrets, paths.consoleData, paths.configurationData],
  ]
  const [apache, proftpd] = [paths.apacheConfig, `${paths.etc}/proftpd`]
  return {
    ...readAllowed(instance),
    kept: { apache: [...data, proftpd], proftpd: [...data, apache], other: [...data, apache, proftpd] },
  }
}

/** Nothing judges what stands in other files. */
const INCLUDES = /^(@?include|includeoptional|serverroot)$/

/** Names in lower case of what a server only reads. */
const READ: Record<FormatName, RegExp> = {
  'main.cf':
    /^((?!proxy_write_)\w+_(maps|checks|domains|restrictions|classes|hosts|networks|clients|clientcerts|access_list)|mynetworks|mydestination|myorigin|alias_database|config_directory|cyrus_sasl_config_path|\w*tls_\w+_file|\w*tls_(cafile|capath|chain_files|ca_cert_dir|cert|key)|bounce_template_file)$/,
  'master.cf': /^$/,
  'imapd.conf':
    /^((\w+_)?tls_(server|client)_(cert|key|dhparam|certs|ca_file|ca_dir)|tls_(ca_file|ca_path|cert_file|key_file)|annotation_definitions|autocreate_sieve_script\w*)$/,
  'cyrus.conf': /^$/,
  apache: /^(<iffile>|ssl\w*(file|path)|authuserfile|authgroupfile|typesconfig|mimemagicfile)$/,
  proftpd: /^(tls\w*(file|path)|sftphostkey|auth(user|group)file)$/,
  'cn=config': /^olctls\w*(file|path)$/,
}
const SERVED: Partial<Record<FormatName, RegExp>> = {
  'imapd.conf': /^httpdocroot$/,
  apache: /^(documentroot|alias|aliasmatch|<directory>|<directorymatch>)$/,
  proftpd: /^(defaultroot|defaultchdir|<directory>|<anonymous>|ldapgeneratehomedirprefix|display\w+)$/,
}
/** Who may come in, and as whom: never a file that can be changed as configuration, not even by its comments. */
const PEOPLE = /^auth(user|group)file$/
/** What every client is told: no configuration, which has passwords. */
const TOLD = /^display\w+$/
const CONFIGURATION = /\.(conf|cf|load)$/
/** Named for people who read main.cf; no daemon looks there. */
const DOCUMENTATION = /^(html|manpage|readme|sample)_directory$/
/** What the distribution has for everybody to read. */
const PUBLIC: Record<string, string[]> = {
  typesconfig: ['/etc/mime.types'],
  myorigin: ['/etc/mailname'],
  mimemagicfile: ['/etc/apache2/magic', '/usr/share/misc/magic', '/usr/share/file/magic'],
}
/** What is only written at its end; of a device in any other place servers change the mode, or replace it by a file. */
const LOGS = /log$/

/** Tables whose files nobody can write but by their own program. */
const DATABASES = /^(unix|btree|cdb|dbm|hash|lmdb|sdbm)$/

/** The places of root's list that a path may lead to. */
export function placesFor(
  file: string,
  format: FormatName,
  { name, value }: Statement,
  wish: string,
  allowed: Allowance,
): readonly string[] {
  const said = name.toLowerCase()
  const written = LOGS.test(said) ? writtenBy(file, allowed) : withoutDevices(writtenBy(file, allowed))
  if (INCLUDES.test(said)) return allowed.includes
  if (format === 'main.cf' || format === 'master.cf') {
    if (DOCUMENTATION.test(said)) return ['/usr/share/']
    const types = value
      .split(wish)
      .slice(0, -1)
      .map((before) => /(\w+):$/.exec(before)?.[1] ?? '')
    if (types.every((type) => type === 'unix')) return written
    if (READ['main.cf'].test(said)) return [...allowed.paths, ...(PUBLIC[said] ?? [])]
    return types.every((type) => type === '' || DATABASES.test(type)) ? written : []
  }
  if ((PEOPLE.test(said) || TOLD.test(said)) && CONFIGURATION.test(wish)) return []
  if (PEOPLE.test(said) && isKept(file, wish, allowed)) return []
  if (READ[format].test(said)) return [...allowed.paths, ...(PUBLIC[said] ?? [])]
  if (!SERVED[format]?.test(said)) return written
  return isKept(file, wish, allowed) ? [] : [...allowed.served, ...allowed.paths]
}

/** What commands may have as arguments. */
export function argumentPlaces(file: string, allowed: Allowed): readonly string[] {
  return [...allowed.programs, ...allowed.paths, ...writtenBy(file, allowed)]
}

/** Whether a place has, or is in, what this server does not show. */
function isKept(file: string, wish: string, allowed: Allowance): boolean {
  const isAround = (one: string, other: string) => `${other}/`.startsWith(`${one}/`)
  return keptFrom(file, allowed).some((one) =>
    [wish.replace(/\/$/, ''), resolved(wish)].some((place) => isAround(one, place) || isAround(place, one)),
  )
}

function keptFrom(file: string, { kept }: Allowance): readonly string[] {
  const service = serviceOf(file)
  return kept[service === 'apache' || service === 'proftpd' ? service : 'other']
}

function withoutDevices(places: readonly string[]): readonly string[] {
  return places.filter((place) => !place.startsWith('/dev/'))
}

function writtenBy(file: string, { written }: Allowed): readonly string[] {
  return written[serviceOf(file)]
}

export function serviceOf(file: string): Service {
  if (file.startsWith('apache/')) return 'apache'
  if (file.startsWith('cyrus/')) return 'cyrus'
  if (file.startsWith('postfix/')) return 'postfix'
  return file.startsWith('slapd/') ? 'slapd' : 'proftpd'
}
