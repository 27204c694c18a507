/**
 * The console's own schema as an LDIF file of cn=config. Everything that a standard class offers is used from
 * there: inetOrgPerson, organization, organizationalUnit, domainRelatedObject, inetLocalMailRecipient.
 */

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
# Makes an entry a place for accounts: domains, organizations and groups.
olcObjectClasses: ( smClass:1 NAME 'smContainer' DESC 'Domain, organization or group that holds accounts' SUP top AUXILIARY MAY ( description $ preferredLanguage ) )
# Somebody who can sign in, on an inetOrgPerson. uid is the login.
olcObjectClasses: ( smClass:2 NAME 'smAccount' DESC 'Account of a person' SUP top AUXILIARY MUST uid MAY ( smRole $ smManages $ smLocal $ smAccountStatus $ smMailbox $ preferredLanguage ) )
# Addresses (mailLocalAddress) whose mail goes to members of this server (member) and elsewhere (rfc822MailMember).
olcObjectClasses: ( smClass:3 NAME 'smAlias' DESC 'Alias that distributes mail' SUP top STRUCTURAL MUST cn MAY ( mail $ member $ rfc822MailMember $ owner $ description $ displayName ) )
# A program that signs in to the other servers by SASL, such as the Cyrus administrator.
olcObjectClasses: ( smClass:4 NAME 'smServiceLogin' DESC 'Login of a program' SUP top AUXILIARY MUST uid )
# Logins that nobody may have because a server or the system gives them a meaning.
olcObjectClasses: ( smClass:5 NAME 'smReservedLogins' DESC 'Logins that are not given out' SUP top AUXILIARY MUST uid )
`
