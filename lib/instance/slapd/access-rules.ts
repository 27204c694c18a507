/**
 * Who may do what in the directory, olcAccess in slapd.access(5). The console acts as the person who signed in,
 * so these limits hold a second time below its own, and alone for whoever binds with ldapmodify.
 *
 * slapd takes the first row whose `to` fits and in it the first `by` that fits; `break` goes on with the next row.
 * What no row grants is refused. Writing is by lists of what may be written, never of what may not: an attribute
 * that is not named here (pwdPolicySubentry, pwdAccountLockedTime, an unknown class) is written by root alone.
 * dn.regex is tried for every attribute of every entry that is read, even those the row does not name: dear.
 * A filter looks at the entry as it is before a change, and at the new entry when one is added (olcAddContentAcl).
 *
 * A private container is hidden by a row of its own, so these rows are made anew whenever a container becomes
 * private, public, or gets another name or place; see private-containers.ts.
 */
import { quotedDn } from './private-containers'

type AccessRule = { why: string; to: string; by: string[] }

/** The one option that attribute descriptions can have in an instance, as in `uid;x-none`. */
export const ONLY_OPTION = 'x-none'

/** Values of olcAccess in their order, without the {n} that slapd puts in front; `privateContainers` are DNs. */
export function accessRules(suffix: string, privateContainers: string[] = []): string[] {
  return accessTable(suffix, privateContainers).map(
    ({ to, by }) => `to ${to} ${by.map((who) => `by ${who}`).join(' ')}`,
  )
}

/**
 * Kinds of people as groups whose members are found by a filter. slapd works out once per request whether the
 * person is in a group, but a set (below) anew for each attribute of each entry, which is ten times slower.
 */
export const roleGroups = {
  manager: '(smRole=manager)',
  administrators: '(|(smRole=manager)(smRole=administrator))',
  'domain-administrators': '(smRole=domainAdministrator)',
  'group-administrators': '(smRole=groupAdministrator)',
  'with-role': '(smRole=*)',
  suspended: '(smAccountStatus=suspended)',
}

/** What anybody who is signed in sees of everybody else. Without hasSubordinates, which would tell of hidden entries. */
const addressBook = [
  'entry,objectClass,entryDN,entryUUID,structuralObjectClass,subschemaSubentry',
  'uid,cn,sn,givenName,displayName,initials,title,mail,telephoneNumber,mobile,pager',
  'facsimileTelephoneNumber,telexNumber,o,ou,departmentNumber,businessCategory',
  'physicalDeliveryOfficeName,roomNumber,street,postOfficeBox,postalAddress,postalCode,l,st',
  'registeredAddress,destinationIndicator,associatedDomain,jpegPhoto,labeledURI',
  'userCertificate,userSMIMECertificate,smResourceKind',
].join(',')

/** What Postfix, saslauthd, Cyrus, ProFTPD and Apache ask for. */
const forMailServers = [
  'entry,objectClass,entryDN,uid,cn,mail,mailLocalAddress,mailHost,member,rfc822MailMember,owner',
  'associatedDomain,smMailbox,smAccountStatus,smForwardingAddress,smForwardingKeepsCopy,smRefusesMail',
  'memberURL,smGroupId,smWebClient,smSendsLocalOnly,smReceivesLocalOnly',
].join(',')

/** What whoever administers an entry writes in it, and may in the own one. */
const details = [
  'cn,sn,givenName,displayName,initials,title,description,preferredLanguage,jpegPhoto,labeledURI',
  'telephoneNumber,mobile,homePhone,pager,facsimileTelephoneNumber,telexNumber,homePostalAddress',
  'street,postOfficeBox,postalAddress,postalCode,l,st,registeredAddress,destinationIndicator',
  'physicalDeliveryOfficeName,roomNumber,businessCategory',
  'o,ou,departmentNumber,employeeNumber,employeeType,manager,secretary,seeAlso',
  'userCertificate,userSMIMECertificate,userPKCS12',
  'mail,mailLocalAddress,mailHost,smMailbox,member,rfc822MailMember,owner,smResourceKind',
  'smForwardingAddress,smForwardingKeepsCopy,smAlternateMail',
  // Of a container, written from around it. memberURL is a kind of labeledURI: rows for that are for both.
  'smPrivate,memberURL',
].join(',')

/** What an account may do, as whoever administers it decides. */
const policies = 'smWebClient,smSendsLocalOnly,smReceivesLocalOnly,smRefusesMail'

