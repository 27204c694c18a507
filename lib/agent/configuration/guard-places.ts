/** Where the paths of a statement may lead: what is read, what people have uploaded, and everything else is written. */
import type { FormatName, Statement } from '@/lib/configuration'
import type { Allowed } from '@/lib/instance/configuration-allowed'

/** Nothing judges what stands in other files. */
const INCLUDES = /^(@?include|includeoptional|serverroot)$/

/** Names in lower case of what a server only reads. */
const READ: Record<FormatName, RegExp> = {
  'main.cf':
    /^((?!proxy_write_)\w+_(maps|checks|domains|restrictions|classes|hosts|networks|clients|clientcerts)|mynetworks|mydestination|myorigin|alias_database|config_directory|cyrus_sasl_config_path|\w*tls_\w+_file|\w*tls_(cafile|capath|chain_files|ca_cert_dir|cert|key)|bounce_template_file)$/,
  'master.cf': /^$/,
  'imapd.conf':
    /^((\w+_)?tls_(server|client)_(cert|key|dhparam|certs|ca_file|ca_dir)|tls_(ca_file|ca_path|cert_file|key_file)|annotation_definitions|autocreate_sieve_script\w*)$/,
  'cyrus.conf': /^$/,
  apache: /^(<iffile>|ssl\w*(file|path)|authuserfile|authgroupfile|typesconfig|mimemagicfile)$/,
  proftpd: /^(tls\w*(file|path)|sftphostkey|auth(user|group)file|display\w+)$/,
  'cn=config': /^olctls\w*(file|path)$/,
}
const SERVED: Partial<Record<FormatName, RegExp>> = {
  'imapd.conf': /^httpdocroot$/,
  apache: /^(documentroot|alias|aliasmatch|<directory>|<directorymatch>)$/,
  proftpd: /^(defaultroot|defaultchdir|<directory>|<anonymous>|ldapgeneratehomedirprefix)$/,
}
/** Tables whose files nobody can write but by their own program. */
const DATABASES = /^(unix|btree|cdb|dbm|hash|lmdb|sdbm)$/

/** The places of root's list that a path may lead to. */
export function placesFor(
  file: string,
  format: FormatName,
  { name, value }: Statement,
  wish: string,
  allowed: Allowed,
): readonly string[] {
  const said = name.toLowerCase()
  const written = allowed.written[serviceOf(file)]
  if (INCLUDES.test(said)) return allowed.includes
  if (format === 'main.cf' || format === 'master.cf') {
    const types = value
      .split(wish)
      .slice(0, -1)
      .map((before) => /(\w+):$/.exec(before)?.[1] ?? '')
    if (types.every((type) => type === 'unix')) return written
    if (READ['main.cf'].test(said)) return allowed.paths
    return types.every((type) => type === '' || DATABASES.test(type)) ? written : []
  }
  if (READ[format].test(said)) return allowed.paths
  return SERVED[format]?.test(said) ? [...allowed.served, ...allowed.paths] : written
}

/** What commands may have as arguments. */
export function argumentPlaces(file: string, allowed: Allowed): readonly string[] {
  return [...allowed.programs, ...allowed.paths, ...allowed.written[serviceOf(file)]]
}

function serviceOf(file: string): keyof Allowed['written'] {
  if (file.startsWith('apache/')) return 'apache'
  if (file.startsWith('cyrus/')) return 'cyrus'
  if (file.startsWith('postfix/')) return 'postfix'
  return file.startsWith('slapd/') ? 'slapd' : 'proftpd'
}
