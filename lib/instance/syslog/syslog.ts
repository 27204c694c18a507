/**
 * A syslog daemon for machines that have none, such as containers: Cyrus, saslauthd and ProFTPD log through
 * /dev/log only. Where something serves it already (journald, rsyslogd, another instance), nothing is started.
 */
import { readFileSync, realpathSync } from 'node:fs'
import { managedServer } from '../daemon'
import { replaceFile, rootOnly } from '../files'
import type { Instance } from '../instance'
import { findProcesses, send } from '../processes'
import { launch } from '../program'
import type { ManagedServer } from '../server'

const PROGRAM = '/usr/sbin/rsyslogd'
const isProgram = (executable: string) => executable === PROGRAM

const daemon = managedServer({
  name: 'syslog',
  isProgram,
  configure,
  launch: ({ paths }) =>
    launch(PROGRAM, ['-f', paths.rsyslogConf, '-i', `${paths.run}/rsyslogd.pid`], {
      output: paths.startLog('syslog'),
    }),
  answers: async () => isServed(),
  reload: async (_instance, mainPid) => send(mainPid, 'SIGHUP'),
  stopSignal: 'SIGTERM',
  pidFile: ({ paths }) => `${paths.run}/rsyslogd.pid`,
})

export const syslog: ManagedServer = {
  ...daemon,
  start: async (instance) => {
    const own = findProcesses({ directory: instance.directory, isProgram })
    if (own.length > 0 || !isServed()) await daemon.start(instance)
  },
}

/** unix(7): /proc/net/unix lists the bound sockets by path, so that a file left by a dead daemon does not count. */
function isServed(): boolean {
  const log = realPath('/dev/log')
  const bound = readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .map((row) => row.split(' ').at(-1))
  return log !== undefined && (bound.includes(log) || bound.includes('/dev/log'))
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file)
  } catch {
    return undefined
  }
}

async function configure({ paths }: Instance): Promise<void> {
  const configuration = `module(load="imuxsock" SysSock.Use="on" SysSock.Name="/dev/log")
global(workDirectory="${paths.run}")
module(load="builtin:omfile" template="RSYSLOG_FileFormat" fileCreateMode="0640")
action(type="omfile" file="${paths.log}/syslog")
`
  await replaceFile(paths.rsyslogConf, configuration, rootOnly)
}
