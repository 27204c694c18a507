/** Names of parameters that the installed servers know, whether a file says them or not. */
import { readFile } from 'node:fs/promises'
import type { AgentResult } from '@/lib/adapters/agent/protocol'
import type { Instance } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { asSlapdAdministrator } from '@/lib/instance/slapd/administration'
import { runStaged, withStage } from './stage'

type Known = AgentResult<'configuration.files'>['known'][number]

const LIMITS = { timeout: 10_000, keep: 1_000_000 }

/** Which servers know a parameter of that name; a server that cannot be asked knows none. */
export async function knownAs(instance: Instance, name: string): Promise<Known[]> {
  if (!/^\w[\w-]*$/.test(name)) return []
  const answers = [postfix, cyrus, slapd, apache, proftpd].map((ask) => ask(instance, name).catch(() => []))
  return (await Promise.all(answers)).flat()
}

/** postconf(1) -d. */
async function postfix({ paths }: Instance, name: string): Promise<Known[]> {
  const { stdout } = await runProgram('postconf', ['-c', paths.postfixConfig, '-d', name], LIMITS)
  const [, usual] = /^\w+ =(.*)$/m.exec(stdout) ?? []
  return usual === undefined ? [] : [{ service: 'postfix', name, default: usual.trim() }]
}

/** cyr_info(8) conf-default: every option with its default. */
async function cyrus({ paths }: Instance, name: string): Promise<Known[]> {
  const argv = ['-C', paths.imapdConf, 'conf-default']
  const { stdout } = await runProgram('/usr/lib/cyrus/bin/cyr_info', argv, LIMITS)
  return stdout.split('\n').flatMap((line): Known[] => {
    const [, known = '', usual = ''] = /^([\w-]+):(.*)$/.exec(line) ?? []
    return known.toLowerCase() === name.toLowerCase()
      ? [{ service: 'cyrus', name: known, default: usual.trim() }]
      : []
  })
}

/** The schema has the attributes of cn=config, without their defaults. */
async function slapd(instance: Instance, name: string): Promise<Known[]> {
  if (!/^olc/i.test(name)) return []
  const [schema] = await asSlapdAdministrator(instance, async (client) => {
    const found = await client.search('cn=Subschema', { scope: 'base', attributes: ['attributeTypes'] })
    return found.searchEntries
  })
  const types = [schema?.attributeTypes ?? []].flat().map(String)
  const names = types.flatMap(
    (type) => /NAME \(?([^)]*?)\)? (?:DESC|SUP|EQUALITY|SYNTAX)/.exec(type)?.[1] ?? [],
  )
  const known = names
    .join(' ')
    .match(/\bolc\w+/gi)
    ?.find((one) => one.toLowerCase() === name.toLowerCase())
  return known === undefined ? [] : [{ service: 'slapd', name: known, default: null }]
}

/** apache2(8) -t with the name alone behind the file: of what it knows it says at most that the arguments are missing. */
async function apache({ paths }: Instance, name: string): Promise<Known[]> {
  const argv = ['-t', '-f', paths.apacheConf, '-c', name]
  const { code, stderr } = await runProgram('/usr/sbin/apache2', argv, LIMITS)
  const isAbout = code === 0 || / -[cC]\/-[cC] directive/.test(stderr)
  if (!isAbout || stderr.includes('Invalid command')) return []
  return [{ service: 'apache', name: asSpelled(stderr, name), default: null }]
}

/** proftpd(8) -t likewise, with a copy of its file whose last line is the name. */
async function proftpd(instance: Instance, name: string): Promise<Known[]> {
  const text = `${(await readFile(instance.paths.proftpdConf, 'utf8')).trimEnd()}\n${name}\n`
  const last = text.split('\n').length - 1
  const bytes = Buffer.from(text)
  const { code, output } = await withStage(instance, [{ file: 'proftpd.conf', bytes }], (stage) =>
    runStaged(stage, '/usr/sbin/proftpd', ['-t', '-c', stage.at('proftpd.conf')]),
  )
  const isAbout = code === 0 || output.includes(` on line ${last} of `)
  if (!isAbout || output.includes('unknown configuration directive')) return []
  return [{ service: 'proftpd', name: asSpelled(output, name), default: null }]
}

/** As the server itself writes it, when it does; capitals mean nothing to either. */
function asSpelled(output: string, name: string): string {
  return new RegExp(`\\b${name}\\b`, 'i').exec(output)?.[0] ?? name
}
