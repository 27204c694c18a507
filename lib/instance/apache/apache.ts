/** Apache of an instance: ends TLS and passes to the console's web process, which listens on loopback only. */
import { request } from 'node:https'
import { managedServer } from '../daemon'
import { ensureDirectory, readableByAll, replaceFile, rootOnly } from '../files'
import { type Instance, readSecret } from '../instance'
import { launch, mustRun } from '../program'
import { systemUser } from '../system-users'
import { ensureCertificate } from './certificate'
import { apacheConf, consoleHeader, unavailablePage } from './configuration'

const PROGRAM = '/usr/sbin/apache2'

export const apache = managedServer({
  name: 'apache',
  isProgram: (executable) => executable === PROGRAM,
  configure,
  launch: ({ paths }) =>
    launch(PROGRAM, ['-k', 'start', '-f', paths.apacheConf], { output: paths.startLog('apache') }),
  answers: servesItself,
  reload: async ({ paths }) => {
    await mustRun('apache', PROGRAM, ['-k', 'graceful', '-f', paths.apacheConf])
  },
  stopSignal: 'SIGTERM',
  // A page that the web process does not deliver would hold it for as long as it waits for that.
  stopDeadline: 3000,
  pidFile: ({ paths }) => `${paths.run}/apache/apache2.pid`,
  log: 'apache-error.log',
})

async function configure(instance: Instance): Promise<void> {
  const { paths } = instance
  await ensureDirectory(`${paths.apacheConfig}/pages`, { uid: 0, gid: 0, mode: 0o755 })
  await ensureDirectory(`${paths.run}/apache`, { ...systemUser('www-data'), mode: 0o755 })
  await ensureCertificate(instance)
  await replaceFile(`${paths.apacheConfig}/pages/unavailable.html`, unavailablePage, readableByAll)
  await replaceFile(paths.apacheConf, apacheConf(instance), readableByAll)
  await replaceFile(
    `${paths.apacheConfig}/console.conf`,
    consoleHeader(instance, readSecret(instance, 'proxy')),
    rootOnly,
  )
}

/** True when Apache answers for itself, whatever state the web process behind it is in. */
function servesItself({ ports, hostname }: Instance): Promise<boolean> {
  return new Promise((resolve) => {
    const question = request({
      host: '127.0.0.1',
      port: ports.https,
      path: '/unavailable.html',
      method: 'HEAD',
      servername: hostname,
      // The question is whether it answers, not who it is: the certificate is a demonstration.
      rejectUnauthorized: false,
      agent: false,
      timeout: 2000,
    })
    question.on('response', (response) => {
      response.resume()
      resolve(String(response.headers.server).startsWith('Apache'))
    })
    question.on('timeout', () => question.destroy())
    question.on('error', () => resolve(false))
    question.on('close', () => resolve(false))
    question.end()
  })
}
