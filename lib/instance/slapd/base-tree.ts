/** The entries that every instance begins with: services, password policy, the first domain and its manager. */
import { randomBytes } from 'node:crypto'
import { Attribute, Change, type Client } from 'ldapts'
import { type Instance, readSecret, type SecretName } from '../instance'
import { roleGroups } from './access-rules'
import { type Attributes, accepts, asSlapdAdministrator, readEntry } from './administration'
import { saltedHash } from './configuration'

type TreeEntry = { dn: string; attributes: Attributes }

/**
 * Logins without a person: Unix accounts, names that Cyrus gives a meaning in its access lists, and those of the
 * servers. `postmaster` is an alias in each domain and stays free as a login, as does `admin`.
 */
const reservedLogins = [
  ...[
    'root',
    'daemon',
    'bin',
    'sys',
    'sync',
    'games',
    'man',
    'lp',
    'mail',
    'news',
    'uucp',
    'proxy',
    'backup',
    'list',
    'irc',
  ],
  ...[
    'nobody',
    'nogroup',
    'www-data',
    'sshd',
    'systemd',
    'messagebus',
    'openldap',
    'postfix',
    'postdrop',
    'proftpd',
    'ftp',
  ],
  ...['saslauth', 'server-manager', 'lmtp', 'proxyadm', 'anyone', 'anonymous', 'owner', 'authenticated'],
  ...['mailer-daemon', 'double-bounce', 'murder', 'mupdate', 'replication', 'console', 'mta', 'decoy'],
]

/**
 * Writes what is missing into a running slapd; entries that are there stay as they are, but service logins get
 * the password of the instance's secret back. `managerPassword` is for the account `admin`, who has to change it;
 * it is used only when that account does not exist yet.
 */
export async function writeBaseTree(
  instance: Instance,
  { managerPassword }: { managerPassword: string },
): Promise<void> {
  await asSlapdAdministrator(instance, async (client) => {
    for (const { dn, attributes } of baseTree(instance, managerPassword)) {
      if (!(await readEntry(client, dn, ['1.1']))) await client.add(dn, attributes)
    }
    await renewServicePasswords(instance, client)
  })
}

function baseTree(instance: Instance, managerPassword: string): TreeEntry[] {
  const { suffix, domain } = instance
  const label = suffix.slice('dc='.length).split(',')[0] ?? ''
  return [
    { dn: suffix, attributes: { objectClass: ['dcObject', 'organization'], dc: [label], o: [domain] } },
    { dn: `ou=policies,${suffix}`, attributes: { objectClass: ['organizationalUnit'], ou: ['policies'] } },
    passwordPolicy(suffix),
    ...roles(suffix),
    ...services(instance),
    ...firstDomain(instance, managerPassword),
  ]
}

/**
 * slapd hashes passwords itself, so it can see their length; those that arrive hashed, as from a migration, are
 * taken (quality 1). There is no lockout: anybody could lock anybody out; the console throttles attempts instead.
 *
 * pwdMustChange: an account with pwdReset TRUE may bind, and mail works, but over LDAP it can only change the
 * password. Every change of the password takes pwdReset away, also one by an administrator or by proxied
 * authorization, unless the same change sets it: who gives a password to somebody else writes both at once.
 */
function passwordPolicy(suffix: string): TreeEntry {
  return {
    dn: `cn=default,ou=policies,${suffix}`,
    attributes: {
      objectClass: ['device', 'pwdPolicy'],
      cn: ['default'],
      pwdAttribute: ['userPassword'],
      pwdMinLength: ['8'],
      pwdCheckQuality: ['1'],
      pwdAllowUserChange: ['TRUE'],
      pwdMustChange: ['TRUE'],
      pwdLockout: ['FALSE'],
    },
  }
}

/** The groups that the access rules go by. */
function roles(suffix: string): TreeEntry[] {
  const base = `ou=roles,${suffix}`
  const groups = Object.entries(roleGroups).map(([cn, filter]) => ({
    dn: `cn=${cn},${base}`,
    attributes: { objectClass: ['groupOfURLs'], cn: [cn], memberURL: [`ldap:///${suffix}??sub?${filter}`] },
  }))
  return [{ dn: base, attributes: { objectClass: ['organizationalUnit'], ou: ['roles'] } }, ...groups]
}

