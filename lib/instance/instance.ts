/**
 * An instance is one directory that holds a whole mail server: configuration, data, sockets, logs and the
 * console that manages it. `instance.json` in it says what it is; every path follows from the directory.
 */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const port = z.number().int().min(1).max(65535)

export const instanceFile = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[a-z0-9-]{1,24}$/),
  /** Fully qualified, also every account's mailHost. */
  hostname: z.string(),
  /** The first domain; it holds the manager. */
  domain: z.string(),
  suffix: z.string(),
  ports: z.strictObject({
    ldap: port,
    imap: port,
    pop3: port,
    sieve: port,
    dav: port,
    smtp: port,
    submission: port,
    https: port,
    web: port,
    ftp: port,
    ftpPassiveFirst: port,
    ftpPassiveLast: port,
  }),
  /** Origins whose browsers may send changes, such as https://mail.example.com:10443. */
  origins: z.array(z.string()),
  /** Number of the last upgrade step done, per subject. */
  upgraded: z.strictObject({ slapd: z.number().int(), configuration: z.number().int() }),
  programs: z.strictObject({ node: z.string() }),
})

export type InstanceFile = z.infer<typeof instanceFile>
export type Instance = InstanceFile & { directory: string; paths: InstancePaths }

export type Ports = InstanceFile['ports']
export type InstancePaths = ReturnType<typeof instancePaths>
export type SecretName = 'console' | 'cyrus' | 'mta' | 'session' | 'proxy' | 'slapd-config' | 'root-proof'

/** The account that web and worker run as; its group opens the agent's socket. */
export const CONSOLE_USER = 'server-manager'

/** Where `npm start` puts instances; short because a Unix socket's path has at most 108 bytes. */
export const INSTANCES_ROOT = '/var/lib/server-manager'

/** Reads an instance's description. Errors: ENOENT when there is none, ZodError when it is damaged. */
export function readInstance(directory: string): Instance {
  const file = instanceFile.parse(JSON.parse(readFileSync(path.join(directory, 'instance.json'), 'utf8')))
  return { ...file, directory, paths: instancePaths(directory) }
}

/** The description as it is at each call, read again when it was written again: ports can move while this runs. */
export function followInstance(directory: string): () => Instance {
  const mark = () => {
    const stat = statSync(path.join(directory, 'instance.json'), { throwIfNoEntry: false })
    return stat && `${stat.ino} ${stat.mtimeMs}`
  }
  let seen = mark()
  let instance = readInstance(directory)
  return () => {
    const now = mark()
    // One that is being removed has none any more.
    if (now !== undefined && now !== seen) {
      instance = readInstance(directory)
      seen = now
    }
    return instance
  }
}

/** The directory this process manages: $SERVER_MANAGER_INSTANCE, else where the clone's `.instance` points. */
export function locateInstance(): string {
  const fromEnvironment = process.env.SERVER_MANAGER_INSTANCE
  if (fromEnvironment) return fromEnvironment
  // Without the remark Next's build would follow the link and take the instance for a part of the pages.
  return realpathSync(path.join(/* turbopackIgnore: true */ process.cwd(), '.instance'))
}

/** Every place inside an instance; nothing else may join paths to its directory. */
export function instancePaths(directory: string) {
  const at = (...parts: string[]) => path.join(directory, ...parts)
  return {
    description: at('instance.json'),
    etc: at('etc'),
    slapdConfig: at('etc', 'slapd.d'),
    cyrusConfig: at('etc', 'cyrus'),
    imapdConf: at('etc', 'cyrus', 'imapd.conf'),
    cyrusConf: at('etc', 'cyrus', 'cyrus.conf'),
    annotations: at('etc', 'cyrus', 'annotations.def'),
    saslauthdConf: at('etc', 'saslauthd.conf'),
    postfixConfig: at('etc', 'postfix'),
    apacheConfig: at('etc', 'apache'),
    apacheConf: at('etc', 'apache', 'apache2.conf'),
    tlsCertificate: at('etc', 'apache', 'tls.crt'),
    tlsKey: at('etc', 'apache', 'tls.key'),
    proftpdConf: at('etc', 'proftpd.conf'),
    rsyslogConf: at('etc', 'rsyslog.conf'),
    configurationAllowed: at('etc', 'configuration-allowed.json'),
    secrets: at('etc', 'secrets'),
    secret: (name: SecretName) => at('etc', 'secrets', name),
    /** The manager's first password, kept until it is changed; only root reads it. */
    firstPassword: at('etc', 'secrets', 'first-password'),
    locales: at('etc', 'locales'),
    var: at('var'),
    slapdData: at('var', 'slapd'),
    cyrusData: at('var', 'cyrus'),
    postfixQueue: at('var', 'postfix', 'queue'),
    postfixData: at('var', 'postfix', 'data'),
    consoleData: at('var', 'console'),
    /** The agent's journal and history of configuration files. */
    configurationData: at('var', 'configuration'),
    database: at('var', 'console', 'console.db'),
    freebusy: at('var', 'freebusy'),
    ftp: at('var', 'ftp'),
    run: at('run'),
    /** Copies of configuration files while servers check them. */
    configurationStage: at('run', 'configuration-stage'),
    agentSocket: at('run', 'agent.sock'),
    /** In the one directory that the worker may write to. */
    workerSocket: at('var', 'console', 'worker.sock'),
    lmtpSocket: at('run', 'cyrus', 'lmtp'),
    ptloaderSocket: at('run', 'cyrus', 'ptloader'),
    saslauthdRun: at('run', 'saslauthd'),
    saslauthdMux: at('run', 'saslauthd', 'mux'),
    cyrusRun: at('run', 'cyrus'),
    cyrusPid: at('run', 'cyrus', 'master.pid'),
    ldapiSocket: at('run', 'slapd', 'ldapi'),
    slapdRun: at('run', 'slapd'),
    log: at('log'),
    /** What a server printed at its last start. */
    startLog: (server: string) => at('log', `${server}-start.log`),
    console: at('console'),
  }
}

/** Reads one secret of the instance; only its owner and root can. */
export function readSecret(instance: Instance, name: SecretName): string {
  return readFileSync(instance.paths.secret(name), 'utf8').trim()
}
