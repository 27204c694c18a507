/** The texts of Cyrus's configuration files: imapd.conf(5), cyrus.conf(5) and the annotation definitions. */
import type { Instance } from '../instance'

/** imapd.conf(5); a folder of a person is `user/<uid>/Sent` for the admin and `Sent` for the person. */
export function imapdConf(instance: Instance): string {
  const { paths, ports, hostname, name } = instance
  return `configdirectory: ${paths.cyrusData}/conf
defaultpartition: default
partition-default: ${paths.cyrusData}/spool
sievedir: ${paths.cyrusData}/sieve
proc_path: ${paths.cyrusRun}/proc
mboxname_lockpath: ${paths.cyrusRun}/mailbox-locks
lmtpsocket: ${paths.lmtpSocket}
idlesocket: ${paths.cyrusRun}/idle
notifysocket: ${paths.cyrusRun}/notify
annotation_definitions: ${paths.annotations}

servername: ${hostname}
syslog_prefix: cyrus-${name}
cyrus_user: cyrus
umask: 077

# Names of mailboxes: changing any of these would orphan existing mail.
unixhierarchysep: yes
altnamespace: yes
virtdomains: off
hashimapspool: yes
username_tolower: yes
lmtp_downcase_rcpt: yes

# Logins are checked by saslauthd, which asks the directory.
admins: cyrus
allowplaintext: yes
allowanonymouslogin: no
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${paths.saslauthdMux}
sasl_auto_transition: no
anyoneuseracl: no

${groupsInImapd(instance)}
# A deleted mailbox or message can be brought back for as long as cyr_expire leaves it.
delete_mode: delayed
expunge_mode: delayed
allowusermoves: yes

quotawarn: 90
lmtp_over_quota_perm_failure: yes
lmtp_strict_quota: yes
duplicatesuppression: yes
conversations: yes
# It knows counts by the name of a folder and gives them for another one that comes under the name.
statuscache: no
annotation_enable_legacy_commands: yes

httpmodules: caldav carddav freebusy
caldav_allowscheduling: on

# Sieve's replies and redirections leave through submission, signed in, like everybody's mail.
smtp_backend: host
smtp_host: 127.0.0.1:${ports.submission}
@include: ${paths.cyrusConfig}/submission.conf
`
}

/**
 * Groups in access lists, `group:<smGroupId>`, are containers of the directory with everybody below them. ptloader
 * asks slapd who is where; what it said counts for `ptscache_timeout`, and longer while slapd does not answer.
 */
export function groupsInImapd({ paths, ports, suffix }: Instance): string {
  return `# Who is in access lists: accounts, and groups of the directory as group:<smGroupId>.
auth_mech: pts
pts_module: ldap
ptloader_sock: ${paths.ptloaderSocket}
ptscache_timeout: 10s
ldap_uri: ldap://127.0.0.1:${ports.ldap}/
ldap_sasl: no
ldap_size_limit: 0
ldap_base: ${suffix}
ldap_filter: (&(|(objectClass=smAccount)(objectClass=smServiceLogin))(uid=%u))
ldap_group_base: ${suffix}
ldap_group_filter: (&(objectClass=smContainer)(smGroupId=%u))
ldap_member_method: filter
ldap_member_base: ${suffix}
ldap_member_filter: (&(objectClass=smContainer)(smGroupId=*)(entryDN:dnSuperiorMatch:=%D))
ldap_member_attribute: smGroupId
@include: ${paths.cyrusConfig}/directory.conf
`
}

/** The login of the mail servers, which sees what it has to also in private containers. */
export function directoryLogin({ suffix }: Instance, password: string): string {
  return `ldap_bind_dn: cn=mta,ou=services,${suffix}
ldap_password: ${password}
`
}

/** In a file of its own, because imapd.conf can be read by everybody. */
export function submissionLogin(password: string): string {
  return `smtp_auth_authname: cyrus
smtp_auth_password: ${password}
`
}

/** cyrus.conf(5). Every command names its own configuration, so that instances can run side by side. */
export function cyrusConf(instance: Instance): string {
  const { paths, ports } = instance
  const service = (name: string, command: string, listen: string) =>
    serviceLine(instance, name, command, listen)
  const tool = (command: string, options = '') =>
    `cmd="/usr/lib/cyrus/bin/${command} -C ${paths.imapdConf}${options && ` ${options}`}"`
  return `START {
  recover ${tool('ctl_cyrusdb', '-r')}
}

SERVICES {
${service('imap', 'imapd -U 30', `127.0.0.1:${ports.imap}`)}
${service('pop3', 'pop3d -U 30', `127.0.0.1:${ports.pop3}`)}
${service('sieve', 'timsieved', `127.0.0.1:${ports.sieve}`)}
${service('http', 'httpd -U 30', `127.0.0.1:${ports.dav}`)}
${service('lmtp', 'lmtpd', paths.lmtpSocket)}
${groupsService(instance)}
}

EVENTS {
  checkpoint ${tool('ctl_cyrusdb', '-c')} period=30
  expire ${tool('cyr_expire', '-E 3 -D 30 -X 30')} at=0400
  sessions ${tool('tls_prune')} at=0410
}

DAEMON {
  idled ${tool('idled')}
}
`
}

/** The service in cyrus.conf(5) that groupsInImapd needs. */
export function groupsService(instance: Instance): string {
  return serviceLine(instance, 'groups', 'ptloader', instance.paths.ptloaderSocket)
}

function serviceLine({ paths }: Instance, name: string, command: string, listen: string): string {
  return `  ${name.padEnd(6)} cmd="${command} -C ${paths.imapdConf}" listen="${listen}" prefork=${name === 'imap' ? 1 : 0}`
}

/** Folder types as groupware clients keep them; imapd.conf(5) annotation_definitions. */
export const annotationDefinitions = `/vendor/kolab/folder-type,mailbox,string,backend,value.priv value.shared,a
`