function services(instance: Instance): TreeEntry[] {
  const { suffix } = instance
  const base = `ou=services,${suffix}`
  const program = ['applicationProcess', 'simpleSecurityObject']
  return [
    { dn: base, attributes: { objectClass: ['organizationalUnit'], ou: ['services'] } },
    {
      dn: `cn=console,${base}`,
      attributes: {
        ...{ objectClass: program, cn: ['console'], description: ['The console; acts as people'] },
        userPassword: [saltedHash(readSecret(instance, 'console'))],
        // A pattern rather than a search for accounts, which would look at all of them for every request.
        authzTo: [`dn.regex:^uid=[^,]+,(.+,)?o=[^,]+,${suffix}$`],
      },
    },
    {
      dn: `cn=mta,${base}`,
      attributes: {
        ...{
          objectClass: program,
          cn: ['mta'],
          description: ['Postfix, saslauthd, Cyrus, ProFTPD and Apache'],
        },
        userPassword: [saltedHash(readSecret(instance, 'mta'))],
      },
    },
    {
      dn: `uid=cyrus,${base}`,
      attributes: {
        objectClass: ['account', 'simpleSecurityObject', 'smServiceLogin'],
        ...{ uid: ['cyrus'], description: ['Administrator of Cyrus'] },
        userPassword: [saltedHash(readSecret(instance, 'cyrus'))],
      },
    },
    {
      dn: `cn=decoy,${base}`,
      attributes: {
        ...{ objectClass: program, cn: ['decoy'], description: ['Takes as long to refuse as an account'] },
        userPassword: [randomBytes(32).toString('base64url')],
      },
    },
    {
      dn: `cn=reserved,${base}`,
      attributes: {
        objectClass: ['applicationProcess', 'smReservedLogins'],
        cn: ['reserved'],
        uid: reservedLogins,
      },
    },
  ]
}

/** The manager's mailbox is made by the worker: Cyrus does not run yet. */
function firstDomain({ suffix, domain, hostname }: Instance, managerPassword: string): TreeEntry[] {
  const base = `o=${domain},${suffix}`
  const manager = `uid=admin,${base}`
  const address = `admin@${domain}`
  return [
    {
      dn: base,
      attributes: {
        objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
        ...{ o: [domain], associatedDomain: [domain] },
      },
    },
    {
      dn: manager,
      attributes: {
        objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
        ...{ uid: ['admin'], cn: ['Manager'], sn: ['Manager'], mail: [address] },
        ...{ mailLocalAddress: [address], mailHost: [hostname] },
        ...{ smRole: ['manager'], smAccountStatus: ['active'], smMailbox: ['TRUE'] },
        ...{ userPassword: [managerPassword], pwdReset: ['TRUE'] },
      },
    },
    {
      dn: `cn=postmaster,${base}`,
      attributes: {
        objectClass: ['smAlias', 'inetLocalMailRecipient'],
        ...{
          cn: ['postmaster'],
          mail: [`postmaster@${domain}`],
          mailLocalAddress: [`postmaster@${domain}`],
          member: [manager],
        },
      },
    },
  ]
}

/** A secret that was replaced in its file, as after a loss, counts from the next look. */
async function renewServicePasswords(instance: Instance, client: Client): Promise<void> {
  const logins: [name: SecretName, rdn: string][] = [
    ['console', 'cn=console'],
    ['mta', 'cn=mta'],
    ['cyrus', 'uid=cyrus'],
  ]
  for (const [name, rdn] of logins) {
    const dn = `${rdn},ou=services,${instance.suffix}`
    const secret = readSecret(instance, name)
    const entry = await readEntry(client, dn, ['userPassword', 'pwdReset'])
    if (!entry) continue
    const [stored = ''] = entry.userPassword ?? []
    const isFree = (entry.pwdReset ?? []).length === 0
    if (isFree && stored.startsWith('{SSHA}') && (await accepts(instance, dn, secret))) continue
    const replace = (type: string, values: string[]) =>
      new Change({ operation: 'replace', modification: new Attribute({ type, values }) })
    // Without the second slapd asks the login to choose another password, and lets it do nothing else.
    await client.modify(dn, [replace('userPassword', [saltedHash(secret)]), replace('pwdReset', [])])
  }
}

/** The same for an instance of an earlier version, where they were checked like passwords of people. */
export async function bringServicePasswords(instance: Instance): Promise<void> {
  await asSlapdAdministrator(instance, (client) => renewServicePasswords(instance, client))
}
