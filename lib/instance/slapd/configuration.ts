/** cn=config of a new instance, written by slapadd(8): slapd never runs with anything else. */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { type Instance, readSecret } from '../instance'
import { mustRun } from '../program'
import { systemUser } from '../system-users'
import { ONLY_OPTION } from './access-rules'
import { CONFIG_ADMIN, databaseEntries, modules } from './database'
import { type LdifEntry, readLdif, writeLdif } from './ldif'
import { findable, schemaLdif } from './schema'

/** Makes cn=config in the instance's directories; one that is there stays as it is. */
export async function configure(instance: Instance): Promise<void> {
  const { paths } = instance
  if ((await readdir(paths.slapdConfig)).length > 0) return
  await mustRun('slapd', '/usr/sbin/slapadd', ['-n', '0', '-F', paths.slapdConfig], {
    input: writeLdif(configurationEntries(instance)),
    user: systemUser('openldap'),
  })
}

/** Standard classes as slapd's package delivers them. */
const standardSchemas = ['core', 'cosine', 'nis', 'inetorgperson', 'misc', 'dyngroup']

/** The entries of cn=config, parents first. */
export function configurationEntries(instance: Instance): LdifEntry[] {
  const { paths, suffix } = instance
  return [
    {
      dn: 'cn=config',
      attributes: {
        objectClass: 'olcGlobal',
        cn: 'config',
        olcPidFile: `${paths.slapdRun}/slapd.pid`,
        olcArgsFile: `${paths.slapdRun}/slapd.args`,
        // It keeps its own log; see launch.ts.
        olcLogLevel: 'none',
        // Who may become whom is written at the one who may.
        olcAuthzPolicy: 'to',
        olcAuthzRegexp: `gidNumber=0\\+uidNumber=0,cn=peercred,cn=external,cn=auth ${CONFIG_ADMIN}`,
        // uid;lang-en would be a login that "unique" does not compare with uid. Naming an option takes the others
        // away; the one that is left is for nobody, see access-rules.ts.
        olcAttributeOptions: ONLY_OPTION,
      },
    },
    {
      dn: 'cn=module{0},cn=config',
      attributes: {
        objectClass: 'olcModuleList',
        cn: 'module{0}',
        olcModulePath: '/usr/lib/ldap',
        olcModuleLoad: modules,
      },
    },
    { dn: 'cn=schema,cn=config', attributes: { objectClass: 'olcSchemaConfig', cn: 'schema' } },
    ...standardSchemas
      .flatMap((name) => readLdif(readFileSync(`/etc/ldap/schema/${name}.ldif`, 'utf8')))
      .map(findable),
    ...readLdif(schemaLdif),
    {
      dn: 'olcDatabase={-1}frontend,cn=config',
      attributes: {
        objectClass: ['olcDatabaseConfig', 'olcFrontendConfig'],
        olcDatabase: '{-1}frontend',
        olcPasswordHash: '{ARGON2}',
        olcAccess: ['to dn.base="" by * read', 'to dn.base="cn=Subschema" by * read', 'to * by * none'],
      },
    },
    {
      dn: 'olcDatabase={0}config,cn=config',
      attributes: {
        objectClass: 'olcDatabaseConfig',
        olcDatabase: '{0}config',
        olcRootDN: CONFIG_ADMIN,
        olcRootPW: saltedHash(readSecret(instance, 'slapd-config')),
        olcAccess: 'to * by * none',
      },
    },
    ...databaseEntries(suffix, paths.slapdData),
    {
      dn: 'olcDatabase={2}monitor,cn=config',
      attributes: {
        objectClass: ['olcDatabaseConfig', 'olcMonitorConfig'],
        olcDatabase: '{2}monitor',
        olcAccess: `to dn.subtree="cn=monitor" by dn.base="cn=console,ou=services,${suffix}" read by * none`,
      },
    },
  ]
}

/** {SSHA}: the secret is 256 random bits, so that a slow hash would protect nothing more. */
export function saltedHash(secret: string): string {
  const salt = randomBytes(8)
  const digest = createHash('sha1').update(secret).update(salt).digest()
  return `{SSHA}${Buffer.concat([digest, salt]).toString('base64')}`
}
