/** The texts of Apache's configuration files. */
import type { Instance } from '../instance'

const MODULES = [
  'mpm_event',
  'authz_core',
  'alias',
  'dir',
  'headers',
  'reqtimeout',
  'socache_shmcb',
  'ssl',
  'proxy',
  'proxy_http',
]
const COMPRESSION = ['filter', 'deflate']

const load = (name: string) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`

/** Answers are compressed here and not by the web process, which has one thread for everybody. */
export const compression = `${COMPRESSION.map(load).join('\n')}
AddOutputFilterByType DEFLATE text/html text/plain text/css text/csv text/javascript text/x-component
AddOutputFilterByType DEFLATE application/javascript application/json image/svg+xml
`

/** apache2.conf. What a browser says about itself in the console's own headers is overwritten, never passed on. */
export function apacheConf({ paths, ports, hostname }: Instance): string {
  return `ServerRoot "${paths.apacheConfig}"
ServerName ${hostname}
Listen 127.0.0.1:${ports.https} https
User www-data
Group www-data
PidFile ${paths.run}/apache/apache2.pid
DefaultRuntimeDir ${paths.run}/apache
Mutex file:${paths.run}/apache default
${MODULES.map(load).join('\n')}
${compression}
ServerTokens Prod
ServerSignature Off
TraceEnable Off
FileETag None
Timeout 60
KeepAlive On
RequestReadTimeout header=20-40,MinRate=500 body=20,MinRate=500
ErrorLog ${paths.log}/apache-error.log
LogFormat "%h %u %t \\"%r\\" %>s %b" common
CustomLog ${paths.log}/apache-access.log common

SSLProtocol -all +TLSv1.2 +TLSv1.3
SSLCipherSuite HIGH:!aNULL:!SHA1
SSLSessionCache shmcb:${paths.run}/apache/tls-sessions(512000)

<Directory />
  AllowOverride None
  Require all denied
</Directory>
<Directory ${paths.apacheConfig}/pages>
  ForceType "text/html; charset=utf-8"
  Require all granted
</Directory>

<VirtualHost 127.0.0.1:${ports.https}>
  SSLEngine On
  SSLCertificateFile ${paths.tlsCertificate}
  SSLCertificateKeyFile ${paths.tlsKey}

  # Shown while the web process is away; browsers and monitors learn when to come back.
  Alias /unavailable.html ${paths.apacheConfig}/pages/unavailable.html
  ErrorDocument 502 /unavailable.html
  ErrorDocument 503 /unavailable.html
  ErrorDocument 504 /unavailable.html
  Header always setifempty Retry-After 5 "expr=%{REQUEST_STATUS} in {'502', '503', '504'}"

  ProxyPreserveHost On
  ProxyPass /unavailable.html !
  ProxyPass / ${backend({ ports })} retry=0 connectiontimeout=2 timeout=60
  RequestHeader unset X-Forwarded-For early
  RequestHeader unset X-Forwarded-Host early
  RequestHeader unset Forwarded early
  RequestHeader set X-Forwarded-Proto https
  RequestHeader set X-Server-Manager-Client "expr=%{CONN_REMOTE_ADDR}"
  Include ${paths.apacheConfig}/console.conf
</VirtualHost>
`
}

/**
 * Proves to the web process that a request came through Apache, and to nobody else that Apache may pass requests on to;
 * in a file of its own that only root reads.
 */
export function consoleHeader({ ports }: Pick<Instance, 'ports'>, secret: string): string {
  return `<Proxy "${backend({ ports })}">
  RequestHeader set X-Server-Manager-Proxy "${secret}"
</Proxy>
`
}

/** Where the web process is, as ProxyPass has it; with its slash no other name or port begins so. */
export function backend({ ports }: Pick<Instance, 'ports'>): string {
  return `http://127.0.0.1:${ports.web}/`
}

export const unavailablePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5">
<title>Server Manager is not available</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 20vh auto 0; padding: 0 1.5rem }
</style>
</head>
<body>
<main>
<h1>The console is not available</h1>
<p>The mail servers are not affected. This page tries again every five seconds.</p>
<p>If it stays, run <code>npm start</code> on the server as root; the log is <code>log/console-web.log</code>
in the directory of the instance.</p>
</main>
</body>
</html>
`