/** What a container may hold. */
const limits = 'smMaxAccounts,smMaxAliases,smMaxStorage,smDefaultQuota'

/** What nobody writes in the own entry: existence and place, login, suspension, the order to change the password. */
const vital = `entry,uid,smAccountStatus,pwdReset,${policies}`

/** Attributes whose values decide who somebody is and what arrives where. */
const withoutOptions = ['uid', 'mail', 'mailLocalAddress', 'associatedDomain', 'member', 'rfc822MailMember']
  .concat(['smRole', 'smManages', 'smLocal', 'smAccountStatus', 'smMailbox', 'smPrivate', 'smGroupId'])
  .concat(['memberURL', 'smForwardingAddress', 'smForwardingKeepsCopy', 'smRefusesMail', 'smResourceKind'])
  .concat([...limits.split(','), ...policies.split(',')])
  .map((name) => `${name};${ONLY_OPTION}`)
  .join(',')

// Names only, no OIDs: a class that is written in another way fits no row and is refused.
const classes = (...names: string[]) => `attrs=objectClass val.regex="^(${names.join('|')})$"`
const ordinaryClasses = classes(
  ...['top', 'person', 'organizationalPerson', 'inetOrgPerson', 'inetLocalMailRecipient'],
  ...['organization', 'organizationalUnit'],
)
const ofPeopleAndPlaces = ['smAccount', 'smContainer', 'smContact']
const ofAliasesAndResources = ['smAlias', 'smResource', 'smFormerAddress']

const isManager = '(smRole=manager)'
const isAdministrator = '(smRole=administrator)'
const isDomainAdministrator = '(smRole=domainAdministrator)'
const isGroupAdministrator = '(smRole=groupAdministrator)'
const below = (...ranks: string[]) => `filter="(!(|${ranks.join('')}))"`
const noRole = '(!(smRole=*))(!(associatedDomain=*))'
const hasNoRole = `filter="(&${noRole})"`
const hasNoRoleNorDistributesMail = `filter="(&${noRole}(!(objectClass=smAlias))(!(objectClass=smResource)))"`
const isUser = 'filter="(&(objectClass=smAccount)(!(smRole=*)))"'

// "write" would include reading; nobody reads a password, not even a hashed one.
const setOwnPassword = 'self =wd'
const read = (who: string) => `${who} read`
// Without "disclose", what is missing below an entry is as absent as what is hidden: slapd names no entry above it.
const readUndisclosed = (who: string) => `${who} =rscx`
const others = '* break'
const nobodyElse = '* none'

/**
 * What an entry is was said when it was made: the class is in the new entry that the filter looks at then, and not in
 * one that is changed into something else. Nor is it taken away.
 */
function kinds(why: string, names: string[], filter: string, by: string[]): AccessRule[] {
  return names.map((name) => ({
    why: `${why}: ${name}`,
    to: `filter="(&${filter}(objectClass=${name}))" attrs=objectClass val.exact="${name}"`,
    by,
  }))
}

