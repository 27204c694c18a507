/** ProFTPD of an instance: a directory of their own for everybody with an account, such as for free/busy files. */
import { greets } from '../conversation'
import { managedServer } from '../daemon'
import { ensureDirectory, replaceFile, rootOnly } from '../files'
import { type Instance, readSecret } from '../instance'
import { send } from '../processes'
import { launch } from '../program'
import { systemUser } from '../system-users'
import { ftpFilter } from './upgrades'

const PROGRAM = '/usr/sbin/proftpd'

export const proftpd = managedServer({
  name: 'proftpd',
  isProgram: (executable) => executable === PROGRAM,
  configure,
  launch: ({ paths }) => launch(PROGRAM, ['-c', paths.proftpdConf], { output: paths.startLog('proftpd') }),
  answers: (instance) => greets(instance.ports.ftp, '220', 'QUIT\r\n'),
  reload: async (_instance, mainPid) => send(mainPid, 'SIGHUP'),
  stopSignal: 'SIGTERM',
  pidFile: ({ paths }) => `${paths.run}/proftpd/proftpd.pid`,
  log: 'proftpd.log',
})

async function configure(instance: Instance): Promise<void> {
  const { paths } = instance
  await ensureDirectory(`${paths.run}/proftpd`, { uid: 0, gid: 0, mode: 0o755 })
  await replaceFile(paths.proftpdConf, proftpdConf(instance), rootOnly)
}

function proftpdConf(instance: Instance): string {
  const { paths, ports, suffix, hostname } = instance
  const { uid, gid } = systemUser('proftpd')
  return `ServerName "${hostname}"
ServerIdent on "FTP server ready"
ServerType standalone
DefaultAddress 127.0.0.1
# Without it ProFTPD listens on every address and only answers for this one.
SocketBindTight on
Port ${ports.ftp}
PassivePorts ${ports.ftpPassiveFirst} ${ports.ftpPassiveLast}
UseIPv6 off
UseReverseDNS off
User proftpd
Group nogroup
MaxInstances 30
PidFile ${paths.run}/proftpd/proftpd.pid
ScoreboardFile ${paths.run}/proftpd/scoreboard
DelayTable none
SystemLog ${paths.log}/proftpd.log
TransferLog ${paths.log}/proftpd-transfers.log
WtmpLog off
ControlsEngine off

ModulePath /usr/lib/proftpd
LoadModule mod_ldap.c
AuthOrder mod_ldap.c
AuthPAM off
RequireValidShell off

# The directory says who somebody is; on the disk all of them are the one unprivileged user. The console tries with a
# login of its own whether people can sign in.
LDAPServer ldap://127.0.0.1:${ports.ldap}/??sub
LDAPBindDN "cn=mta,ou=services,${suffix}" "${readSecret(instance, 'mta')}"
LDAPAuthBinds on
LDAPUsers "${suffix}" "${ftpFilter}"
LDAPDefaultUID ${uid}
LDAPForceDefaultUID on
LDAPDefaultGID ${gid}
LDAPForceDefaultGID on
LDAPGenerateHomedir on
LDAPGenerateHomedirPrefix ${paths.ftp}
LDAPForceGeneratedHomedir on
CreateHome on 700 dirmode 711 uid ${uid} gid ${gid}
DefaultRoot ~

<Directory />
  AllowOverwrite on
</Directory>
`
}
