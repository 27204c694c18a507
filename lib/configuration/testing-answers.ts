/** What the servers themselves say their configuration is. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Client } from 'ldapts'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { launch, runProgram } from '@/lib/instance/program'
import type { Parameter, ServiceName } from './catalogue'

export type Answers = {
  /** Whether the server has the value for the parameter. */
  has(parameter: Parameter, printed: string): boolean
  /** What it says instead, for messages. */
  said(parameter: Parameter): string
}

const LIMITS = { timeout: 30_000, keep: 4_000_000 }
const MODULE = 'LoadModule info_module /usr/lib/apache2/modules/mod_info.so'

export async function answersOf(service: ServiceName, instance: Instance): Promise<Answers> {
  return asking[service](instance)
}

const asking: Record<ServiceName, (instance: Instance) => Promise<Answers>> = {
  /** mod_info(8): every directive as Apache understood it. */
  async apache({ paths }) {
    const ask = async (what: string) => {
      const argv = ['-f', paths.apacheConf, '-C', MODULE, '-t', '-D', what]
      const { stdout } = await runProgram('/usr/sbin/apache2', argv, LIMITS)
      return stdout.split('\n').map((line) => line.trim())
    }
    const [lines, modules] = [await ask('DUMP_CONFIG'), await ask('DUMP_MODULES')]
    // What these two do is done before the directives are there to be told.
    const early = (name: string, printed: string) =>
      name === 'Include'
        ? lines.includes(`# In file: ${printed}`)
        : name === 'LoadModule' && modules.includes(`${printed.split(' ')[0]} (shared)`)
    const section = (name: string) => (/^<(.*)>$/.exec(name) ? name.slice(0, -1) : name)
    return {
      has: ({ name }, printed) =>
        early(name, printed) ||
        lines.includes(`${section(name)} ${printed}${section(name) === name ? '' : '>'}`),
      said: ({ name }) => lines.filter((line) => line.startsWith(section(name))).join('; '),
    }
  },
  /** cyr_info(8). */
  async cyrus({ paths }) {
    const argv = ['-C', paths.imapdConf, 'conf-all']
    const { stdout } = await runProgram('/usr/lib/cyrus/bin/cyr_info', argv, LIMITS)
    const values = valuesIn(stdout, ':')
    return { has: ({ name }, printed) => values(name) === printed, said: ({ name }) => values(name) ?? '' }
  },
  /** postconf(1) for what main.cf sets, and what ldap_table(5) finds in a file of its own. */
  async postfix({ paths }) {
    const { stdout } = await runProgram('postconf', ['-c', paths.postfixConfig, '-n'], LIMITS)
    const table = `ldap:${paths.postfixConfig}/senders.cf`
    const argv = ['-c', paths.postfixConfig, '-v', '-q', 'nobody@example.com', table]
    const { stderr } = await runProgram('postmap', argv, LIMITS)
    const [main, own] = [
      valuesIn(stdout, '='),
      valuesIn(stderr.replace(/^postmap: cfg_get_\w+: [^:]*: /gm, ''), '='),
    ]
    const value = ({ name, place }: Parameter) => (place ? own : main)(name)
    return { has: (parameter, printed) => value(parameter) === printed, said: (one) => value(one) ?? '' }
  },
  /** cn=config itself. */
  async slapd(instance) {
    const client = new Client({ url: `ldap://127.0.0.1:${instance.ports.ldap}` })
    await client.bind('cn=admin,cn=config', readSecret(instance, 'slapd-config'))
    const { searchEntries } = await client.search('cn=config', { scope: 'sub' })
    await client.unbind()
    const values = (name: string) => searchEntries.flatMap((entry) => [entry[name] ?? []].flat()).map(String)
    return {
      has: ({ name }, printed) => values(name).includes(printed),
      said: ({ name }) => values(name).join('; '),
    }
  },
  /** What ProFTPD makes of its file: of most directives it tells that it has them, of a few what they say. */
  async proftpd({ paths }) {
    const file = readFileSync(paths.proftpdConf, 'utf8')
    const ask = async (text: string) => {
      const copy = `${paths.proftpdConf}.told`
      // It tells that to its log.
      writeFileSync(copy, text.replace(/^SystemLog.*$/m, ''))
      const argv = ['-t', '-d', '10', '-c', copy]
      // With a pipe to read from it thinks of inetd, and tells syslog.
      const { stderr } = await launch('/usr/sbin/proftpd', argv, { output: `${copy}.output`, ...LIMITS })
      for (const file of [copy, `${copy}.output`]) rmSync(file)
      return stderr.split('\n').map((line) => line.replace(/^.*?\] [\w.]+: ?/, '').trim())
    }
    const said = await ask(file)
    // What it does not tell of, it refuses when it says something else.
    const refused = new Map<string, string[]>()
    for (const name of ['ServerType', 'MaxInstances'])
      refused.set(name, await ask(file.replace(new RegExp(`^${name} .*$`, 'm'), `${name} nonsense`)))
    const words: Record<string, (printed: string) => string> = {
      ServerName: (printed) => `Config for ${printed.replaceAll('"', '')}:`,
      User: () => 'UserName',
      Group: () => 'GroupName',
      Include: () => 'DeferWelcome',
      UseReverseDNS: () => 'Port',
    }
    // The name is what it tells: the value is in what it has read.
    const isWritten = (name: string, printed: string) =>
      file.split('\n').some((line) => `${line.trim()} "`.startsWith(`${name} ${printed} "`))
    return {
      has({ name }, printed) {
        const complaint = refused.get(name)?.some((line) => line.includes(`${name}: `)) ?? false
        return isWritten(name, printed) && (complaint || said.includes(words[name]?.(printed) ?? name))
      },
      said: ({ name }) => (refused.get(name) ?? said).join('; '),
    }
  },
}

function valuesIn(text: string, sign: string): (name: string) => string | undefined {
  const values = new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf(sign)
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    }),
  )
  return (name) => values.get(name)
}
