/**
 * The console's own schema as an LDIF file of cn=config. Everything that a standard class offers is used from
 * there: inetOrgPerson, organization, organizationalUnit, domainRelatedObject, inetLocalMailRecipient.
 */

import type { LdifEntry } from './ldif'

/** Name of the schema's entry below cn=schema,cn=config. */
export const SCHEMA_NAME = 'server-manager'

/** The arc below 2.25 is a random UUID as a number (X.667), so that it is nobody else's. */
export const schemaLdif = `dn: cn=${SCHEMA_NAME},cn=schema,cn=config
objectClass: olcSchemaConfig
cn: ${SCHEMA_NAME}
olcObjectIdentifier: smRoot 2.25.163638075703088306305653962637955382593
olcObjectIdentifier: smAttribute smRoot:1
olcObjectIdentifier: smClass smRoot:2
# The one role of an account: manager, administrator, domainAdministrator or groupAdministrator. An account
# without it is an ordinary user. Compared exactly, because access rules compare it as a string.
olcAttributeTypes: ( smAttribute:1 NAME 'smRole' DESC 'Role of an account; a user has none' EQUALITY caseExactIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{32} SINGLE-VALUE )
# The containers, in general domains, that a domain administrator administers with everything below.
olcAttributeTypes: ( smAttribute:2 NAME 'smManages' DESC 'Containers that a domain administrator administers' SUP distinguishedName )
# The container that a group administrator administers. It counts only while the account is directly below it,
# so that moving the account ends the right.
olcAttributeTypes: ( smAttribute:3 NAME 'smLocal' DESC 'Container that a group administrator lives in and administers' EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 SINGLE-VALUE )
# active or suspended; absent means active. Nobody can sign in to a suspended account, by any protocol.
olcAttributeTypes: ( smAttribute:4 NAME 'smAccountStatus' DESC 'active or suspended' EQUALITY caseExactIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{16} SINGLE-VALUE )
# TRUE when mail to the account's addresses is delivered to the mailbox user/<uid>.
olcAttributeTypes: ( smAttribute:5 NAME 'smMailbox' DESC 'Whether the account has a mailbox' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
# TRUE hides a container and everything below it from everybody outside; see access-rules.ts.
olcAttributeTypes: ( smAttribute:6 NAME 'smPrivate' DESC 'Whether the container is invisible from outside' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
# The name that Cyrus and Postfix know a container by when it is used as a group; one to the whole server.
olcAttributeTypes: ( smAttribute:7 NAME 'smGroupId' DESC 'Name of the container as a group of accounts' EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{64} SINGLE-VALUE )
# What a container may hold at most; absent is no limit. Aliases are counted as entries.
olcAttributeTypes: ( smAttribute:8 NAME 'smMaxAccounts' DESC 'Most accounts in the container' EQUALITY integerMatch ORDERING integerOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
olcAttributeTypes: ( smAttribute:9 NAME 'smMaxAliases' DESC 'Most aliases in the container' EQUALITY integerMatch ORDERING integerOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
# The sum of the quotas of all mailboxes in the container, in bytes.
olcAttributeTypes: ( smAttribute:10 NAME 'smMaxStorage' DESC 'Most storage for mailboxes in the container, in bytes' EQUALITY integerMatch ORDERING integerOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
# The quota that a new mailbox in the container gets, in bytes; absent is none.
olcAttributeTypes: ( smAttribute:11 NAME 'smDefaultQuota' DESC 'Quota of new mailboxes, in bytes' EQUALITY integerMatch ORDERING integerOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
# Where mail to the account goes on to, here or elsewhere.
olcAttributeTypes: ( smAttribute:12 NAME 'smForwardingAddress' DESC 'Address that mail is forwarded to' EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )
# TRUE when forwarded mail is delivered to the mailbox too; it counts only with a mailbox.
olcAttributeTypes: ( smAttribute:13 NAME 'smForwardingKeepsCopy' DESC 'Whether forwarded mail stays in the mailbox too' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
# Where the person is reached when this account is not: an address outside, never delivered to by this server.
olcAttributeTypes: ( smAttribute:14 NAME 'smAlternateMail' DESC 'Outside address of the person' EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} SINGLE-VALUE )
# TRUE refuses mail while the account is suspended; without it mail goes on coming in.
olcAttributeTypes: ( smAttribute:15 NAME 'smRefusesMail' DESC 'Whether mail is refused while suspended' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
# FALSE keeps the person out of the web client; absent means that it is allowed.
olcAttributeTypes: ( smAttribute:16 NAME 'smWebClient' DESC 'Whether the person may use the web client' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
# TRUE when the person sends to, or receives from, domains of this server only.
olcAttributeTypes: ( smAttribute:17 NAME 'smSendsLocalOnly' DESC 'Whether the person sends local mail only' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
olcAttributeTypes: ( smAttribute:18 NAME 'smReceivesLocalOnly' DESC 'Whether the person receives local mail only' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
# room or equipment.
olcAttributeTypes: ( smAttribute:19 NAME 'smResourceKind' DESC 'room or equipment' EQUALITY caseExactIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{16} SINGLE-VALUE )
# Makes an entry a place for accounts: domains, organizations and groups. With smGroupId and memberURL it is also
# a group of the accounts below it; see groupMembersUrl.
olcObjectClasses: ( smClass:1 NAME 'smContainer' DESC 'Domain, organization or group that holds accounts' SUP top AUXILIARY MAY ( description $ preferredLanguage $ smPrivate $ smGroupId $ memberURL $ smMaxAccounts $ smMaxAliases $ smMaxStorage $ smDefaultQuota ) )
# Somebody who can sign in, on an inetOrgPerson. uid is the login.
olcObjectClasses: ( smClass:2 NAME 'smAccount' DESC 'Account of a person' SUP top AUXILIARY MUST uid MAY ( smRole $ smManages $ smLocal $ smAccountStatus $ smMailbox $ preferredLanguage $ smForwardingAddress $ smForwardingKeepsCopy $ smAlternateMail $ smRefusesMail $ smWebClient $ smSendsLocalOnly $ smReceivesLocalOnly ) )
# Addresses (mailLocalAddress) whose mail goes to members of this server (member) and elsewhere (rfc822MailMember).
olcObjectClasses: ( smClass:3 NAME 'smAlias' DESC 'Alias that distributes mail' SUP top STRUCTURAL MUST cn MAY ( mail $ member $ rfc822MailMember $ owner $ description $ displayName ) )
# A program that signs in to the other servers by SASL, such as the Cyrus administrator.
olcObjectClasses: ( smClass:4 NAME 'smServiceLogin' DESC 'Login of a program' SUP top AUXILIARY MUST uid )
# Logins that nobody may have because a server or the system gives them a meaning.
olcObjectClasses: ( smClass:5 NAME 'smReservedLogins' DESC 'Logins that are not given out' SUP top AUXILIARY MUST uid )
# Somebody outside, on an inetOrgPerson named by cn. The addresses are not this server's: they stand in mail alone,
# need not be unique, and nobody signs in.
olcObjectClasses: ( smClass:6 NAME 'smContact' DESC 'Somebody outside, for the address book' SUP top AUXILIARY MUST cn MAY ( mail $ displayName $ description ) )
# A room or a device, on an inetOrgPerson named by cn. Mail to its addresses (mailLocalAddress) goes to the people
# who look after it (member).
olcObjectClasses: ( smClass:7 NAME 'smResource' DESC 'Room or equipment' SUP top AUXILIARY MUST ( cn $ smResourceKind ) MAY ( mail $ member $ owner $ displayName $ description ) )
# On an smAlias: an address that an account had here before it moved to another domain, and that leads to it still
# (member). It stands here, because only an entry in a domain can say whose an address of that domain is.
olcObjectClasses: ( smClass:8 NAME 'smFormerAddress' DESC 'Address that an account has brought to another domain' SUP top AUXILIARY )
`

