/**
 * What configuration files may name when they are changed through the console, whoever changes them: root's own list,
 * etc/configuration-allowed.json. A directory with a slash at its end stands for all that is in it.
 */
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { readableByAll, replaceFile } from './files'
import type { Instance } from './instance'

const places = z.array(z.string().startsWith('/'))
const allowed = z.strictObject({
  /** What may be started, and directories that programs are looked for in. */
  programs: places,
  /** What may be loaded into a server. */
  modules: places,
  /** Files whose statements count as well; whoever may write there is root in effect. */
  includes: places,
  /** What is read: tables, certificates, keys. Nobody may upload anything there. */
  paths: places,
  /** What people upload, or may have shown: it is read as configuration nowhere. */
  served: places,
  /** Where each server may write, and has its sockets, logs and data; everything else that is named by a path. */
  written: z.strictObject({
    apache: places,
    cyrus: places,
    postfix: places,
    proftpd: places,
    slapd: places,
  }),
  /** Users and groups of the system that something may run as. */
  users: z.array(z.string()),
})

export type Allowed = z.infer<typeof allowed>

const NOTHING: Allowed = {
  ...{ programs: [], modules: [], includes: [], paths: [], served: [], users: [] },
  written: { apache: [], cyrus: [], postfix: [], proftpd: [], slapd: [] },
}

/** Writes the list if there is none. */
export async function ensureAllowed(instance: Instance): Promise<void> {
  const { configurationAllowed } = instance.paths
  if (existsSync(configurationAllowed)) return
  await replaceFile(configurationAllowed, `${JSON.stringify(usual(instance), null, 2)}\n`, readableByAll)
}

/** The list; nothing when it is not there, cannot be understood, or somebody but root could have written it. */
export function readAllowed({ paths }: Pick<Instance, 'paths'>): Allowed {
  try {
    const { uid, mode } = lstatSync(paths.configurationAllowed)
    if (uid !== 0 || (mode & 0o022) !== 0) return NOTHING
    return allowed.parse(read(paths.configurationAllowed))
  } catch {
    return NOTHING
  }
}

/** Has a list of before tell what is read from what is written; what root took away or added stays so. */
export async function narrowAllowed(instance: Instance): Promise<void> {
  const { configurationAllowed } = instance.paths
  const before = former.safeParse(read(configurationAllowed))
  if (!before.success) return
  const now = usual(instance)
  const had = (place: string) => before.data.paths.includes(place)
  const own = MODULE_PLACES.filter((place) => before.data.modules.includes(place))
  const list: Allowed = {
    ...before.data,
    // Among the daemons are scripts that run what they are given.
    programs: before.data.programs.map((place) =>
      place === '/usr/lib/postfix/sbin/' ? '/usr/lib/postfix/sbin' : place,
    ),
    modules: [
      ...before.data.modules.filter((place) => !own.includes(place)),
      ...now.modules.filter((file) => own.some((place) => `${file}/`.startsWith(place))),
    ],
    paths: before.data.paths.filter(
      (place) => now.paths.includes(place) || !formerPaths(instance).has(place),
    ),
    served: now.served.filter(had),
    written: {
      apache: now.written.apache.filter(had),
      cyrus: now.written.cyrus.filter(had),
      postfix: now.written.postfix.filter(had),
      proftpd: now.written.proftpd.filter(had),
      slapd: now.written.slapd.filter(had),
    },
  }
  await replaceFile(configurationAllowed, `${JSON.stringify(list, null, 2)}\n`, readableByAll)
}

/** Undefined for what is not there or no JSON: nothing is allowed then, and stays so. */
function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const former = z.strictObject({
  ...{ programs: places, modules: places, includes: places, paths: places },
  users: z.array(z.string()),
})

const MODULE_PLACES = ['/usr/lib/apache2/modules/', '/usr/lib/proftpd/', '/usr/lib/ldap/']

