/** Small configuration files of all five servers, as an instance has them. */
import { type Source, sourceOf } from './fields/source'

export const files = {
  'postfix/main.cf': `myhostname = mail.example.com
mynetworks =
message_size_limit = 10240000
# Nobody else.
smtpd_recipient_restrictions =
  permit_mynetworks,
  # the good ones
  reject_unauth_destination
`,
  'postfix/master.cf': `25 inet n - n - - smtpd
587 inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o message_size_limit=20480000
`,
  'postfix/aliases.cf': `server_host = ldap://127.0.0.1
bind_pw = (kept secret)
timeout = 5
`,
  'postfix/domains.cf': `server_host = ldap://127.0.0.1
bind_pw = (kept secret)
`,
  'cyrus/imapd.conf': `configdirectory: /var/lib/cyrus
quotawarn: 90
timeout: 40m
admins: cyrus
virtdomains: off
`,
  'cyrus/cyrus.conf': `SERVICES {
  imap cmd="imapd" listen="127.0.0.1:143" prefork=1
}
`,
  'apache/apache2.conf': `Listen 443 https
HostnameLookups Off
<Directory />
  AllowOverride None
  Require all denied
</Directory>
<VirtualHost *:443>
  ProxyPass /unavailable.html !
  ProxyPass / http://127.0.0.1:3000/
  ErrorDocument 502 /unavailable.html
  ErrorDocument 503 /unavailable.html
</VirtualHost>
`,
  'proftpd.conf': `ServerName "mail.example.com"
LDAPBindDN "cn=mta,dc=example,dc=com" "(kept secret)"
#(off) TimeoutIdle 600
<Directory />
  AllowOverwrite on
</Directory>
`,
  'slapd/cn=config': `dn: cn=config
objectClass: olcGlobal
cn: config
olcIdleTimeout: 0

dn: olcDatabase={-1}frontend,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {-1}frontend
olcPasswordHash: {ARGON2}

dn: olcDatabase={1}mdb,cn=config
objectClass: olcMdbConfig
olcDatabase: {1}mdb
olcSuffix: dc=example,dc=com
olcDbIndex: objectClass eq
olcDbIndex: uid eq
`,
}

export type FileName = keyof typeof files

/** The files as sources, some of them with another text. */
export function sources(others: Partial<Record<FileName, string>> = {}): Source[] {
  return Object.entries({ ...files, ...others }).map(([file, text]) =>
    sourceOf({ file, text, ...kindOf(file) }),
  )
}

function kindOf(file: string): Pick<Parameters<typeof sourceOf>[0], 'service' | 'format'> {
  if (file.startsWith('postfix/'))
    return { service: 'postfix', format: file === 'postfix/master.cf' ? 'master.cf' : 'main.cf' }
  if (file.startsWith('cyrus/'))
    return { service: 'cyrus', format: file === 'cyrus/cyrus.conf' ? 'cyrus.conf' : 'imapd.conf' }
  if (file.startsWith('apache/')) return { service: 'apache', format: 'apache' }
  return file.startsWith('slapd/')
    ? { service: 'slapd', format: 'cn=config' }
    : { service: 'proftpd', format: 'proftpd' }
}
