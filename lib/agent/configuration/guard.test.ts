/**
 * Attacks of somebody who owns the web process: what each text would do is harmless, needs the password, or is refused
 * whoever asks. Nothing of it reaches a server.
 */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { add, type FormatName, parameters, parse, print, switchOff, switchOn } from '@/lib/configuration'
import { ensureAllowed, narrowAllowed, readAllowed } from '@/lib/instance/configuration-allowed'
import { type Instance, instancePaths } from '@/lib/instance/instance'
import { systemUser } from '@/lib/instance/system-users'
import { guard } from './guard'

const directory = mkdtempSync(path.join(tmpdir(), 'guard-test-'))
const paths = instancePaths(directory)
const DOLLAR = '$'
/** A line that Cyrus and ProFTPD would read as two. */
const LONG = 'x'.repeat(4100)

beforeAll(async () => {
  for (const place of [
    paths.apacheConfig,
    paths.cyrusConfig,
    paths.postfixConfig,
    paths.ftp,
    paths.slapdData,
  ])
    mkdirSync(place, { recursive: true })
  symlinkSync('/etc/shadow', `${paths.postfixConfig}/elsewhere.cf`)
  symlinkSync('/tmp', `${paths.apacheConfig}/elsewhere`)
  symlinkSync(paths.slapdData, `${paths.apacheConfig}/slapd`)
  await ensureAllowed({ paths } as Instance)
})
afterAll(() => rmSync(directory, { recursive: true }))

const formats: Record<string, FormatName> = {
  'postfix/main.cf': 'main.cf',
  'postfix/master.cf': 'master.cf',
  'postfix/aliases.cf': 'main.cf',
  'postfix/sasl/smtpd.conf': 'imapd.conf',
  'cyrus/imapd.conf': 'imapd.conf',
  'cyrus/cyrus.conf': 'cyrus.conf',
  'apache/apache2.conf': 'apache',
  'apache/more.conf': 'apache',
  'proftpd.conf': 'proftpd',
  'slapd/cn=config': 'cn=config',
}

const idOf = (user: string) => systemUser(user).uid

const presents: Record<string, string> = {
  'postfix/main.cf': 'mynetworks =\nqueue_directory = /var/spool/postfix\n',
  'postfix/master.cf': '25 inet n - n - - smtpd\n  -o smtpd_timeout=30s\npickup unix n - n 60 1 pickup\n',
  'postfix/aliases.cf': 'server_host = ldap://127.0.0.1:389\nbind_pw = (kept secret)\n',
  'postfix/sasl/smtpd.conf': 'pwcheck_method: saslauthd\n',
  'cyrus/imapd.conf': 'quotawarn: 90\numask: 077\n',
  'cyrus/cyrus.conf': 'SERVICES {\n  imap cmd="imapd -U 30" listen="143" prefork=1\n}\n',
  'apache/apache2.conf':
    `ServerRoot ${paths.apacheConfig}\n` +
    'ServerSignature Off\nTimeout 60\nLoadModule alias_module /usr/lib/apache2/modules/mod_alias.so\n<VirtualHost *:443>\n  ServerAdmin a@b.example\n</VirtualHost>\n',
  'proftpd.conf': 'Umask 022\nUser proftpd\n#(off) User root\n',
  'slapd/cn=config':
    'dn: cn=config\nolcThreads: 16\nolcAuthzRegexp: {0}a b\n\ndn: olcDatabase={0}config,cn=config\nolcRootPW: x\n\ndn: olcDatabase={1}mdb,cn=config\nolcDbIndex: cn eq\nolcRootDN: cn=a\nolcDbDirectory: /var/lib/ldap\n',
}

type Verdict = 'harmless' | 'hazard' | 'refused'

function verdictOf(file: string, after: string, before = presents[file] ?? ''): Verdict {
  expect(after).not.toBe(before)
  const { hazards, refused } = guard({ paths }, [
    { file, format: formats[file] as FormatName, before, after },
  ])
  if (refused.length > 0) return 'refused'
  return hazards.length > 0 ? 'hazard' : 'harmless'
}

/** With the lines at the end of the file, or in place of a text in it. */
const verdict = (file: string, lines: string, instead?: string) => {
  const before = presents[file] ?? ''
  return verdictOf(file, instead ? before.replace(instead, () => lines) : `${before}${lines}\n`)
}

