/** What the database of an instance has besides entries: indexes, limits, overlays, as they are in this version. */
import { accessRules } from './access-rules'
import type { LdifEntry } from './ldif'
import { GROUP_MEMBERS } from './schema'

const ADDRESS = '^[^@[:space:]]+@[^@[:space:]]+$'

/** The database that holds the suffix; the numbers are slapd's order of databases. */
export const DATABASE = 'olcDatabase={1}mdb,cn=config'
/** May do everything, also to the entries; root comes in through ldapi by the number of the account. */
export const CONFIG_ADMIN = 'cn=admin,cn=config'

/** Modules of the Debian packages slapd and slapd-contrib; argon2 with the parameters that OWASP recommends. */
export const modules = [
  'back_mdb',
  'back_monitor',
  'argon2 m=19456 t=2 p=1',
  'pw-sha2',
  'ppolicy',
  'unique',
  'constraint',
  'refint',
]

/** Attributes of the database's entry in cn=config that a version of the console may change. */
export function databaseSettings(suffix: string, privateContainers: string[] = []): Record<string, string[]> {
  return {
    olcAccess: accessRules(suffix, privateContainers),
    olcAddContentAcl: ['TRUE'],
    olcDbIndex: [
      'objectClass,entryUUID,entryCSN eq',
      // Find looks for parts of words, and for whole words without their accents (approx).
      'uid,mailLocalAddress eq,sub',
      'associatedDomain eq',
      'cn,sn,givenName,displayName eq,sub,approx',
      'mail eq,sub',
      'ou,o eq',
      'member,owner,smManages,smLocal eq',
      'smRole,smAccountStatus,smMailbox,smPrivate,smGroupId eq',
    ],
    // People's own limits count for what the console does in their name, also for the total of a paged search.
    olcLimits: [
      `dn.base="cn=console,ou=services,${suffix}" size=unlimited time=unlimited`,
      `dn.base="cn=mta,ou=services,${suffix}" size=unlimited time=unlimited`,
      // The estimate would count what the person must not see: with it a search tells whether a name exists.
      'users size.soft=500 size.hard=unlimited size.pr=noEstimate size.pr=unlimited size.prtotal=unlimited time.soft=60 time.hard=600',
    ],
  }
}

/** The overlays of the database by name. Their order is that of slapd's entries; it does not matter here. */
export function overlays(suffix: string): Record<string, Record<string, string[]>> {
  const only = (filter: string) => `restrict="ldap:///${suffix}??sub?${filter}"`
  const accounts = only('(objectClass=smAccount)')
  return {
    ppolicy: {
      objectClass: ['olcOverlayConfig', 'olcPPolicyConfig'],
      olcPPolicyDefault: [`cn=default,ou=policies,${suffix}`],
      olcPPolicyHashCleartext: ['TRUE'],
    },
    // Each row is unique in the whole tree. "serialize": two changes at the same time must not both find it free.
    unique: {
      objectClass: ['olcOverlayConfig', 'olcUniqueConfig'],
      olcUniqueURI: [
        `serialize ldap:///${suffix}?uid?sub`,
        `serialize ldap:///${suffix}?mailLocalAddress?sub`,
        `serialize ldap:///${suffix}?associatedDomain?sub`,
        `serialize ldap:///${suffix}?smGroupId?sub`,
      ],
    },
    constraint: {
      objectClass: ['olcOverlayConfig', 'olcConstraintConfig'],
      olcConstraintAttribute: [
        'smRole regex ^(manager|administrator|domainAdministrator|groupAdministrator)$',
        'smAccountStatus regex ^(active|suspended)$',
        // A second login would open whatever mailbox has that name.
        `uid count 1 ${accounts}`,
        `uid regex ^[a-z0-9][a-z0-9._-]{0,63}$ ${accounts}`,
        // Without a local part Postfix takes an address for a whole domain.
        `mail,mailLocalAddress,smForwardingAddress,smAlternateMail regex ${ADDRESS}`,
        // Cyrus takes no other letters in the name of a group.
        'smGroupId regex ^[a-z0-9][a-z0-9.-]{0,63}$',
        // Postfix follows it: without this form it could collect any attribute of anybody as an address. Whose domain
        // it is, the access rules see to.
        `memberURL regex ^ldap:///([^?[:space:]]+,)?o=[^,?[:space:]]+,${suffix}[?][?]sub[?]${literally(GROUP_MEMBERS)}$ ${only('(!(objectClass=groupOfURLs))')}`,
        'smMaxAccounts,smMaxAliases,smMaxStorage,smDefaultQuota regex ^[0-9]{1,15}$',
        'smResourceKind regex ^(room|equipment)$',
        // A login of somebody who cannot sign in would only be lost to others.
        `uid count 0 ${only('(|(objectClass=smContact)(objectClass=smResource))')}`,
      ],
    },
    // Who or what is deleted or renamed is deleted or renamed where others name it.
    refint: {
      objectClass: ['olcOverlayConfig', 'olcRefintConfig'],
      olcRefintAttribute: ['member', 'owner', 'smManages', 'smLocal'],
    },
  }
}

/** Text as a regular expression (regex(7)) that fits nothing else. */
function literally(text: string): string {
  return text.replace(/[()|*&]/g, '[$&]')
}

/** The database with its overlays as entries of a new configuration. */
export function databaseEntries(suffix: string, directory: string): LdifEntry[] {
  const entry = {
    dn: DATABASE,
    attributes: {
      objectClass: ['olcDatabaseConfig', 'olcMdbConfig'],
      olcDatabase: '{1}mdb',
      olcSuffix: suffix,
      olcDbDirectory: directory,
      olcRootDN: CONFIG_ADMIN,
      // The file is sparse: it takes what the entries need.
      olcDbMaxSize: String(10 * 1024 ** 3),
      ...databaseSettings(suffix),
    },
  }
  const overlayEntries = Object.entries(overlays(suffix)).map(([name, attributes]) => ({
    dn: `olcOverlay=${name},${DATABASE}`,
    attributes: { ...attributes, olcOverlay: name },
  }))
  return [entry, ...overlayEntries]
}
