/**
 * Postfix's questions to the directory, ldap_table(5). Each searches below the domain of the address it asks
 * about, so that an entry in one domain can never claim an address in another.
 */
import type { Instance } from '../instance'

/** Accounts' mail is sent on to <login>@MAIL_STORE, a name that exists only between Postfix and Cyrus. */
export const MAIL_STORE = 'mailstore.invalid'

/** Transport of the places that forwarded mail has left; see `copies`. */
export const FORWARDED = 'discard:forwarded'

type Question = { base: string; scope: 'one' | 'sub'; filter: string; result: string[] }

/** Accounts with the address that mail is taken for. */
const account = (more: string) =>
  `(&(objectClass=smAccount)(mailLocalAddress=%s)${more}(!(&(smAccountStatus=suspended)(smRefusesMail=TRUE))))`

/** Name of the file without `.cf`, and its text, which contains the password of cn=mta. */
export function lookupTables(instance: Instance, password: string): [name: string, text: string][] {
  const { suffix, ports } = instance
  const ownDomain = `o=%d,${suffix}`
  const questions: Record<string, Question> = {
    domains: {
      base: suffix,
      scope: 'one',
      filter: '(&(objectClass=domainRelatedObject)(associatedDomain=%s))',
      result: ['result_attribute = associatedDomain'],
    },
    // What an account in another domain was addressed by when it lived here. It goes to the address that the account
    // has there, not to `mail`, which may be this very one; and when that account is gone, it is refused.
    former: {
      base: ownDomain,
      scope: 'sub',
      filter: '(&(objectClass=smFormerAddress)(mailLocalAddress=%s)(|(member=*)(rfc822MailMember=*)))',
      result: [
        'result_attribute = rfc822MailMember',
        'special_result_attribute = member, memberURL',
        'leaf_result_attribute = mailLocalAddress',
      ],
    },
    // Members are entries: accounts, other aliases, and containers, which stand for the accounts below them.
    aliases: {
      base: ownDomain,
      scope: 'sub',
      filter:
        '(&(|(objectClass=smAlias)(objectClass=smResource))(mailLocalAddress=%s)(!(objectClass=smFormerAddress)))',
      result: [
        'result_attribute = rfc822MailMember',
        'special_result_attribute = member, memberURL',
        'leaf_result_attribute = mail',
      ],
    },
    forwards: {
      base: ownDomain,
      scope: 'sub',
      filter: account('(smForwardingAddress=*)(!(&(smForwardingKeepsCopy=TRUE)(smMailbox=TRUE)))'),
      result: ['result_attribute = smForwardingAddress'],
    },
    // The address itself is among the results: Postfix takes each such address once and no more, so that two people
    // who forward to each other end in two mailboxes and not in a circle. What it leaves there is thrown away.
    copies: {
      base: ownDomain,
      scope: 'sub',
      filter: account('(smForwardingAddress=*)(smForwardingKeepsCopy=TRUE)(smMailbox=TRUE)'),
      result: ['result_attribute = smForwardingAddress', 'result_format = %s, %S'],
    },
    left: {
      base: ownDomain,
      scope: 'sub',
      filter: account('(smForwardingAddress=*)(smForwardingKeepsCopy=TRUE)(smMailbox=TRUE)'),
      result: ['result_attribute = uid', `result_format = ${FORWARDED}`],
    },
    mailboxes: {
      base: ownDomain,
      scope: 'sub',
      filter: account('(smMailbox=TRUE)'),
      result: ['result_attribute = uid', `result_format = %s@${MAIL_STORE}`],
    },
    // Whose login may send with which sender's address: those who have it, and those who had it before they moved.
    senders: {
      base: ownDomain,
      scope: 'sub',
      filter: '(&(|(objectClass=smAccount)(objectClass=smFormerAddress))(mailLocalAddress=%s))',
      result: ['result_attribute = uid', 'special_result_attribute = member'],
    },
  }
  return Object.entries(questions).map(([name, { base, scope, filter, result }]) => [
    name,
    `server_host = ldap://127.0.0.1:${ports.ldap}
version = 3
timeout = 20
bind = yes
bind_dn = cn=mta,ou=services,${suffix}
bind_pw = ${password}
search_base = ${base}
scope = ${scope}
query_filter = ${filter}
${result.join('\n')}
`,
  ])
}
