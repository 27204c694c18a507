/**
 * Postfix's questions to the directory, ldap_table(5). Each searches below the domain of the address it asks
 * about, so that an entry in one domain can never claim an address in another.
 */
import type { Instance } from '../instance'

/** Accounts' mail is sent on to <login>@MAIL_STORE, a name that exists only between Postfix and Cyrus. */
export const MAIL_STORE = 'mailstore.invalid'

type Question = { base: string; scope: 'one' | 'sub'; filter: string; result: string[] }

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
    aliases: {
      base: ownDomain,
      scope: 'sub',
      filter: '(&(objectClass=smAlias)(mailLocalAddress=%s))',
      result: [
        'result_attribute = rfc822MailMember',
        'special_result_attribute = member',
        'leaf_result_attribute = mail',
      ],
    },
    mailboxes: {
      base: ownDomain,
      scope: 'sub',
      filter: '(&(objectClass=smAccount)(smMailbox=TRUE)(mailLocalAddress=%s))',
      result: ['result_attribute = uid', `result_format = %s@${MAIL_STORE}`],
    },
    // Whose login may send with which sender's address.
    senders: {
      base: ownDomain,
      scope: 'sub',
      filter: '(&(objectClass=smAccount)(mailLocalAddress=%s))',
      result: ['result_attribute = uid'],
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