function accessTable(suffix: string, privateContainers: string[]): AccessRule[] {
  const services = `ou=services,${suffix}`
  const consoleLogin = `dn.base="cn=console,${services}"`
  // People change what is not their own password or language through the console alone, which acts as they (RFC 4370):
  // with a client of their own they could rename an entry by any attribute, which no rule is asked about, or have
  // overlays look away (relax). So each right below is that of a person on the console's connection.
  const onConsole = (who: string) => `realdn.exact="cn=console,${services}" ${who}`
  const write = (who: string) => `${onConsole(who)} write`
  const give = (who: string) => `${onConsole(who)} =arscxd`
  // Without a look at the values, as "replace" and "delete" without a value do.
  const takeAway = (who: string) => `${onConsole(who)} =zrscd`
  const setPassword = (who: string) => `${onConsole(who)} =wd`
  const mailServers = `dn.base="cn=mta,${services}"`
  const inGroup = (name: keyof typeof roleGroups) =>
    `group/groupOfURLs/memberURL.exact="cn=${name},ou=roles,${suffix}"`
  const manager = inGroup('manager')
  const administrators = inGroup('administrators')
  const withRole = inGroup('with-role')
  const suspended = inGroup('suspended')
  // Sets of slapd.access(5): `this` is the entry in question, `/-1` the one above it, `/-*` itself and all that
  // are above it, `user` who asks.
  const inDomains = (places: string) => `${inGroup('domain-administrators')} set="user/smManages & ${places}"`
  // smLocal counts only while it is the container that the account itself is in.
  const inGroupOf = (places: string) =>
    `${inGroup('group-administrators')} set="user/smLocal & user/-1 & ${places}"`
  // Not empty when the entry is, or has below it, an account of one of the ranks.
  const holds = (...ranks: string[]) => `[ldap:///${suffix}??sub?(|${ranks.join('')})]/entryDN/-* & this`
  const domainAdministrator = inDomains('this/-1/-*')
  const domainAdministratorHere = inDomains('this/-*')
  const groupAdministrator = inGroupOf('this/-1/-*')
  const groupAdministratorHere = inGroupOf('this/-*')
  // Of a value nothing gets into a set that means something there: a bracket ends a text, and a parenthesis, an asterisk
  // or a percent sign changes a filter; whoever writes it would ask the directory what the rules keep from them. So the
  // patterns fit every value and catch what is harmless: v2 is a whole address, v3 or else v5 its domain.
  const [local, domain] = ['a-z0-9._+=~-', '([a-z0-9.-]+)$']
  const address = `val.regex="^(([${local}]+@${domain})|(.*[^${local}].*@${domain}))?"`
  // The domain of an address is that of the entry, or one that is administered.
  const ofDomain = [
    `set.expand="[o=\${v3}\${v5},${suffix}] & this/-*" break`,
    `${inGroup('domain-administrators')} set.expand="user/smManages & [o=\${v3}\${v5},${suffix}]" break`,
  ]
  /** Who administers a place around a container, said without that place in a set: its name may mean something there. */
  const administratorsAround = (dn: string) => {
    const levels = dn.slice(0, -suffix.length - 1).split(',')
    const places = levels.slice(1).map((_, above) => `${levels.slice(above + 1).join(',')},${suffix}`)
    const [domain = ''] = /^o=[a-z0-9.-]+$/.exec(levels.at(-1)?.toLowerCase() ?? '') ?? []
    return [
      ...(domain ? [`${inGroup('domain-administrators')} set="user/smManages & [${domain},${suffix}]"`] : []),
      ...places.map(
        (place) =>
          `dn.one=${quotedDn(place)} ${inGroup('group-administrators')} set="user/smLocal & user/-1"`,
      ),
    ]
  }
  return [
    // The console and the servers
    {
      why: 'slapd itself looks up here whether the console may act as a person',
      to: `dn.base="cn=console,${services}" attrs=authzTo`,
      by: [`${consoleLogin} auth`, nobodyElse],
    },
    { why: 'nobody else acts as another, or lets others', to: 'attrs=authzTo,authzFrom', by: [nobodyElse] },
    {
      why: 'with an option, a value would not be compared with those of others when it has to be unique',
      to: `attrs=${withoutOptions}`,
      by: [nobodyElse],
    },
    {
      why: 'programs sign in, but no person changes how',
      to: `dn.subtree="${services}" attrs=userPassword`,
      by: ['anonymous auth', nobodyElse],
    },
    {
      why: 'nothing signs in to a suspended account; administrators still set its password',
      to: 'filter="(smAccountStatus=suspended)" attrs=userPassword',
      by: ['anonymous none', others],
    },
    {
      why: 'passwords are checked by a bind, never read',
      to: 'attrs=userPassword',
      by: ['anonymous auth', `dn.subtree="${services}" none`, `${suspended} none`, others],
    },
    {
      why: 'the name of a group opens folders: the console gives each one that nothing has or had',
      to: 'filter="(objectClass=smContainer)" attrs=smGroupId',
      by: [write(consoleLogin), others],
    },
    {
      why: 'an address that somebody brought from a domain goes with them, whoever deletes them',
      to: 'filter="(objectClass=smFormerAddress)" attrs=entry',
      by: [takeAway(consoleLogin), others],
    },
    {
      why: 'these are directly in domains',
      to: 'filter="(associatedDomain=*)" attrs=children',
      by: [takeAway(consoleLogin), others],
    },
    {
      why: 'the mail servers see what they ask for',
      to: `attrs=${forMailServers}`,
      by: [read(mailServers), others],
    },
    {
      why: 'the console sees everything; somebody suspended while signed in has no rights from that moment',
      to: '*',
      by: [read(consoleLogin), `${suspended} none`, others],
    },
    {
      why: 'logins of programs are no business of users',
      to: `dn.subtree="${services}"`,
      by: [read(administrators), nobodyElse],
    },
    {
      why: 'who is in a role is written at the accounts',
      to: `dn.subtree="ou=roles,${suffix}"`,
      by: [read(administrators), nobodyElse],
    },
    {
      why: 'the password policy is changed by upgrade steps',
      to: `dn.subtree="ou=policies,${suffix}"`,
      by: [read(administrators), nobodyElse],
    },

    {
      why: 'who used to have an address is for those who administer its domain or that person, and for that person',
      to: 'filter="(objectClass=smFormerAddress)" attrs=entry,objectClass,entryDN,entryUUID,cn,mail',
      by: [
        ...[`${administrators} break`, `${domainAdministratorHere} break`],
        ...[`${inDomains('this/member/-1/-*')} break`, `${inGroupOf('this/member/-1/-*')} break`],
        ...['set="this/member & user" break', nobodyElse],
      ],
    },
    // Whoever must not know of a private container learns of nobody in it by those who name them.
    ...privateContainers.flatMap((dn) =>
      ['distinguishedName', 'manager', 'secretary'].map((attribute) => ({
        why: 'a private container is not named to those for whom it is not there',
        // With the first go owner, member and seeAlso, which are kinds of it.
        to: `attrs=${attribute} val.subtree=${quotedDn(dn)}`,
        by: [
          ...[`dn.subtree=${quotedDn(dn)} break`, `${administrators} break`],
          ...[...administratorsAround(dn).map((who) => `${who} break`), nobodyElse],
        ],
      })),
    ),
    {
      why: 'whether a place of a name is private is not to be found by asking who is named',
      to: 'attrs=distinguishedName,manager,secretary',
      by: [
        ...[`realdn.exact="cn=console,${services}" break`, `${administrators} break`],
        ...[`${domainAdministratorHere} =r`, `${groupAdministratorHere} =r`, 'self =r', nobodyElse],
      ],
    },
    // An entry in a private container inside another one has a row for each, and both have to let somebody pass.
    ...privateContainers.map((dn) => ({
      why: 'a private container is there for those inside and those who administer it or a place around it',
      to: `dn.subtree=${quotedDn(dn)}`,
      by: [
        ...[`dn.subtree=${quotedDn(dn)} break`, `${administrators} break`],
        ...[`${domainAdministratorHere} break`, `${groupAdministratorHere} break`, nobodyElse],
      ],
    })),

    {
      why: 'whoever changed an entry last may be hidden from those who see it',
      to: 'attrs=modifiersName',
      by: [read(administrators), nobodyElse],
    },
    {
      why: 'and so may who made it; the console asks whether it was the person it acts as',
      to: 'attrs=creatorsName',
      by: [read(administrators), read('set="this/creatorsName & user"'), nobodyElse],
    },

    // People without a role; first, because most reading is theirs and the sets below take time.
    {
      why: 'who looks for what is not there is not told how far the way to it goes; nor is it told of what is hidden',
      to: 'attrs=entry',
      by: [`${withRole} break`, readUndisclosed('users'), nobodyElse],
    },
    {
      why: 'people see the address book',
      to: `attrs=${addressBook}`,
      by: [`${withRole} break`, read('users'), nobodyElse],
    },
    {
      why: 'the own language',
      to: 'attrs=preferredLanguage',
      by: [`${withRole} break`, 'self write', nobodyElse],
    },
    {
      why: 'the own password; the rest of the own entry is for reading',
      to: 'attrs=userPassword',
      by: [`${withRole} break`, setOwnPassword, nobodyElse],
    },
    {
      why: 'nothing else for people without a role',
      to: '*',
      by: [`${withRole} break`, read('self'), nobodyElse],
    },

    // Places
    {
      why: 'domains come and go by administrators of everything',
      to: `dn.base="${suffix}" attrs=children`,
      by: [write(administrators), nobodyElse],
    },
    {
      why: 'the root of the tree',
      to: `dn.base="${suffix}"`,
      by: [read(administrators), readUndisclosed('users'), nobodyElse],
    },
    {
      why: 'a domain keeps its postmaster (RFC 2142)',
      to: `dn.regex="^cn=postmaster,o=[^,]+,${suffix}$" attrs=entry`,
      by: [write(administrators), read('users'), nobodyElse],
    },
    {
      why: 'entries are made, deleted and moved within the own containers',
      to: 'filter="(objectClass=smContainer)" attrs=children',
      by: [write(administrators), write(domainAdministratorHere), write(groupAdministratorHere), nobodyElse],
    },
    {
      why: 'a domain itself is not for its own administrator',
      to: `filter="(associatedDomain=*)" attrs=${details},entry`,
      by: [write(administrators), others],
    },
    {
      why: 'what the console puts on a domain',
      to: `filter="(associatedDomain=*)" ${classes('top', 'organization', 'domainRelatedObject', 'smContainer')}`,
      by: [write(administrators), others],
    },
    {
      why: 'mail for a name is accepted because of this attribute',
      to: 'filter="(!(smRole=*))" attrs=associatedDomain',
      by: [write(administrators), others],
    },

    // Roles and scopes. Nobody writes "manager": there is one, made with the instance.
    {
      why: 'only the manager makes administrators',
      to: `${below(isManager)} attrs=smRole val.exact="administrator"`,
      by: [write(manager), others],
    },
    {
      why: 'administrators make domain administrators',
      to: `${below(isManager, isAdministrator)} attrs=smRole val.exact="domainAdministrator"`,
      by: [write(administrators), others],
    },
    {
      why: 'domain administrators make group administrators',
      to: `${below(isManager, isAdministrator, isDomainAdministrator)} attrs=smRole val.exact="groupAdministrator"`,
      by: [write(administrators), write(domainAdministrator), others],
    },
    {
      why: 'the manager takes any role but the own',
      to: `${below(isManager)} attrs=smRole`,
      by: [takeAway(manager), others],
    },
    {
      why: 'administrators take roles below theirs',
      to: `${below(isManager, isAdministrator)} attrs=smRole`,
      by: [takeAway(administrators), others],
    },
    {
      why: 'domain administrators take the role they can give',
      to: `filter="${isGroupAdministrator}" attrs=smRole`,
      by: [takeAway(domainAdministrator), others],
    },
    {
      why: 'the scope of a domain administrator comes from above',
      to: `${below(isManager, isAdministrator)} attrs=smManages`,
      by: [write(administrators), others],
    },
    {
      why: 'the scope of a group administrator comes from above',
      to: `${below(isManager, isAdministrator, isDomainAdministrator)} attrs=smLocal`,
      by: [write(administrators), write(domainAdministrator), others],
    },

    // Places with people in them
    {
      why: 'who administers a place neither deletes, renames nor moves one that somebody higher lives in',
      to: 'filter="(objectClass=smContainer)" attrs=entry',
      by: [
        readUndisclosed(`${inGroup('domain-administrators')} set="${holds(isManager, isAdministrator)}"`),
        readUndisclosed(
          `${inGroup('group-administrators')} set="${holds(isManager, isAdministrator, isDomainAdministrator)}"`,
        ),
        others,
      ],
    },
    {
      why: 'limits come from administrators of everything',
      to: `attrs=${limits}`,
      by: [write(administrators), others],
    },
    {
      why: 'a group has its members in its own domain',
      to: `attrs=memberURL val.regex="^(ldap:///(([^?%]|%[2-9a-f][0-9a-f])+,)?o=([a-z0-9.-]+),${suffix}[?])?"`,
      by: [`${administrators} break`, `set.expand="[o=\${v4},${suffix}] & this/-*" break`, nobodyElse],
    },

    {
      why: 'an address is of the domain that its entry is in, or of one that is administered too',
      to: `attrs=mailLocalAddress ${address}`,
      by: [
        ...[`${administrators} break`, ...ofDomain],
        ...[read(domainAdministratorHere), read(groupAdministratorHere), read('self'), nobodyElse],
      ],
    },
    {
      why: 'so is a primary one, unless it was brought along',
      to: `filter="(!(objectClass=smContact))" attrs=mail ${address}`,
      by: [
        ...[`${administrators} break`, ...ofDomain],
        `set.expand="[ldap:///${suffix}??sub?(&(objectClass=smFormerAddress)(mailLocalAddress=\${v2}))]/member & this" break`,
        read('users'),
      ],
    },

    // Accounts, aliases and containers by the rank of the entry: each rank is written by those above it only.
    {
      why: 'an address that somebody has brought elsewhere is for those who administer them there',
      to: `filter="(&(objectClass=smFormerAddress)(member=*))" attrs=${details},entry,objectClass`,
      by: [
        `${administrators} break`,
        `${inDomains('this/member/-1/-*')} break`,
        read(domainAdministrator),
        others,
      ],
    },
    ...kinds('aliases and resources need more than a group', ofAliasesAndResources, noRole, [
      ...[give(administrators), give(domainAdministrator), others],
    ]),
    ...kinds('users, contacts, organizations and groups', ofPeopleAndPlaces, noRole, [
      ...[give(administrators), give(domainAdministrator), give(groupAdministrator), others],
    ]),
    ...kinds('group administrators', ['smAccount'], isGroupAdministrator, [
      ...[give(administrators), give(domainAdministrator), others],
    ]),
    ...kinds('domain administrators', ['smAccount'], isDomainAdministrator, [give(administrators), others]),
    ...kinds('administrators', ['smAccount'], isAdministrator, [give(manager), others]),
    {
      why: 'aliases and resources: the other classes',
      to: `${hasNoRole} ${ordinaryClasses}`,
      by: [write(administrators), write(domainAdministrator), others],
    },
    {
      why: 'users, contacts, organizations and groups: the other classes',
      to: `${hasNoRoleNorDistributesMail} ${ordinaryClasses}`,
      by: [write(administrators), write(domainAdministrator), write(groupAdministrator), others],
    },
    {
      why: 'users, contacts, organizations and groups',
      to: `${hasNoRoleNorDistributesMail} attrs=${details},${vital}`,
      by: [write(administrators), write(domainAdministrator), write(groupAdministrator), others],
    },
    {
      why: 'passwords of users',
      to: `${isUser} attrs=userPassword`,
      by: [
        setPassword(administrators),
        setPassword(domainAdministrator),
        setPassword(groupAdministrator),
        others,
      ],
    },
    {
      why: 'aliases and resources',
      to: `${hasNoRole} attrs=${details},entry`,
      by: [write(administrators), write(domainAdministrator), others],
    },
    {
      why: 'group administrators: classes',
      to: `filter="${isGroupAdministrator}" ${ordinaryClasses}`,
      by: [write(administrators), write(domainAdministrator), others],
    },
    {
      why: 'group administrators',
      to: `filter="${isGroupAdministrator}" attrs=${details},${vital}`,
      by: [write(administrators), write(domainAdministrator), others],
    },
    {
      why: 'passwords of group administrators',
      to: `filter="${isGroupAdministrator}" attrs=userPassword`,
      by: [setPassword(administrators), setPassword(domainAdministrator), others],
    },
    {
      why: 'a group administrator among the accounts of the own group',
      to: `filter="${isGroupAdministrator}" attrs=${details}`,
      by: [write(`self ${groupAdministrator}`), others],
    },
    {
      why: 'domain administrators: classes',
      to: `filter="${isDomainAdministrator}" ${ordinaryClasses}`,
      by: [write(administrators), others],
    },
    {
      why: 'domain administrators; the own entry when it is in a domain of theirs',
      to: `filter="${isDomainAdministrator}" attrs=${details}`,
      by: [write(administrators), write(`self ${domainAdministrator}`), others],
    },
    {
      why: 'domain administrators: login, place and suspension',
      to: `filter="${isDomainAdministrator}" attrs=${vital}`,
      by: [write(administrators), others],
    },
    {
      why: 'passwords of domain administrators',
      to: `filter="${isDomainAdministrator}" attrs=userPassword`,
      by: [setPassword(administrators), others],
    },
    {
      why: 'administrators: classes',
      to: `filter="${isAdministrator}" ${ordinaryClasses}`,
      by: [write(manager), others],
    },
    {
      why: 'administrators: login, place and suspension',
      to: `filter="${isAdministrator}" attrs=${vital}`,
      by: [write(manager), others],
    },
    {
      why: 'passwords of administrators',
      to: `filter="${isAdministrator}" attrs=userPassword`,
      by: [setPassword(manager), others],
    },
    {
      why: 'administrators, their own entry too',
      to: `filter="${isAdministrator}" attrs=${details}`,
      by: [write(manager), write('self'), others],
    },
    {
      why: 'the manager is changed by the manager alone, and stays',
      to: `filter="${isManager}" attrs=${details},${policies}`,
      by: [write('self'), others],
    },

    // What is left for everybody with a role
    { why: 'the own password', to: 'attrs=userPassword', by: [setOwnPassword, nobodyElse] },
    { why: 'the own language', to: 'attrs=preferredLanguage', by: ['self write', others] },
    {
      why: 'as for people without a role',
      to: 'attrs=entry',
      by: [read(administrators), readUndisclosed('users'), nobodyElse],
    },
    { why: 'the address book', to: `attrs=${addressBook}`, by: [read('users'), nobodyElse] },
    {
      why: 'everything in the own scope',
      to: '*',
      by: [
        ...[read(administrators), read('self'), read(domainAdministratorHere), read(groupAdministratorHere)],
        nobodyElse,
      ],
    },
  ]
}
