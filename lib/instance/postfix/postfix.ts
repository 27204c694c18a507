/** Postfix of an instance: takes mail in, finds out from the directory where it goes, hands it to Cyrus. */
import { greets } from '../conversation'
import { managedServer } from '../daemon'
import { ensureDirectory, type Ownership, readableByAll, replaceFile } from '../files'
import { type Instance, readSecret } from '../instance'
import { launch, mustRun } from '../program'
import { systemGroup } from '../system-users'
import { mainCf, masterCf, saslConf } from './configuration'
import { lookupTables } from './lookup-tables'

const DAEMONS = '/usr/lib/postfix/sbin/'
const PROGRAM = '/usr/sbin/postfix'

export const postfix = managedServer({
  name: 'postfix',
  isProgram: (executable) => executable.startsWith(DAEMONS),
  isMain: (executable) => executable === `${DAEMONS}master`,
  configure,
  launch: async ({ paths }) =>
    launch(PROGRAM, ['-c', paths.postfixConfig, 'start'], { output: paths.startLog('postfix') }),
  answers: ({ ports }) => greets(ports.smtp, '220', 'QUIT\r\n'),
  reload: async ({ paths }) => {
    await mustRun('postfix', PROGRAM, ['-c', paths.postfixConfig, 'reload'])
  },
  stopSignal: 'SIGTERM',
  log: 'maillog',
})

async function configure(instance: Instance): Promise<void> {
  const { paths } = instance
  await ensureDirectory(`${paths.postfixConfig}/sasl`, { uid: 0, gid: 0, mode: 0o755 })
  await replaceFile(`${paths.postfixConfig}/main.cf`, mainCf(instance), readableByAll)
  await replaceFile(`${paths.postfixConfig}/master.cf`, masterCf(instance), readableByAll)
  await replaceFile(`${paths.postfixConfig}/sasl/smtpd.conf`, saslConf(instance), readableByAll)
  for (const [name, text] of lookupTables(instance, readSecret(instance, 'mta'))) {
    await replaceFile(`${paths.postfixConfig}/${name}.cf`, text, tableOwner())
  }
}

/** proxymap reads the tables, which contain the password, as the user postfix. */
export function tableOwner(): Ownership {
  return { uid: 0, gid: systemGroup('postfix'), mode: 0o640 }
}
