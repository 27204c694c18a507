/**
 * A legal value for every row of the catalogue, other than the one that an instance has. Most follow from the kind; the
 * others are said here, with what has to be there for them.
 */
import type { Instance } from '@/lib/instance/instance'
import type { Field } from './views'

/** As a person types it. `add`: beside those that are there; `file` and `section`: where. */
export type Legal = { value: string; add?: true; file?: string; section?: string[] }

export function legalValue(field: Field, instance: Instance): Legal {
  return specialValues(instance)[field.id] ?? { value: ofKind(field) }
}

/** A value of its kind that is not the present one. */
function ofKind({ id, control, choices, values, default: usual }: Field): string {
  const present = values[0]?.typed ?? usual
  switch (control) {
    case 'flag':
      return present === 'yes' ? 'no' : 'yes'
    case 'choice':
    case 'choices':
      return choices.find((choice) => choice !== present) ?? ''
    case 'number':
      return String(Number(present || 5) + 1)
    case 'size':
      return '2 MB'
    case 'duration':
      return '45m'
    case 'octal':
      return '027'
    case 'host':
      return 'mx.example.com'
    case 'hosts':
      return 'a.example.com'
    case 'maps':
      return 'inline:{x@example.com=admin@example.com}'
    case 'restrictions':
      return 'reject_invalid_helo_hostname'
    default:
      throw new Error(`no value for ${id}: say one in testing-values.ts`)
  }
}

