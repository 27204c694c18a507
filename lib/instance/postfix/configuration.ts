/** The texts of Postfix's configuration files: main.cf (postconf(5)), master.cf(5) and the SASL side of smtpd(8). */
import type { Instance } from '../instance'
import { MAIL_STORE } from './lookup-tables'

const questions = ['domains', 'aliases', 'mailboxes', 'senders', 'forwards', 'copies', 'left', 'former']

/** A file of lookup-tables.ts as main.cf names it. */
export function tableName({ paths }: Instance, question: string): string {
  return `proxy:ldap:${paths.postfixConfig}/${question}.cf`
}

/** Where an account's mail goes: elsewhere, or elsewhere and into the mailbox, or into the mailbox. */
export function deliveries(instance: Instance): string {
  const [forwards, copies, mailboxes] = ['forwards', 'copies', 'mailboxes'].map((question) =>
    tableName(instance, question),
  )
  return `${forwards}, unionmap:{${copies}, ${mailboxes}}`
}

/** postconf(5). Everything is routed by the directory: no local users, no alias files, no trusted networks. */
export function mainCf(instance: Instance): string {
  const { paths, hostname, domain, name } = instance
  const table = (question: string) => tableName(instance, question)
  return `compatibility_level = 3.6
config_directory = ${paths.postfixConfig}
queue_directory = ${paths.postfixQueue}
data_directory = ${paths.postfixData}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
syslog_name = postfix-${name}
maillog_file = ${paths.log}/maillog
maillog_file_prefixes = ${paths.log}

myhostname = ${hostname}
mydomain = ${domain}
myorigin = ${domain}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
biff = no

# Nobody is trusted for his address: sending to other domains needs a login.
mynetworks =
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{ {${MAIL_STORE} = REJECT 5.1.1 User unknown} }
smtpd_helo_required = yes
disable_vrfy_command = yes

# Where mail goes: domains, aliases and mailboxes are entries in the directory.
virtual_alias_domains = ${table('domains')}
virtual_alias_maps = ${table('former')}, ${table('aliases')}, ${deliveries(instance)}
# Mail to anna+Sent is for anna's folder Sent if anyone may post to it, else for anna's INBOX.
recipient_delimiter = +
virtual_alias_expansion_limit = 50000
# People who forward to each other and keep no copy: mail to them is refused for the time being.
virtual_alias_recursion_limit = 100
transport_maps = ${table('left')}
virtual_mailbox_domains = ${MAIL_STORE}
virtual_mailbox_maps = static:known
virtual_transport = lmtp:unix:${paths.lmtpSocket}
# Members of overlapping aliases get one copy.
enable_original_recipient = no
duplicate_filter_limit = 50000
lmtp_destination_recipient_limit = 1
local_transport = error:5.1.1 There is no local delivery
local_recipient_maps =
alias_maps =
alias_database =
proxy_read_maps = ${questions.map(table).join(' ')}

# Logins, on the submission port only; see master.cf.
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
cyrus_sasl_config_path = ${paths.postfixConfig}/sasl
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = ${table('senders')}
# A person sends with an address of their own; Cyrus passes on what Sieve redirects with its first sender.
submission_sender_restrictions =
  check_sasl_access inline:{cyrus=permit}
  reject_sender_login_mismatch
`
}

/** master.cf(5): smtp takes mail for our own domains from anybody, submission takes mail for everybody from our own people. */
export function masterCf({ ports, name }: Instance): string {
  return `# service type  private unpriv chroot wakeup maxproc command
127.0.0.1:${ports.smtp} inet n - n - - smtpd
127.0.0.1:${ports.submission} inet n - n - - smtpd
  -o syslog_name=postfix-${name}/submission
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
  -o smtpd_sender_restrictions=$submission_sender_restrictions
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o milter_macro_daemon_name=ORIGINATING
${internalServices(name)}`
}

/** What smtpd(8) tells the Cyrus SASL library. */
export function saslConf({ paths }: Instance): string {
  return `pwcheck_method: saslauthd
saslauthd_path: ${paths.saslauthdMux}
mech_list: PLAIN LOGIN
`
}

const internalServices = (name: string) => `pickup    unix n - n 60    1 pickup
cleanup   unix n - n -     0 cleanup
qmgr      unix n - n 300   1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n -     - trivial-rewrite
bounce    unix - - n -     0 bounce
defer     unix - - n -     0 bounce
trace     unix - - n -     0 bounce
verify    unix - - n -     1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n -     - proxymap
proxywrite unix - - n -    1 proxymap
smtp      unix - - n -     - smtp
relay     unix - - n -     - smtp
  -o syslog_name=postfix-${name}/relay
showq     unix n - n -     - showq
error     unix - - n -     - error
retry     unix - - n -     - error
discard   unix - - n -     - discard
lmtp      unix - - n -     - lmtp
anvil     unix - - n -     1 anvil
scache    unix - - n -     1 scache
postlog   unix-dgram n - n - 1 postlogd
`