describe('without the password', () => {
  it.each([
    ['postfix/main.cf', 'message_size_limit = 20000000'],
    ['postfix/main.cf', '# daemon_directory = /tmp'],
    ['postfix/main.cf', '#(off) daemon_directory = /tmp'],
    ['postfix/main.cf', `smtpd_banner = ${DOLLAR}myhostname ESMTP`],
    ['postfix/main.cf', 'mynetworks = 127.0.0.0/8, [::1]/128'],
    ['cyrus/imapd.conf', 'maxmessagesize: 100'],
    ['cyrus/imapd.conf', 'autocreate_inbox_folders: Sent | Trash'],
    ['apache/apache2.conf', 'serversignature On'],
    ['apache/apache2.conf', 'ErrorDocument 404 /missing.html'],
    ['postfix/main.cf', 'smtpd_recipient_restrictions = check_client_access inline:{a=OK, b=REJECT}'],
    [
      'postfix/main.cf',
      'smtpd_sender_restrictions = check_sender_access pcre:{ {/^x@/ REJECT}, {!/a\\/b/i DUNNO} }',
    ],
    ['proftpd.conf', 'TimeoutIdle 60'],
  ])('%s may have %s', (file, lines) => {
    expect(verdict(file, lines)).toBe('harmless')
  })

  it.each([
    ['postfix/master.cf', 'smtpd_timeout=60s', 'smtpd_timeout=30s'],
    ['postfix/master.cf', 'n - n - 9 smtpd', 'n - n - - smtpd'],
    ['cyrus/cyrus.conf', 'listen="127.0.0.1:1143"', 'listen="143"'],
    ['cyrus/cyrus.conf', 'prefork=1 maxchild=9', 'prefork=1'],
    ['cyrus/imapd.conf', 'quotawarn: 80', 'quotawarn: 90'],
    ['apache/apache2.conf', 'ServerAdmin c@d.example', 'ServerAdmin a@b.example'],
    ['slapd/cn=config', 'olcThreads: 8', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcDbIndex: cn eq,sub', 'olcDbIndex: cn eq'],
  ])('%s may change to %s', (file, lines, instead) => {
    expect(verdict(file, lines, instead)).toBe('harmless')
  })
})

describe('the password is asked for', () => {
  it.each([
    ['postfix/main.cf', `queue_directory = ${paths.postfixQueue}`],
    ['postfix/main.cf', `virtual_alias_maps = ldap:${paths.postfixConfig}/aliases.cf`],
    ['postfix/main.cf', 'daemon_directory = /usr/lib/postfix/sbin'],
    ['postfix/main.cf', 'mail_owner = postfix'],
    ['postfix/main.cf', 'alias_maps = static:root'],
    ['postfix/main.cf', `smtp_tls_session_cache_database = btree:${paths.postfixData}/x`],
    ['postfix/main.cf', `virtual_transport = lmtp:unix:${paths.lmtpSocket}`],
    ['postfix/main.cf', `smtpd_tls_CAfile = /etc/ssl/certs/x.pem`],
    ['postfix/main.cf', `maillog_file = ${paths.log}/x`],
    ['postfix/main.cf', 'no_such_parameter = 1'],
    ['postfix/main.cf', `mynetworks = ${paths.postfixConfig}/networks`],
    ['postfix/main.cf', `smtpd_tls_key_file = ${DOLLAR}smtpd_tls_cert_file`],
    ['postfix/master.cf', 'a unix - n n - - pipe\n  user=cyrus argv=/usr/lib/cyrus/bin/deliver -a'],
    ['postfix/master.cf', '2525 inet n - n - - smtpd'],
    ['postfix/aliases.cf', 'server_port = 390'],
    ['postfix/sasl/smtpd.conf', 'mech_list: PLAIN'],
    ['cyrus/imapd.conf', 'sasl_pwcheck_method: alwaystrue'],
    ['cyrus/imapd.conf', `@include: ${paths.cyrusConfig}/more.conf`],
    ['cyrus/imapd.conf', 'cyrus_user: cyrus'],
    ['cyrus/imapd.conf', 'imap_allowplaintext: yes'],
    ['apache/apache2.conf', 'LoadModule status_module /usr/lib/apache2/modules/mod_status.so'],
    ['apache/apache2.conf', 'SetHandler server-status'],
    ['apache/apache2.conf', `Alias /x ${paths.ftp}/anna`],
    ['apache/apache2.conf', `SSLCertificateFile ${paths.tlsCertificate}`],
    ['apache/apache2.conf', `SSLSessionCache shmcb:${paths.run}/apache/x(512000)`],
    ['apache/apache2.conf', `<Directory ${paths.ftp}>\nAllowOverride None\n</Directory>`],
    ['apache/apache2.conf', `<Directory ${paths.apacheConfig}/pages>\nAllowOverride All\n</Directory>`],
    ['apache/apache2.conf', `<If "%{REMOTE_ADDR} -ipmatch '10.0.0.0/8'">\n</If>`],
    ['apache/apache2.conf', `RequestHeader set X-Client "expr=%{CONN_REMOTE_ADDR}"`],
    ['apache/apache2.conf', `RequestHeader set X-Server-Manager-Client "expr=%{CONN_REMOTE_ADDR}"`],
    ['apache/apache2.conf', 'SetEnvIf Accept ^x y=1'],
    ['apache/apache2.conf', 'TraceEnable off'],
    ['apache/apache2.conf', `Include ${paths.apacheConfig}/more.conf`],
    ['apache/apache2.conf', 'Include more.conf'],
    ['apache/apache2.conf', 'Include sites/own.conf'],
    ['apache/apache2.conf', 'IncludeOptional mods-enabled/*.load'],
    ['apache/apache2.conf', 'SSLRandomSeed startup builtin'],
    ['apache/apache2.conf', 'SSLRandomSeed connect file:/dev/urandom 512'],
    ['apache/apache2.conf', 'CacheEnable disk /'],
    ['apache/apache2.conf', 'CacheDisable /own/'],
    ['apache/apache2.conf', 'ProxyPass /a http://127.0.0.1:8080/etc/passwd retry=0'],
    ['apache/apache2.conf', `CustomLog "${paths.log}/x.log" common`],
    ['apache/apache2.conf', 'AddOutputFilterByType INCLUDES text/html'],
    ['apache/apache2.conf', 'User www-data'],
    ['apache/apache2.conf', 'NoSuchDirective on'],
    ['apache/apache2.conf', '<IfModule mod_x.c>\n</IfModule>'],
    // what browsers are told, and where they are sent
    [
      'apache/apache2.conf',
      `Header always setifempty Retry-After 5 "expr=%{REQUEST_STATUS} in {'502', '503'}"`,
    ],
    ['apache/apache2.conf', 'Header set X-Time "%t %D"'],
    ['apache/apache2.conf', 'Header set X-User "%{SSL_CLIENT_S_DN}s"'],
    ['apache/apache2.conf', 'RedirectMatch ^/old(.*)$ https://x.example/new$1'],
    // mail that goes another way, or to somebody else, as notices to postmaster do with what stands behind the @
    ['postfix/main.cf', 'relayhost = [192.0.2.1]'],
    ...['myorigin', 'mydomain', 'myhostname'].map((name): [string, string] => [
      'postfix/main.cf',
      `${name} = elsewhere.example`,
    ]),
    ['postfix/main.cf', 'debug_peer_list = 0.0.0.0/0'],
    // whom mail is passed on for, and where it goes besides
    ...[
      ...['192.0.2.0/24', '10.0.0.0/8', '127.0.0.0/8, 192.0.2.1', '127.0.0.0/7', '[::]/0', '[::1]/127'],
      ...['$mydestination', 'mail.example.com', '!127.0.0.1'],
    ].map((networks): [string, string] => ['postfix/main.cf', `mynetworks = ${networks}`]),
    ['postfix/main.cf', 'mynetworks_style = subnet'],
    ['postfix/main.cf', 'luser_relay = a@b.example'],
    ...['error', 'bounce', '2bounce', 'delay'].map((what): [string, string] => [
      'postfix/main.cf',
      `${what}_notice_recipient = a@b.example`,
    ]),
    // passwords in the clear, or tried faster
    ['postfix/main.cf', 'smtpd_sasl_auth_enable = yes'],
    ['postfix/main.cf', 'smtpd_tls_mandatory_ciphers = medium'],
    ['cyrus/imapd.conf', 'tls_ciphers: ALL'],
    ['cyrus/imapd.conf', 'sasl_mech_list: PLAIN EXTERNAL'],
    ['slapd/cn=config', 'olcTLSCipherSuite: NONE:+NULL'],
    ['postfix/main.cf', 'smtpd_tls_auth_only = no'],
    ['postfix/main.cf', 'smtpd_tls_security_level = none'],
    ['postfix/main.cf', 'smtpd_use_tls = no'],
    ['cyrus/imapd.conf', 'allowplaintext: yes'],
    ['cyrus/imapd.conf', 'lmtp_allowplaintext: yes'],
    ['cyrus/imapd.conf', 'plaintextloginpause: 0'],
    [
      'postfix/main.cf',
      'smtpd_recipient_restrictions = check_recipient_access static:{REDIRECT a@b.example}',
    ],
    ['postfix/main.cf', 'smtpd_data_restrictions = check_sender_access pcre:{{/./ bcc a@b.example}}'],
    ['postfix/main.cf', 'smtpd_client_restrictions = check_client_access inline:{a={FILTER smtp:x}}'],
    ['postfix/main.cf', 'smtpd_relay_restrictions = check_policy_service inet:192.0.2.1:25'],
    ['postfix/main.cf', 'smtpd_helo_restrictions = check_helo_access tcp:192.0.2.1:25'],
    ['postfix/main.cf', `smtpd_helo_restrictions = ${DOLLAR}smtpd_banner`],
    ['postfix/main.cf', 'smtpd_helo_restrictions = check_helo_access pcre:{{/(I)/ RED$$1RECT a@b.example}}'],
    ['postfix/main.cf', 'smtpd_sender_restrictions = reject_authenticated_sender_login_mismatch'],
    // what mail, filters and entries that are there would not be found by
    ['cyrus/imapd.conf', 'sieveusehomedir: yes'],
    ['cyrus/imapd.conf', 'unixhierarchysep: no'],
    // who may come in, as whom, and who may read
    ['apache/apache2.conf', 'Require all granted'],
    ['apache/apache2.conf', 'Require expr %{REMOTE_USER} == %{env:MATCH_WHO}'],
    ['apache/apache2.conf', `Require expr "%{HTTP_USER_AGENT} =~ m#^file(x)$#i && ! -n %{req:X}"`],
    ['apache/apache2.conf', `AuthUserFile ${paths.apacheConfig}/people`],
    ['apache/apache2.conf', 'SuexecUserGroup www-data nogroup'],
    ['cyrus/imapd.conf', 'umask: 022'],
    ['proftpd.conf', 'Umask 000'],
    ['proftpd.conf', 'LDAPUsers "dc=example,dc=com" "(uid=*)"'],
    ['proftpd.conf', 'LDAPBindDN cn=x secret'],
    ['proftpd.conf', 'UserAlias ftp proftpd'],
    ['proftpd.conf', `AuthUserFile ${paths.etc}/proftpd/people`],
    ['proftpd.conf', 'DefaultRoot ~'],
    ['proftpd.conf', 'SystemLog /dev/null'],
    ['proftpd.conf', `DisplayConnect ${paths.etc}/proftpd/welcome`],
    // what Debian's own files have, and what only looks like a path
    ['postfix/main.cf', `smtpd_tls_session_cache_database = btree:${DOLLAR}{data_directory}/smtpd_scache`],
    ['postfix/main.cf', `postscreen_cache_map = btree:${DOLLAR}data_directory/postscreen_cache`],
    [
      'postfix/main.cf',
      `postscreen_access_list = permit_mynetworks, cidr:${paths.postfixConfig}/postscreen_access.cidr`,
    ],
    ['postfix/main.cf', 'header_checks = pcre:{ {/^Subject: .*\\/x/ REJECT}, {!/^x/ DUNNO} }'],
    ['postfix/main.cf', 'body_checks = proxy:regexp:{{/^a b/i REJECT}}'],
    ['postfix/main.cf', 'readme_directory = /usr/share/doc/postfix'],
    ['postfix/main.cf', 'manpage_directory = /usr/share/man'],
    ['postfix/main.cf', 'myorigin = /etc/mailname'],
    ...['sendmail_path', 'mailq_path', 'newaliases_path'].map((name): [string, string] => [
      'postfix/main.cf',
      `${name} =`,
    ]),
    ['postfix/master.cf', 'r unix - - y - - smtp\n  -o syslog_name=postfix/$service_name'],
    [
      'postfix/master.cf',
      `r unix - - y - - smtp\n  -o syslog_name=${DOLLAR}{multi_instance_name?{${DOLLAR}multi_instance_name}:{postfix}}/${DOLLAR}service_name`,
    ],
    ...[
      ...['/usr/sbin/cyrus ctl_cyrusdb -r', '/usr/sbin/cyrus expire -E 4 -D 28', '/usr/sbin/cyrus tls_prune'],
      '/usr/bin/nice -n 19 /usr/lib/cyrus/bin/squatter -s',
      '/usr/bin/nice /usr/sbin/cyrus squatter',
    ].map((cmd): [string, string] => ['cyrus/cyrus.conf', `EVENTS {\n  x cmd="${cmd}" period=30\n}`]),
    [
      'postfix/master.cf',
      `cyrus unix - n n - - pipe\n  user=cyrus argv=/usr/sbin/cyrdeliver -e -r ${DOLLAR}{sender} ${DOLLAR}{user}`,
    ],
    ['apache/apache2.conf', 'TypesConfig /etc/mime.types'],
    ['apache/apache2.conf', 'RewriteRule ^/old/(..)$ /new/$1 [R=301,L]'],
    ['apache/apache2.conf', 'RewriteRule "^/old" - [F]'],
    ['apache/apache2.conf', 'RewriteCond %{REQUEST_URI} ^/old'],
    ['apache/apache2.conf', 'RewriteBase /x'],
    ['proftpd.conf', 'LoadModule mod_sftp.c'],
    ['proftpd.conf', 'LogFormat x "%h %{iso8601} \\"%r\\" %{time:%d/%b/%Y} %{file-size}"'],
    ['proftpd.conf', 'RootLogin off'],
    ['proftpd.conf', `SystemLog ${paths.log}/x.log`],
    ['proftpd.conf', `TLSRSACertificateFile ${paths.etc}/proftpd/tls.crt`],
    ['proftpd.conf', `LDAPGenerateHomedirPrefix ${paths.ftp}`],
    ['proftpd.conf', 'LDAPServer ldap://192.0.2.1/??sub'],
    ['proftpd.conf', 'CreateHome on 700 uid ~ gid ~'],
  ])('by %s for %s', (file, lines) => {
    expect(verdict(file, lines)).toBe('hazard')
  })

  it.each([
    ['postfix/master.cf', 'n - y - - smtpd', 'n - n - - smtpd'],
    ['postfix/master.cf', 'smtpd_timeout=30s -o alias_maps=static:x', 'smtpd_timeout=30s'],
    ['postfix/master.cf', '', 'pickup unix n - n 60 1 pickup\n'],
    ['postfix/aliases.cf', 'server_host = ldap://192.0.2.1', 'server_host = ldap://127.0.0.1:389'],
    ['postfix/master.cf', '-o smtpd_sender_restrictions=permit', '-o smtpd_timeout=30s'],
    ['postfix/master.cf', '-o { smtpd_sender_restrictions = permit }', '-o smtpd_timeout=30s'],
    ['postfix/master.cf', '-o cleanup_service_name=other', '-o smtpd_timeout=30s'],
    ['postfix/master.cf', '-o mynetworks=192.0.2.0/24', '-o smtpd_timeout=30s'],
    ['cyrus/cyrus.conf', 'cmd="imapd -U 31"', 'cmd="imapd -U 30"'],
    ['cyrus/cyrus.conf', `cmd="imapd -C ${paths.imapdConf}"`, 'cmd="imapd -U 30"'],
    ['apache/apache2.conf', '', 'LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so\n'],
    ['slapd/cn=config', 'olcRootDN: cn=b', 'olcRootDN: cn=a'],
    ['slapd/cn=config', 'olcThreads: 16\nolcModuleLoad: {1}back_mdb.la', 'olcThreads: 16'],
    ['slapd/cn=config', `olcDbDirectory: ${paths.slapdData}`, 'olcDbDirectory: /var/lib/ldap'],
    ['slapd/cn=config', 'olcThreads: 16\nolcSecurity: ssf=1', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcDisallows: tls_authc', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcDbIndex: cn eq\nolcSuffix: dc=b', 'olcDbIndex: cn eq'],
  ])('by %s for %s in place of %s', (file, lines, instead) => {
    expect(verdict(file, lines, instead)).toBe('hazard')
  })

  it('for every parameter that is marked so, also by a name of before', () => {
    const files: Partial<Record<FormatName, string>> = {
      ...{ 'imapd.conf': 'cyrus/imapd.conf', apache: 'apache/apache2.conf', proftpd: 'proftpd.conf' },
    }
    for (const { name, place, format, kind, marks, formerly } of parameters) {
      const file = format === 'main.cf' ? `postfix/${place ? 'aliases' : 'main'}.cf` : files[format]
      if (!file || !kind || !marks.some((mark) => /^(danger|password|data)$/.test(mark))) continue
      for (const one of [name, ...formerly.map(({ name }) => name)]) {
        const sign = { 'main.cf': ' = ', 'imapd.conf': ': ' }[format as string] ?? ' '
        const line = one.startsWith('<') ? `${one.slice(0, -1)} x>\n</${one.slice(1)}` : `${one}${sign}x`
        expect(verdict(file, line), one).not.toBe('harmless')
      }
    }
  })

  it('for what is the same in another order', () => {
    const file = 'apache/apache2.conf'
    const [one, other] = ['User www-data\n', 'NoSuchDirective on\n']
    expect(verdictOf(file, other + one, one + other)).toBe('hazard')
  })
})

describe('refused whoever asks is', () => {
  const MODULE = '/tmp/x.so'
  it.each([
    // secrets that would be said to everybody
    ['postfix/main.cf', `smtpd_banner = ${DOLLAR}smtp_sasl_password_maps ESMTP`],
    ['postfix/main.cf', `mydestination = ${DOLLAR}{lmtp_sasl_password_maps}`],
    ['postfix/main.cf', `smtpd_banner = ${DOLLAR}{mail_name?{${DOLLAR}(bind_pw)}}`],
    ['apache/apache2.conf', 'Header always echo "^X-Serv"'],
    ['apache/apache2.conf', 'Header "echo" .*'],
    ['apache/apache2.conf', 'TraceEnable on'],
    ['apache/apache2.conf', '<VirtualHost *:1>\nTraceEnable "extended"\n</VirtualHost>'],
    ['apache/apache2.conf', 'SetHandler server-info'],
    ['apache/apache2.conf', 'ProxyRemote * http://192.0.2.1:80'],
    ['apache/apache2.conf', 'ProxyRemoteMatch . http://192.0.2.1:80'],
    ['apache/apache2.conf', 'SetEnvIf ^X-Serv(.*)$ (.*) x=$1'],
    ['apache/apache2.conf', 'RequestHeader set X-Y "expr=%{req:X-Server-Manager-Proxy}"'],
    ['apache/apache2.conf', 'RequestHeader set X-Y z "expr=%{req:X-Server-Manager-Proxy} == 1"'],
    // programs
    ['postfix/master.cf', 'a unix - n n - - pipe\n  user=cyrus argv=/bin/sh -c id'],
    ['postfix/master.cf', 'a unix - n n - - pipe user=cyrus argv=/usr/lib/cyrus/bin/../../../../bin/sh'],
    ['postfix/master.cf', 'a unix - n n - - pipe user=cyrus\n# why\n  argv=/bin/sh'],
    ['postfix/master.cf', 'a unix - n n - - pipe user=cyrus argv=/usr/lib/cyrus/bin/deliver -C/tmp/x'],
    ['postfix/master.cf', 'a unix - n n - - pipe user=root argv=/usr/lib/cyrus/bin/deliver'],
    ['postfix/master.cf', 'a unix - n n - - spawn user=cyrus argv=sh -c id'],
    ['postfix/master.cf', 'a unix - n n - - /tmp/x'],
    ['postfix/master.cf', 'a unix - n n - - ../../../tmp/x'],
    ['postfix/master.cf', 'a unix - n n - - postfix-script'],
    ['postfix/master.cf', 'a unix - n n - - /usr/lib/postfix/sbin/smtpd'],
    ['postfix/master.cf', 'a unix - n n - - pipe ARGV=/usr/lib/cyrus/bin/deliver -C /tmp/x user=cyrus'],
    ['postfix/master.cf', 'a unix - n n - - pipe User=root argv=/usr/lib/cyrus/bin/deliver'],
    ['postfix/master.cf', 'a unix - n n - - pipe {user=nobody} {argv=sh} -c {id >/tmp/x}'],
    ['postfix/master.cf', `a unix - n n - - pipe user=cyrus {argv=${paths.ftp}/anna/x}`],
    ['postfix/master.cf', 'a unix - n n - - pipe user=cyrus argv=/usr/lib/cyrus/bin/deliver {-C /tmp/x}'],
    ['postfix/master.cf', 'a unix - n n - - pipe directory=../.. user=cyrus argv=/usr/lib/cyrus/bin/deliver'],
    ['postfix/master.cf', 'a unix n - n -\n# why\n  0 ../../../tmp/x'],
    ['postfix/master.cf', 'a{ unix n - n 1 0 ../../../tmp/x'],
    ['postfix/master.cf', 'a unix n - n - - {smtpd} -o a=b'],
    ['postfix/master.cf', '../../a unix n - n - - smtp'],
    ['postfix/master.cf', 'pickup unix n - n 60 1 pickup'],
    ['postfix/master.cf', 'b inet n - n - - smtpd {-o} {mynetworks=0.0.0.0/0}'],
    ['postfix/master.cf', 'b inet n - n - - smtpd -vo mynetworks=0.0.0.0/0'],
    ['postfix/master.cf', 'b inet n - n - - smtpd -o{mynetworks=0.0.0.0/0}'],
    ['postfix/master.cf', 'b inet n - n - - smtpd -D'],
    ['postfix/master.cf', 'b inet n - n - - qmqpd'],
    ['postfix/master.cf', 'b unix - n n - - smtpd -o daemon_directory=/tmp'],
    ['postfix/master.cf', 'b unix - n n - - smtpd\n  -o { alias_maps = hash:/etc/passwd }'],
    ['postfix/main.cf', 'daemon_directory = /tmp'],
    ['postfix/main.cf', 'mynetworks = x\ndaemon_directory =\n# why\n  /tmp'],
    ['postfix/main.cf', `daemon_directory = ${DOLLAR}x\nx = 1`],
    ['postfix/main.cf', `queue_directory = ${DOLLAR}{x?{/tmp}}`],
    ['postfix/main.cf', `queue_directory = ${DOLLAR}data_directory`],
    ['postfix/main.cf', `alias_maps = hash:${DOLLAR}{config_directory}/x`],
    ['postfix/main.cf', 'x = /'],
    ['postfix/main.cf', 'x = /etc'],
    ['postfix/main.cf', 'mailbox_command = /bin/sh'],
    ['postfix/main.cf', 'mailbox_command = /usr/lib/cyrus/bin/deliver; id'],
    ['postfix/main.cf', 'mailbox_command = id'],
    ['postfix/main.cf', 'multi_instance_wrapper = /tmp/x'],
    ['postfix/main.cf', 'alias_maps = inline:{a="|/bin/sh"}'],
    ['postfix/main.cf', 'alias_maps = inline:{a=|sh}'],
    ['cyrus/imapd.conf', 'sendmail: /tmp/x'],
    ['cyrus/imapd.conf', 'SendMail:\\\n /tmp/x'],
    ['apache/apache2.conf', 'CustomLog "|/bin/sh -c id" common'],
    ['apache/apache2.conf', 'AuthLDAPBindPassword "exec:.\\./.\\./.\\./usr/bin/python3 -c x"'],
    ['apache/apache2.conf', 'SessionCryptoPassphrase exec:bin/x'],
    ['apache/apache2.conf', `DocumentRoot ${paths.apacheConfig}/.\\./.\\./secrets`],
    ['apache/apache2.conf', `Require 'expr' "file(unbase64('L2V0Yy9wYXNzd2Q=')) =~ m#root#"`],
    ['apache/apache2.conf', `SSLRequire file(unbase64('L2V0Yy9wYXNzd2Q=')) =~ m/root/`],
    ['apache/apache2.conf', 'Header always set X "expr=%{req:X-Server-Manager-Proxy}"'],
    ['apache/apache2.conf', 'CustomLog console.conf "%{X}i"'],
    ['apache/apache2.conf', 'ErrorLog conf/x'],
    ['apache/apache2.conf', 'PidFile console.conf'],
    ['apache/apache2.conf', 'AuthUserFile var/ftp/anna/x'],
    ['apache/apache2.conf', 'Include etc/../../x.conf'],
    [
      'apache/apache2.conf',
      'CustomLog "|/usr/lib/postfix/sbin/post-install PATH=var/ftp/anna create-missing" x',
    ],
    ['postfix/master.cf', 'x unix - n n - - pipe user=cyrus argv=/usr/lib/postfix/sbin/post-install x=y'],
    ['postfix/master.cf', 'x unix - n n - - spawn user=postfix argv=/usr/lib/postfix/sbin/smtpd -S'],
    ['postfix/main.cf', `alias_maps = ldap:${paths.postfixConfig}/aliases.cf`],
    ['cyrus/imapd.conf', 'notify_external: bin/sh'],
    ['cyrus/imapd.conf', '@include: etc/x'],
    ['cyrus/cyrus.conf', 'SERVICES {\n  x cmd="imapd -C tmp/x" listen="imap9"\n}'],
    ['proftpd.conf', 'SFTPPassPhraseProvider bin/sh'],
    ['proftpd.conf', 'Include etc/x'],
    ['apache/apache2.conf', 'errorlog "|/tmp/x"'],
    ['apache/apache2.conf', "ErrorLog '|sh'"],
    ['apache/apache2.conf', 'TransferLog "||/tmp/x"'],
    ['apache/apache2.conf', 'CustomLog "|$/bin/sh" x'],
    ['apache/apache2.conf', 'Error\\\nLog "|/tmp/x"'],
    ['apache/apache2.conf', 'SSLPassPhraseDialog exec:/tmp/x'],
    ['apache/apache2.conf', 'RewriteMap x prg:/tmp/x'],
    ['apache/apache2.conf', 'ExtFilterDefine x cmd=id'],
    ['apache/apache2.conf', 'ScriptAlias /x /usr/lib/cgi-bin/'],
    ['apache/apache2.conf', '<Perl>\n</Perl>'],
    ['proftpd.conf', 'ExecOnConnect /tmp/x'],
    // modules
    ['apache/apache2.conf', `LoadModule x ${MODULE}`],
    ['apache/apache2.conf', `loadmodule x "${MODULE}"`],
    ['apache/apache2.conf', `LoadModule x '${MODULE}'`],
    ['apache/apache2.conf', `"LoadModule" x ${MODULE}`],
    ['apache/apache2.conf', `LOAD\\\nMODULE x \\\n ${MODULE}`],
    [
      'apache/apache2.conf',
      `<VirtualHost *:1>\n<IfModule x>\nLoadModule x ${MODULE}\n</IfModule>\n</VirtualHost>`,
    ],
    ['apache/apache2.conf', 'LoadModule x /usr/lib/apache2/modules/../../../../tmp/x.so'],
    ['apache/apache2.conf', 'LoadModule x x.so'],
    ['apache/apache2.conf', `LoadFile ${MODULE}`],
    ['apache/apache2.conf', `Define M ${MODULE}\nLoadModule x ${DOLLAR}{M}`],
    ['proftpd.conf', 'ModulePath /tmp'],
    ['proftpd.conf', `LoadModule ${MODULE}`],
    ['proftpd.conf', `LoadFile ${MODULE}`],
    // paths
    ['postfix/main.cf', 'alias_maps = hash:/etc/passwd'],
    ['postfix/main.cf', 'alias_maps = proxy:ldap://tmp/x.cf'],
    ['postfix/main.cf', `alias_maps = ldap:${paths.postfixConfig}/../../x.cf`],
    ['postfix/main.cf', `alias_maps = ldap:${paths.postfixConfig}/elsewhere.cf`],
    ['postfix/main.cf', `alias_maps = ldap:${paths.secrets}/console`],
    ['postfix/main.cf', 'mynetworks = !/etc/passwd'],
    ['postfix/main.cf', 'smtpd_tls_cert_file=/etc/shadow'],
    ['postfix/main.cf', 'myorigin = /etc/shadow'],
    ['postfix/main.cf', `alias_maps = ldap:${paths.consoleData}/x.cf`],
    ['postfix/aliases.cf', 'server_host = ldapi://%2ftmp%2fevil'],
    ['cyrus/imapd.conf', '@include: /tmp/x'],
    ['cyrus/imapd.conf', `@INCLUDE: ${paths.ftp}/anna/x`],
    ['cyrus/imapd.conf', 'tls_server_key: /etc/shadow'],
    ['apache/apache2.conf', 'Include /tmp/x.conf'],
    ['apache/apache2.conf', 'IncludeOptional "/tmp/*.conf"'],
    ['apache/apache2.conf', `Include ${paths.apacheConfig}/elsewhere/x.conf`],
    ['apache/apache2.conf', `Include ${paths.ftp}/anna/x.conf`],
    ['apache/apache2.conf', 'Include ../cyrus/x.conf'],
    ['apache/apache2.conf', `ServerRoot ${paths.ftp}`],
    ['apache/apache2.conf', 'DocumentRoot /'],
    ['apache/apache2.conf', 'Alias /x /etc'],
    ['apache/apache2.conf', '<Directory /etc>\n</Directory>'],
    ['apache/apache2.conf', 'Require expr "file(\'/etc/shadow\') == 1"'],
    ['apache/apache2.conf', 'Header set X "expr=%{file:/etc/shadow}"'],
    ['apache/apache2.conf', 'ProxyPass /x unix:/var/run/docker.sock|http://x/'],
    ['proftpd.conf', 'Include /tmp/x.conf'],
    ['proftpd.conf', '  INCLUDE "/tmp/x.conf" # why'],
    ['proftpd.conf', 'DefaultRoot /'],
    ['proftpd.conf', 'TransferLog %{env:X}'],
    // users
    ['postfix/main.cf', 'mail_owner = root'],
    ['cyrus/imapd.conf', 'cyrus_user: root'],
    ['apache/apache2.conf', 'User root'],
    ['apache/apache2.conf', 'user "#0"'],
    ['proftpd.conf', 'User root'],
    ['proftpd.conf', 'LDAPDefaultUID 0'],
    ['proftpd.conf', 'CreateHome on 700 uid 0 gid 0'],
    // as whom everything of another server could be shown
    ['apache/apache2.conf', 'User openldap'],
    ['apache/apache2.conf', 'Group cyrus'],
    ['apache/apache2.conf', 'SuexecUserGroup openldap openldap'],
    ['proftpd.conf', 'User openldap'],
    ['proftpd.conf', 'Group mail'],
    ['proftpd.conf', `LDAPDefaultUID ${idOf('openldap')}`],
    ['proftpd.conf', 'UserAlias anna root'],
    ['proftpd.conf', 'UserAlias anna openldap'],
    ['proftpd.conf', 'CreateHome on 700 uid openldap'],
    // what is read by its own server, and shown by none
    ...[paths.slapdData, `${paths.slapdData}/data.mdb`, paths.var, paths.secrets, paths.cyrusData].flatMap(
      (place): [string, string][] => [
        ['apache/apache2.conf', `Alias /x ${place}`],
        ['apache/apache2.conf', `DocumentRoot ${place}`],
        ['proftpd.conf', `DefaultRoot ${place}`],
        ['proftpd.conf', `<Anonymous ${place}>\n</Anonymous>`],
      ],
    ),
    ['apache/apache2.conf', `Alias /x ${paths.apacheConfig}/slapd`],
    ['apache/apache2.conf', `Alias /x ${paths.etc}/proftpd`],
    ['proftpd.conf', `DefaultRoot ${paths.apacheConfig}`],
    ['proftpd.conf', 'DefaultRoot ~openldap'],
    ['proftpd.conf', `DisplayConnect ${paths.postfixConfig}/aliases.cf`],
    ['proftpd.conf', `DisplayLogin ${paths.slapdData}/data.mdb`],
    ['proftpd.conf', `DisplayLogin ${paths.etc}/proftpd/extra.conf`],
    ['proftpd.conf', `DisplayQuit ${paths.imapdConf}`],
    ['proftpd.conf', '<Anonymous ~root>\n</Anonymous>'],
    ['cyrus/imapd.conf', `httpdocroot: ${paths.cyrusConfig}`],
    // who may come in, in files that anybody may put comments into
    ['apache/apache2.conf', `AuthUserFile ${paths.apacheConfig}/apache2.conf`],
    ['apache/apache2.conf', `AuthUserFile ${paths.postfixConfig}/x`],
    ['proftpd.conf', `AuthUserFile ${paths.apacheConfig}/people`],
    ['proftpd.conf', `AuthGroupFile ${paths.etc}/proftpd/x.conf`],
    // servers change the mode of these, or put a file in their place
    ['proftpd.conf', 'PidFile /dev/null'],
    ['proftpd.conf', 'ScoreboardFile /dev/null'],
    ['apache/apache2.conf', 'PidFile /dev/null'],
    ['apache/apache2.conf', 'ScoreBoardFile /dev/null'],
    ['postfix/main.cf', 'maillog_file = /dev/null'],
    // what only looks like Debian's lines
    ['apache/apache2.conf', 'SSLRandomSeed startup exec:/usr/sbin/apache2'],
    ['apache/apache2.conf', 'SSLRandomSeed startup file:/etc/shadow 512'],
    ['apache/apache2.conf', 'SSLRandomSeed startup file:/dev/urandom/../x 512'],
    ['apache/apache2.conf', 'SSLRandomSeed startup egd:/run/x'],
    ['apache/apache2.conf', 'CacheEnable disk file:/etc'],
    ['apache/apache2.conf', 'CacheRoot /etc'],
    ['apache/apache2.conf', 'IncludeOptional /etc/apache2/mods-enabled/*.load'],
    ['apache/apache2.conf', 'IncludeOptional elsewhere/*.load'],
    ['apache/apache2.conf', 'IncludeOptional mods-*/x.conf'],
    ['apache/apache2.conf', 'IncludeOptional mods-enabled/../../x.conf'],
    ['proftpd.conf', 'LogFormat x "%{env:LDAP}"'],
    ['proftpd.conf', 'LogFormat x "%{note:x}"'],
    ['proftpd.conf', 'ExtendedLog /etc/%{iso8601}'],
    ['postfix/main.cf', 'myorigin = /etc/mailname.d/x'],
    ['postfix/main.cf', 'mydestination = /etc/mailname'],
    ['postfix/main.cf', 'sendmail_path = /tmp/x'],
    ['postfix/main.cf', 'daemon_directory ='],
    ['postfix/master.cf', 'r unix - - y - - smtp\n  -o syslog_name=postfix/$smtp_sasl_password_maps'],
    ['postfix/master.cf', 'r unix - - y - - smtp\n  -o x_directory=postfix/$service_name'],
    ...[
      ...[
        '/usr/sbin/cyrus ../../../../bin/sh',
        '/usr/sbin/cyrus /bin/sh',
        '/usr/sbin/cyrus help x',
        '/usr/sbin/cyrus',
      ],
      ...[
        '/usr/bin/nice -n 19 /bin/sh',
        '/usr/bin/nice sh',
        '/usr/bin/nice --adjustment=1 /usr/lib/cyrus/bin/x',
      ],
      ...['/usr/sbin/cyrus expire -C /tmp/x', '/usr/sbin/cyrus expire -C tmp/x'],
    ].map((cmd): [string, string] => ['cyrus/cyrus.conf', `EVENTS {\n  x cmd="${cmd}" period=30\n}`]),
    ['postfix/main.cf', `alias_maps = btree:${DOLLAR}{data_directory}/x`],
    ['postfix/main.cf', `smtpd_tls_session_cache_database = btree:${DOLLAR}data_directory/../x`],
    ['postfix/main.cf', `smtpd_tls_session_cache_database = btree:${DOLLAR}queue_directory/x`],
    ['postfix/main.cf', 'readme_directory = /etc'],
    ['postfix/main.cf', 'alias_maps = pcre:{{/./ /etc/passwd}}'],
    ['postfix/main.cf', 'alias_maps = pcre:{{!x!/etc/passwd}}'],
    ['postfix/main.cf', 'alias_maps = static:{/./ /etc/passwd}'],
    ['postfix/master.cf', 'x unix - n n - - pipe user=cyrus argv=/usr/sbin/cyrdeliver -C /etc/passwd'],
    ['postfix/master.cf', 'x unix - n n - - pipe user=cyrus argv=/usr/bin/env sh'],
    ['apache/apache2.conf', 'RewriteRule ^/x$ /etc/passwd'],
    ['apache/apache2.conf', 'RewriteRule ^/x$ /etc/passwd [L]'],
    ['apache/apache2.conf', 'RewriteRule ^/x$ - [H=cgi-script]'],
    ['apache/apache2.conf', 'RewriteCond /etc/passwd -f'],
    ['apache/apache2.conf', 'TypesConfig /etc/shadow'],
    // expressions that read files
    ['apache/apache2.conf', `Require expr "file(unbase64('L2V0Yy9wYXNzd2Q=')) =~ m#root#"`],
    ['apache/apache2.conf', `Require not expr "tolower(file('x')) == 'y'"`],
    ['apache/apache2.conf', `Require "expr" "-f 'etc/passwd'"`],
    ['apache/apache2.conf', `Require expr -s 'etc/passwd'`],
    ['apache/apache2.conf', `Require expr "'%{file:etc/passwd}' == 'x'"`],
    ['apache/apache2.conf', `Header set X "expr=%{file:etc/passwd}"`],
    ['apache/apache2.conf', `Header always set X y "EXPR=file('x') == 'y'"`],
    ['apache/apache2.conf', `Header always set X y "expr=-f %{HTTP_X}"`],
    ['apache/apache2.conf', `Header set X "expr=%{file:%{unescape:%2fetc%2fpasswd}}"`],
    ['apache/apache2.conf', `RequestHeader set X "expr=%{filesize:etc/passwd}"`],
    ['apache/apache2.conf', `ErrorDocument 404 "%{file:etc/passwd}"`],
    ['apache/apache2.conf', `ErrorDocument 404 "%{: file('etc/passwd') :}"`],
    ['apache/apache2.conf', `<If "file('x') == 'y'">\n</If>`],
    ['apache/apache2.conf', `SetEnvIfExpr "file('x') =~ /(.*)/" x=$1`],
    // files that a server would write, and others or itself would read as configuration
    ['apache/apache2.conf', `CustomLog ${paths.postfixConfig}/master.cf "%{X-L}i"`],
    ['apache/apache2.conf', `CustomLog ${paths.apacheConfig}/more.conf "%{X-L}i"`],
    ['apache/apache2.conf', `PidFile ${paths.postfixConfig}/main.cf`],
    ['apache/apache2.conf', `TransferLog ${paths.cyrusConfig}/x`],
    ['apache/apache2.conf', `CustomLog ${paths.slapdData}/x common`],
    ['proftpd.conf', `SystemLog ${paths.postfixConfig}/main.cf`],
    ['postfix/main.cf', `maillog_file = ${paths.cyrusConfig}/x`],
    ['postfix/main.cf', `x = ${paths.postfixConfig}/x`],
    ['postfix/main.cf', `proxy_write_maps = texthash:${paths.postfixConfig}/x`],
    // what comes from people, or is run for them
    ['postfix/main.cf', `import_environment = LD_PRELOAD=${paths.ftp}/anna/x.so`],
    ['postfix/main.cf', 'export_environment = LD_PRELOAD=x.so'],
    ['postfix/main.cf', `alias_maps = texthash:${paths.ftp}/anna/aliases`],
    ['postfix/main.cf', `alias_maps = texthash:${paths.log}/x`],
    ['postfix/main.cf', `alias_maps = texthash:${paths.log}/x unix:${paths.log}/x`],
    ['postfix/main.cf', `x = hash:${paths.log}/x texthash:${paths.log}/x`],
    ['postfix/main.cf', 'alias_maps = tcp:192.0.2.1:25'],
    ['postfix/main.cf', 'alias_maps = $virtual_alias_maps'],
    ['postfix/main.cf', 'alias_maps = $smtpd_banner'],
    ['postfix/main.cf', 'alias_maps = hash:x, proxy:mysql:x'],
    ['postfix/main.cf', 'virtual_alias_maps = unionmap:{static:a, socketmap:inet:x:1:y}'],
    ['postfix/main.cf', 'mailbox_command_maps = inline:{a=sh}'],
    ['postfix/main.cf', `forward_path = ${paths.ftp}/anna/.forward`],
    ['apache/apache2.conf', 'LoadModule cgi_module /usr/lib/apache2/modules/mod_cgi.so'],
    ['apache/apache2.conf', 'LoadModule lua_module /usr/lib/apache2/modules/mod_lua.so'],
    ['apache/apache2.conf', 'SetHandler cgi-script'],
    ['apache/apache2.conf', 'AddHandler lua-script .lua'],
    ['apache/apache2.conf', 'SetHandler "proxy:fcgi://127.0.0.1:9000"'],
    ['apache/apache2.conf', 'AddType application/x-httpd-cgi .txt'],
    ['apache/apache2.conf', `<Directory ${paths.ftp}>\nAllowOverride All\n</Directory>`],
    ['apache/apache2.conf', 'AllowOverride FileInfo'],
    ['proftpd.conf', `AuthUserFile ${paths.ftp}/anna/pw`],
    ['proftpd.conf', 'RootLogin on'],
    ['proftpd.conf', 'LDAPAttr uidNumber telephoneNumber'],
    ['proftpd.conf', `TLSPassPhraseProvider ${paths.ftp}/anna/evil`],
    ['proftpd.conf', 'TLSPassPhraseProvider /usr/sbin/proftpd'],
    ['proftpd.conf', 'LoadModule mod_exec.c'],
    // what could be read as something else
    ['postfix/main.cf', 'nonsense'],
    ['postfix/main.cf', '=x'],
    ['postfix/main.cf', `x = ${`hash:${paths.postfixData}/x `.repeat(400)}`],
    ['postfix/master.cf', 'short unix'],
    ['cyrus/imapd.conf', 'nonsense'],
    ['cyrus/cyrus.conf', 'nonsense'],
    ['apache/apache2.conf', 'Timeout 1\rLoadModule x /tmp/x.so'],
    ['apache/apache2.conf', 'Timeout 1\0'],
    ['apache/apache2.conf', '<Broken'],
    ['apache/apache2.conf', 'Timeout 1\\'],
    ['apache/apache2.conf', '</VirtualHost>'],
    ['slapd/cn=config', '\ndn: cn=module{0},cn=config\nolcModuleLoad: x'],
    ['slapd/cn=config', '\nolcRootPW:< file:///etc/shadow'],
  ])('in %s %j', (file, lines) => {
    expect(verdict(file, lines)).toBe('refused')
  })

  it.each([
    ['postfix/master.cf', 'smtpd_timeout=}{', 'smtpd_timeout=30s'],
    ['postfix/master.cf', 'smtpd_timeout=30s {-o} a=b', 'smtpd_timeout=30s'],
    ['cyrus/cyrus.conf', 'cmd="/bin/sh -c id"', 'cmd="imapd -U 30"'],
    ['cyrus/cyrus.conf', 'cmd="../../../../bin/sh"', 'cmd="imapd -U 30"'],
    ['cyrus/cyrus.conf', 'cmd="imapd -C /tmp/x"', 'cmd="imapd -U 30"'],
    ['cyrus/cyrus.conf', 'cmd="imapd -C/tmp/x"', 'cmd="imapd -U 30"'],
    ['cyrus/cyrus.conf', `cmd="imapd -C ${paths.ftp}/anna/imapd.conf"`, 'cmd="imapd -U 30"'],
    ['slapd/cn=config', 'olcThreads: 16\nolcModuleLoad: back_perl', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcModuleLoad: {0}back_sock.la', 'olcThreads: 16'],
    ['slapd/cn=config', `olcThreads: 16\nolcLogFile: ${paths.apacheConfig}/x.conf`, 'olcThreads: 16'],
    ['cyrus/cyrus.conf', 'cmd=/tmp/x', 'cmd="imapd -U 30"'],
    ['cyrus/cyrus.conf', 'listen="/tmp/x"', 'listen="143"'],
    ['cyrus/cyrus.conf', '}\nSTART {\n  x cmd="/tmp/x"\n}', '}'],
    ['slapd/cn=config', 'olcThreads: 16\nolcModuleLoad: /tmp/x.la', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcModulePath:: L3RtcA==', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcModulePath: /usr/lib/ldap:/tmp', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\n1.3.6.1.4.1.4203.1.12.2.3.0.31: x', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcModuleLoad;x: y', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcPidFile: /etc/cron.d/x', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcTLSCertificateKeyFile: /etc/shadow', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcThreads: 16\nolcAccess: to * by * write', 'olcThreads: 16'],
    ['slapd/cn=config', 'olcAuthzRegexp: {0}c d', 'olcAuthzRegexp: {0}a b'],
    ['slapd/cn=config', 'olcRootPW: y', 'olcRootPW: x'],
    ['slapd/cn=config', 'dn: cn=other', 'dn: cn=config'],
    ['slapd/cn=config', 'olcDbDirectory: /etc', 'olcDbDirectory: /var/lib/ldap'],
    ['apache/apache2.conf', 'ServerAdmin a@b.example\n  SetEnv x /etc/passwd', 'ServerAdmin a@b.example'],
  ])('in %s %j in place of %j', (file, lines, instead) => {
    expect(verdict(file, lines, instead)).toBe('refused')
  })

  it('a line that the server would read as two', () => {
    expect(verdict('proftpd.conf', `# ${LONG} User root`)).toBe('refused')
    expect(verdict('cyrus/imapd.conf', `# ${LONG}`)).toBe('refused')
    expect(verdict('cyrus/cyrus.conf', `prefork=1 # ${LONG} x cmd="/tmp/x"`, 'prefork=1')).toBe('refused')
    expect(verdict('postfix/main.cf', `# ${LONG}`)).toBe('harmless')
  })

  it('what was switched off and comes on', () => {
    const file = 'proftpd.conf'
    const off = parse('proftpd', presents[file] ?? '')
    expect(verdictOf(file, print(switchOn(off, { name: 'User' })))).toBe('refused')
    const on = print(add(off, { name: 'DefaultRoot' }, '/'))
    const both = print(switchOff(parse('proftpd', on), { name: 'DefaultRoot' }))
    expect(verdictOf(file, both)).toBe('harmless')
    expect(verdictOf(file, on, both)).toBe('refused')
  })
})

it('who people of the directory are on the disk stays fixed where it is, and can be fixed', () => {
  const file = 'proftpd.conf'
  const [on, off] = ['LDAPForceDefaultUID on\n', 'LDAPForceDefaultUID off\n']
  expect(verdictOf(file, off, on)).toBe('refused')
  expect(verdictOf(file, '', on)).toBe('refused')
  expect(verdictOf(file, on + off, on)).toBe('refused')
  expect(verdictOf(file, `#(off) ${on}`, on)).toBe('refused')
  expect(verdictOf(file, on, off)).toBe('hazard')
  expect(verdictOf(file, '', off)).toBe('hazard')
  // In a file that is read besides, and for some servers only.
  expect(verdictOf(file, off, '')).toBe('refused')
  const host = (inside: string) => `<VirtualHost 127.0.0.1>\n${inside}</VirtualHost>\n`
  expect(verdictOf(file, host(on), on + host(on))).toBe('refused')
  expect(verdictOf(file, on + host(off), on + host(''))).toBe('refused')
  // Who everybody is then.
  const who = `LDAPDefaultUID ${idOf('proftpd')}\n`
  expect(verdictOf(file, on, on + who)).toBe('refused')
  expect(verdictOf(file, on + who.replace('\n', ' \n'), on + who)).toBe('harmless')
  expect(verdictOf(file, `${on}LDAPDefaultUID ${idOf('www-data')}\n`, on + who)).toBe('hazard')
})

it('Apache counts from where it does, before anything is included', () => {
  const file = 'apache/apache2.conf'
  const [root, include] = [`ServerRoot ${paths.apacheConfig}\n`, 'Include more.conf\n']
  expect(verdictOf(file, include + root, root)).toBe('refused')
  expect(verdictOf(file, include + root, root + include)).toBe('refused')
  expect(verdictOf(file, include, root + include)).toBe('refused')
  expect(verdictOf(file, `<IfModule x.c>\n${root}</IfModule>\n${include}`, '')).toBe('refused')
  expect(verdictOf(file, `ServerRoot /etc\n${include}`, 'ServerRoot /etc\n')).toBe('refused')
  expect(verdictOf(file, root + include, root)).toBe('hazard')
  const own = `Include ${paths.apacheConfig}/more.conf\n`
  expect(verdictOf(file, own + own, own)).toBe('hazard')
})

it.each([
  ['long', 'apache/apache2.conf', (path: string) => `Alias /x ${path}`],
  ['long', 'postfix/main.cf', (path: string) => `alias_maps = hash:${path}`],
  ['long', 'postfix/master.cf', (path: string) => `x unix - n n - - pipe user=cyrus argv=${path}`],
  [
    'reading',
    'apache/apache2.conf',
    (path: string) => `<Directory ${path}>\nAllowOverride All\n</Directory>`,
  ],
  ['reading', 'cyrus/imapd.conf', (path: string) => `tls_server_key: ${path}`],
  ['reading', 'cyrus/cyrus.conf', (path: string) => `EVENTS {\n x cmd="${path}" period=1\n}`],
  ['reading', 'proftpd.conf', (path: string) => `DefaultRoot ${path}`],
] as const)('a path that is longer than any can be is %s in %s, and looked up nowhere', (why, file, line) => {
  const before = presents[file] ?? ''
  const after = `${before}${line(`${paths.apacheConfig}${'/a'.repeat(50_000)}`)}\n`
  const { refused } = guard({ paths }, [{ file, format: formats[file] as FormatName, before, after }])
  expect(refused.map(({ reason }) => reason)).toContain(why)
})

it('requests are not said again', () => {
  const file = 'apache/apache2.conf'
  const off = 'TraceEnable Off\n'
  expect(verdictOf(file, '', off)).toBe('refused')
  expect(verdictOf(file, `#(off) ${off}`, off)).toBe('refused')
  expect(verdictOf(file, `${off}TraceEnable On\n`, off)).toBe('refused')
  expect(verdictOf(file, `<IfModule a.c>\n${off}</IfModule>\n`, off)).toBe('refused')
  expect(verdictOf(file, off.toLowerCase(), off)).toBe('hazard')
})

describe("root's list", () => {
  const file = 'proftpd.conf'
  const lines = `${presents[file]}CreateHome on 700 uid ~ gid ~\nPidFile ${paths.run}/proftpd/x\n`
  const nowhere = { apache: [], cyrus: [], postfix: [], proftpd: [], slapd: [] }
  const nothing = {
    programs: [],
    modules: [],
    includes: [],
    paths: [],
    served: [],
    users: [],
    written: nowhere,
  }
  const own = { ...nothing, written: { ...nowhere, proftpd: ['/srv/'] } }
  const text = JSON.stringify(own)

  it('opens what it has and nothing else, and is believed only when nobody but root could have written it', async () => {
    expect(verdictOf(file, lines)).toBe('hazard')
    const write = (content: string, mode = 0o644) => {
      rmSync(paths.configurationAllowed, { force: true })
      writeFileSync(paths.configurationAllowed, content)
      chmodSync(paths.configurationAllowed, mode)
    }
    write(text)
    expect(verdictOf(file, lines)).toBe('refused')
    expect(verdict(file, 'PidFile /srv/x')).toBe('hazard')
    await ensureAllowed({ paths } as Instance)
    expect(readAllowed({ paths })).toEqual(own)
    write(text, 0o666)
    expect(verdict(file, 'PidFile /srv/x')).toBe('refused')
    write('{')
    expect(verdict(file, 'PidFile /srv/x')).toBe('refused')
    write(text)
    chownSync(paths.configurationAllowed, 65534, 65534)
    expect(verdict(file, 'PidFile /srv/x')).toBe('refused')
    rmSync(paths.configurationAllowed)
    expect(readAllowed({ paths })).toEqual(nothing)
    expect(verdict(file, 'PidFile /srv/x')).toBe('refused')
    expect(verdict('apache/more.conf', 'Include other.conf')).toBe('refused')
  })

  it('of before is told what is read from what is written, and has what root added and took away', async () => {
    rmSync(paths.configurationAllowed, { force: true })
    await ensureAllowed({ paths } as Instance)
    const usual = readAllowed({ paths })
    const before = {
      ...{ programs: usual.programs, includes: usual.includes, users: [...usual.users, 'news'] },
      modules: ['/usr/lib/apache2/modules/', '/usr/lib/ldap/', '/opt/x.so'],
      paths: ['/srv/', `${paths.log}/`, `${paths.ftp}/`, `${paths.postfixConfig}/`],
    }
    writeFileSync(paths.configurationAllowed, JSON.stringify(before))
    expect(readAllowed({ paths })).toEqual(nothing)
    for (const _once of [1, 2]) await narrowAllowed({ paths } as Instance)
    const { modules, ...now } = readAllowed({ paths })
    expect(now).toEqual({
      ...{ programs: usual.programs, includes: usual.includes, users: before.users },
      ...{ paths: ['/srv/', `${paths.postfixConfig}/`], served: [`${paths.ftp}/`] },
      written: Object.fromEntries(
        Object.keys(nowhere).map((name) => [name, name === 'cyrus' ? [] : [`${paths.log}/`]]),
      ),
    })
    expect(modules).toContain('/opt/x.so')
    expect(modules).toContain('/usr/lib/apache2/modules/mod_ssl.so')
    expect(modules).not.toContain('/usr/lib/apache2/modules/mod_cgi.so')
    expect(modules).not.toContain('/usr/lib/proftpd/mod_ldap.so')
    rmSync(paths.configurationAllowed)
    await narrowAllowed({ paths } as Instance)
    expect(readAllowed({ paths })).toEqual(nothing)
  })
})