/** The accounts that a group means: those that mail can be delivered to. */
export const GROUP_MEMBERS =
  '(&(objectClass=smAccount)(|(smMailbox=TRUE)(smForwardingAddress=*))(!(&(smAccountStatus=suspended)(smRefusesMail=TRUE))))'

/**
 * The memberURL that makes a container a group of all accounts below it, now and later. It names the container, so
 * it has to be written again there and in all groups below when the container is renamed or moved.
 */
export function groupMembersUrl(dn: string, suffix: string): string {
  // The access rules compare the domain, letter by letter, with the form slapd gives it.
  const domain = new RegExp(`(^|,)o=[^,]+,${suffix}$`, 'i')
  // Blanks and what has a meaning in a URL as hex pairs (RFC 4516).
  const base = dn
    .replace(domain, (tail) => tail.toLowerCase())
    .replace(/[^A-Za-z0-9=,.+-]/gu, encodeURIComponent)
  return `ldap:///${base}??sub?${GROUP_MEMBERS}`
}

/** slapd's own definition of mailLocalAddress has no rule for parts of words, which people look for. */
const MAIL_LOCAL_ADDRESS = /(NAME 'mailLocalAddress' .*EQUALITY caseIgnoreIA5Match)(?! SUBSTR)/
const WITH_SUBSTRINGS = '$1 SUBSTR caseIgnoreIA5SubstringsMatch'

/** An entry of a schema with mailLocalAddress, if it is defined there, findable by a part of it. */
export function findable(entry: LdifEntry): LdifEntry {
  const { olcAttributeTypes, ...rest } = entry.attributes
  if (!olcAttributeTypes) return entry
  return {
    ...entry,
    attributes: { ...rest, olcAttributeTypes: [olcAttributeTypes].flat().map(withSubstrings) },
  }
}

/** A definition of an attribute type, with the rule when it is that of mailLocalAddress. */
export function withSubstrings(definition: string): string {
  return definition.replace(MAIL_LOCAL_ADDRESS, WITH_SUBSTRINGS)
}