/** Modules that run no programs, scripts or statements of others, and show no homes. */
const MODULES = [
  ...`access_compat alias allowmethods asis auth_basic auth_digest auth_form authn_anon authn_core authn_dbm
    authn_file authn_socache authnz_ldap authz_core authz_dbm authz_groupfile authz_host authz_owner authz_user
    autoindex brotli buffer cache cache_disk cache_socache charset_lite data dav dav_fs dav_lock deflate dir echo env
    expires file_cache filter headers http2 info lbmethod_bybusyness lbmethod_byrequests lbmethod_bytraffic ldap
    log_debug log_forensic mime mime_magic mpm_event mpm_prefork mpm_worker negotiation proxy proxy_ajp
    proxy_balancer proxy_connect proxy_hcheck proxy_html proxy_http proxy_http2 proxy_wstunnel ratelimit remoteip
    reqtimeout request rewrite session session_cookie session_crypto setenvif slotmem_plain slotmem_shm
    socache_dbm socache_shmcb speling ssl status substitute unique_id usertrack vhost_alias xml2enc`
    .split(/\s+/)
    .map((name) => `/usr/lib/apache2/modules/mod_${name}.so`),
  '/usr/lib/proftpd',
  ...`auth_otp ban ctrls_admin deflate digest dnsbl dynmasq facl ident ifsession ifversion ldap load log_forensic qos
    quotatab quotatab_file quotatab_ldap ratio readme sftp shaper site_misc statcache tls tls_shmcache unique_id wrap2
    wrap2_file`
    .split(/\s+/)
    .map((name) => `/usr/lib/proftpd/mod_${name}.so`),
  '/usr/lib/ldap',
  ...`accesslog argon2 auditlog autogroup back_asyncmeta back_dnssrv back_ldap back_mdb back_meta back_monitor back_null
    back_relay collect constraint dds deref dyngroup dynlist lastbind memberof otp pcache ppolicy pw-apr1 pw-netscape
    pw-pbkdf2 pw-sha2 refint remoteauth retcode rwm seqmod syncprov translucent unique valsort`
    .split(/\s+/)
    .map((name) => `/usr/lib/ldap/${name}.so`),
]

const inside = (...places: string[]) => places.map((place) => `${place}/`)

/** Nothing that the console's own user could write is among them. */
function usual({ paths }: Instance): Allowed {
  const own = inside(paths.cyrusConfig, paths.apacheConfig, `${paths.etc}/proftpd`)
  const sockets = inside(paths.cyrusRun, paths.saslauthdRun, paths.slapdRun)
  return {
    programs: [
      ...['/usr/lib/cyrus/bin/', '/usr/lib/postfix/sbin', '/usr/lib/postfix', '/usr/sbin', '/etc/postfix'],
    ],
    modules: MODULES,
    includes: own,
    paths: [...own, ...inside(paths.postfixConfig, paths.slapdData, '/etc/ssl/certs'), '/dev/null'],
    served: inside(paths.freebusy, paths.ftp),
    written: {
      apache: [...inside(`${paths.run}/apache`, paths.log), '/dev/null'],
      cyrus: [...sockets, ...inside(paths.cyrusData)],
      postfix: [...[...sockets, ...inside(paths.postfixQueue, paths.postfixData, paths.log)], '/dev/null'],
      proftpd: [...inside(`${paths.run}/proftpd`, paths.log), '/dev/null'],
      slapd: inside(paths.slapdRun, paths.slapdData, paths.log),
    },
    users: ['cyrus', 'mail', 'nogroup', 'openldap', 'postdrop', 'postfix', 'proftpd', 'www-data'],
  }
}

/** What a list of before had as paths by itself, for whatever purpose. */
function formerPaths(instance: Instance): Set<string> {
  const { paths, served, written } = usual(instance)
  return new Set([...paths, ...served, ...Object.values(written).flat()])
}
