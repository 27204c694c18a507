/** saslauthd of an instance: checks the passwords of IMAP, POP3, ManageSieve and SMTP by binding to the directory. */
import { answersTo } from '../conversation'
import { managedServer } from '../daemon'
import { replaceFile } from '../files'
import { type Instance, readSecret } from '../instance'
import { launch } from '../program'
import { systemGroup, systemUser } from '../system-users'

const PROGRAM = '/usr/sbin/saslauthd'

export const saslauthd = managedServer({
  name: 'saslauthd',
  isProgram: (executable) => executable === PROGRAM,
  configure,
  launch: ({ paths }) =>
    launch(PROGRAM, ['-a', 'ldap', '-O', paths.saslauthdConf, '-m', paths.saslauthdRun, '-n', '5'], {
      // The group lets it read its configuration; it is Postfix's, which knows the same password.
      user: { uid: systemUser('cyrus').uid, gid: systemGroup('postfix') },
      output: paths.startLog('saslauthd'),
    }),
  answers: ({ paths }) => refusesStranger(paths.saslauthdMux),
  // It has no reload: a stop and a start by the caller would lose nothing more than this does.
  reload: async (instance) => {
    await saslauthd.stop(instance)
    await saslauthd.start(instance)
  },
  stopSignal: 'SIGTERM',
  pidFile: ({ paths }) => `${paths.saslauthdRun}/saslauthd.pid`,
})

async function configure(instance: Instance): Promise<void> {
  const { paths, ports, suffix } = instance
  const configuration = `ldap_servers: ldap://127.0.0.1:${ports.ldap}/
ldap_auth_method: bind
ldap_bind_dn: cn=mta,ou=services,${suffix}
ldap_password: ${readSecret(instance, 'mta')}
ldap_search_base: ${suffix}
ldap_scope: sub
ldap_filter: (&(|(objectClass=smAccount)(objectClass=smServiceLogin))(uid=%u))
ldap_timeout: 5
ldap_time_limit: 5
`
  const owner = { uid: 0, gid: systemGroup('postfix'), mode: 0o640 }
  await replaceFile(paths.saslauthdConf, configuration, owner)
}

/**
 * saslauthd(8) takes login, password, service and realm, each with its length in two bytes, and answers the same
 * way with "OK" or "NO". The empty login is nobody's, so that "NO" is the sign of life.
 */
function refusesStranger(mux: string): Promise<boolean> {
  const fields = ['-', '-', 'server-manager', ''].map((field) => {
    const bytes = Buffer.from(field)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  })
  return answersTo({
    to: { path: mux },
    opening: Buffer.concat(fields),
    expect: (answer) => answer.subarray(2, 4).toString('latin1') === 'NO',
  })
}
