/** Cyrus IMAP of an instance: the mailboxes, reached by IMAP, POP3, ManageSieve, HTTP, and LMTP for Postfix. */
import { greets } from '../conversation'
import { managedServer } from '../daemon'
import { ensureDirectory, type Ownership, readableByAll, replaceFile } from '../files'
import { type Instance, readSecret } from '../instance'
import { send } from '../processes'
import { launch } from '../program'
import { systemGroup, systemUser } from '../system-users'
import { annotationDefinitions, cyrusConf, directoryLogin, imapdConf, submissionLogin } from './configuration'

const BIN = '/usr/lib/cyrus/bin'
const SERVICES = ['master', 'imapd', 'pop3d', 'lmtpd', 'timsieved', 'httpd', 'idled', 'ptloader']
/** Directories that cyrmaster expects below its configdirectory when it does not start as root. */
const STATE = ['db', 'socket', 'log', 'msg', 'proc', 'lock', 'quota', 'user', 'sync']

export const cyrus = managedServer({
  name: 'cyrus',
  isProgram: (executable) => SERVICES.some((service) => executable === `${BIN}/${service}`),
  isMain: (executable) => executable === `${BIN}/master`,
  configure,
  launch: (instance) =>
    launch(
      '/usr/sbin/cyrmaster',
      ['-C', instance.paths.imapdConf, '-M', instance.paths.cyrusConf, '-p', instance.paths.cyrusPid, '-d'],
      {
        user: { ...systemUser('cyrus'), groups: [systemGroup('sasl')] },
        output: instance.paths.startLog('cyrus'),
      },
    ),
  answers: (instance) => greets(instance.ports.imap, '* OK', 'bye LOGOUT\r\n'),
  // cyrmaster(8): SIGHUP re-reads cyrus.conf; each new session reads imapd.conf anyway.
  reload: async (_instance, mainPid) => send(mainPid, 'SIGHUP'),
  stopSignal: 'SIGQUIT',
  pidFile: ({ paths }) => paths.cyrusPid,
  log: 'syslog',
})

async function configure(instance: Instance): Promise<void> {
  const { paths } = instance
  const owner = { ...systemUser('cyrus'), mode: 0o750 }
  for (const directory of ['conf', 'spool', 'sieve', ...STATE.map((name) => `conf/${name}`)]) {
    await ensureDirectory(`${paths.cyrusData}/${directory}`, owner)
  }
  for (const directory of ['proc', 'mailbox-locks']) {
    await ensureDirectory(`${paths.cyrusRun}/${directory}`, owner)
  }
  await replaceFile(paths.annotations, annotationDefinitions, readableByAll)
  await replaceFile(paths.cyrusConf, cyrusConf(instance), readableByAll)
  await replaceFile(paths.imapdConf, imapdConf(instance), readableByAll)
  const logins = {
    submission: submissionLogin(readSecret(instance, 'cyrus')),
    directory: directoryLogin(instance, readSecret(instance, 'mta')),
  }
  for (const [name, text] of Object.entries(logins)) {
    await replaceFile(`${paths.cyrusConfig}/${name}.conf`, text, cyrusOnly())
  }
}

/** Files that hold passwords. */
export function cyrusOnly(): Ownership {
  return { ...systemUser('cyrus'), mode: 0o400 }
}