function specialValues({ paths, ports, suffix }: Instance): Record<string, Legal> {
  const apache = (name: string) => `${paths.apacheConfig}/${name}`
  const site = [`VirtualHost 127.0.0.1:${ports.https}`]
  const pages = [`Directory ${apache('pages')}`]
  const modules = '/usr/lib/apache2/modules'
  const table = { file: 'postfix/senders.cf' }
  const authorities = '/etc/ssl/certs/ca-certificates.crt'
  return {
    'apache/Listen': { value: `127.0.0.1:${ports.ftpPassiveLast}`, add: true },
    'apache/ServerAdmin': { value: 'admin@example.com' },
    'apache/ErrorDocument': { value: '404 "Not here"', add: true, section: site },
    'apache/Include': { value: apache('extra.conf'), add: true },
    'apache/<VirtualHost>': { value: `127.0.0.1:${ports.ftpPassiveLast}`, add: true },
    'apache/DocumentRoot': { value: apache('pages') },
    'apache/<Directory>': { value: apache('pages/more'), add: true },
    'apache/AllowOverride': { value: 'None', section: pages },
    'apache/Require': { value: 'method GET', add: true, section: pages },
    'apache/RedirectMatch': { value: '^/old$ /new' },
    'apache/ExpiresByType': { value: 'text/html "access plus 8 hours"' },
    'apache/<Files>': { value: '"a b.txt"', add: true },
    'apache/Header': { value: 'set X-Test "a b"', add: true },
    'apache/DeflateFilterNote': { value: 'Ratio ratio' },
    'apache/AddOutputFilterByType': { value: 'DEFLATE text/html' },
    'apache/BrowserMatch': { value: '^Mozilla/4 gzip-only-text/html' },
    'apache/LoadModule': { value: `speling_module ${modules}/mod_speling.so`, add: true },
    'apache/<Proxy>': { value: 'balancer://others', add: true },
    'apache/ProxyPass': { value: '/elsewhere http://127.0.0.1:9/', add: true },
    'apache/ProxyPreserveHost': { value: 'yes', add: true },
    'apache/BalancerMember': { value: 'http://127.0.0.1:9', section: ['Proxy balancer://group'] },

    'cyrus/userprefix': { value: 'People' },
    'cyrus/sharedprefix': { value: 'Public' },
    'cyrus/plaintextloginpause': { value: '1s' },
    'cyrus/admins': { value: 'cyrus postmaster' },
    'cyrus/defaultacl': { value: 'anyone lr' },
    'cyrus/deleteright': { value: 'x' },
    'cyrus/sasl_pwcheck_method': { value: 'saslauthd auxprop' },
    'cyrus/autocreate_inbox_folders': { value: 'Drafts|Sent' },
    'cyrus/autocreate_subscribe_folders': { value: 'Drafts' },
    'cyrus/autocreate_subscribe_sharedfolders': { value: 'Plans' },
    'cyrus/tls_server_cert': { value: `${paths.cyrusConfig}/tls.crt` },
    'cyrus/tls_server_key': { value: `${paths.cyrusConfig}/tls.key` },
    'cyrus/tls_client_ca_file': { value: authorities },
    'cyrus/tls_client_ca_dir': { value: '/etc/ssl/certs/' },
    'cyrus/tls_ciphers': { value: 'HIGH' },
    'cyrus/sasl_mech_list': { value: 'LOGIN PLAIN' },
    'cyrus/autocreate_sieve_script': { value: `${paths.cyrusConfig}/first.sieve` },

    'slapd/olcDisallows': { value: 'tls_2_anon' },
    'slapd/olcPidFile': { value: `${paths.slapdRun}/other.pid` },
    'slapd/olcArgsFile': { value: `${paths.slapdRun}/other.args` },
    'slapd/frontend/olcPasswordHash': { value: '{SSHA}' },
    'slapd/olcSizeLimit': { value: '1000' },
    'slapd/olcTLSCipherSuite': { value: 'NORMAL' },
    'slapd/olcTLSCertificateFile': { value: `${paths.slapdData}/tls.crt` },
    'slapd/olcTLSCACertificateFile': { value: `${paths.slapdData}/tls.crt` },
    'slapd/olcTLSCertificateKeyFile': { value: `${paths.slapdData}/tls.key` },
    'slapd/database/olcRootDN': { value: `cn=root,${suffix}` },
    'slapd/database/olcRootPW': { value: 'a new 5ecret' },
    'slapd/database/olcUpdateDN': { value: `cn=other,${suffix}` },
    'slapd/database/olcDbIndex': { value: 'title eq', add: true },
    'slapd/database/olcDbMode': { value: '0640' },

    'postfix/myorigin': { value: '$mydomain' },
    'postfix/mydestination': { value: 'localhost' },
    'postfix/mynetworks': { value: '127.0.0.0/8' },
    'postfix/command_directory': { value: '/usr/sbin' },
    'postfix/daemon_directory': { value: '/usr/lib/postfix/sbin' },
    'postfix/local_recipient_maps': { value: '$alias_maps' },
    'postfix/alias_database': { value: `hash:${paths.postfixConfig}/aliases` },
    'postfix/transport_maps': {
      value: `proxy:ldap:${paths.postfixConfig}/left.cf, inline:{x.example=discard:}`,
    },
    'postfix/mailbox_transport': { value: 'discard:mailbox' },
    'postfix/fallback_transport': { value: 'discard:fallback' },
    'postfix/in_flow_delay': { value: '2s' },
    'postfix/error_notice_recipient': { value: 'admin' },
    'postfix/bounce_notice_recipient': { value: 'admin' },
    'postfix/2bounce_notice_recipient': { value: 'admin' },
    'postfix/delay_notice_recipient': { value: 'admin' },
    'postfix/smtpd_banner': { value: '$myhostname ESMTP here' },
    'postfix/always_bcc': { value: 'admin@example.com' },
    'postfix/queue_minfree': { value: '4 MB' },
    'postfix/smtpd_tls_cert_file': { value: apache('tls.crt') },
    'postfix/smtpd_tls_key_file': { value: apache('tls.key') },
    'postfix/smtpd_tls_CAfile': { value: authorities },
    'postfix/smtpd_recipient_restrictions': { value: 'reject_non_fqdn_recipient, reject_unauth_destination' },
    'postfix/virtual_alias_maps': {
      value: `${['former', 'aliases', 'forwards', 'copies', 'mailboxes']
        .map((name) => `proxy:ldap:${paths.postfixConfig}/${name}.cf`)
        .join(', ')}, inline:{x@example.com=admin@example.com}`,
    },
    'postfix/table/server_host': { ...table, value: `ldap://localhost:${ports.ldap}` },
    'postfix/table/server_port': { ...table, value: String(ports.ldap) },
    'postfix/table/timeout': { ...table, value: '21s' },
    'postfix/table/query_filter': { ...table, value: '(mail=%s)' },
    'postfix/table/result_attribute': { ...table, value: 'mail' },
    'postfix/table/bind_dn': { ...table, value: `cn=other,${suffix}` },
    'postfix/table/bind_pw': { ...table, value: 'a new 5ecret' },
    'postfix/table/result_format': { ...table, value: '%s@example.com' },
    'postfix/header_checks': { value: 'static:DUNNO' },
    'postfix/body_checks': { value: 'static:DUNNO' },
    'postfix/content_filter': { value: '' },
    'postfix/inet_interfaces': { value: 'localhost' },
    'postfix/default_transport': { value: 'relay' },
    'postfix/mailbox_command': { value: '/usr/lib/cyrus/bin/deliver' },
    'postfix/luser_relay': { value: 'admin' },
    'postfix/smtpd_restriction_classes': { value: 'ours' },
    'postfix/smtpd_client_restrictions': { value: 'permit_mynetworks' },
    // Nobody can sign in where that takes encryption and there is none.
    'postfix/smtpd_tls_security_level': { value: 'may' },
    // Nobody gets as far as signing in at the submission port otherwise.
    'postfix/smtpd_delay_reject': { value: 'yes' },
    // Greetings only come after TLS then.
    'postfix/smtpd_tls_wrappermode': { value: 'no' },
    'postfix/cleanup_service_name': { value: 'cleanup' },

    'proftpd/ServerName': { value: 'The files of example.com' },
    'proftpd/AuthPAMConfig': { value: 'proftpd' },
    'proftpd/ServerType': { value: 'standalone' },
    // Other values of these lock people of the directory out, or the console's own look at the server.
    'proftpd/RequireValidShell': { value: 'no' },
    'proftpd/LDAPUseTLS': { value: 'no' },
    'proftpd/LDAPAuthBinds': { value: 'yes' },
    // Whoever may write into the directory would say who somebody is on the disk.
    'proftpd/LDAPForceDefaultUID': { value: 'yes' },
    'proftpd/LDAPForceDefaultGID': { value: 'yes' },
    'proftpd/Port': { value: String(ports.ftp) },
    'proftpd/User': { value: 'www-data' },
    'proftpd/Group': { value: 'www-data' },
    'proftpd/DefaultRoot': { value: '~ !mail' },
    'proftpd/MaxClients': { value: '20 "Too many people"' },
    'proftpd/Include': { value: `${paths.etc}/proftpd/extra.conf` },
    'proftpd/LDAPServer': { value: `ldap://localhost:${ports.ldap}/??sub` },
    'proftpd/LDAPUsers': { value: `"${suffix}" "(&(objectClass=smAccount)(uid=%v))"` },
    'proftpd/LDAPBindDN': { value: `CN=mta,ou=services,${suffix}` },
    'proftpd/LDAPDefaultUID': { value: '33' },
    'proftpd/LDAPDefaultGID': { value: '33' },
    'proftpd/CreateHome': { value: 'on 700 dirmode 755' },
  }
}
