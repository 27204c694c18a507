/** Names of parameters that the installed servers know, whether a file says them or not. */
import type { AgentResult } from '@/lib/adapters/agent/protocol'
import type { Instance } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { asSlapdAdministrator } from '@/lib/instance/slapd/administration'

type Known = AgentResult<'configuration.files'>['known'][number]

const LIMITS = { timeout: 10_000, keep: 1_000_000 }

/** Which servers know a parameter of that name; a server that cannot be asked knows none. */
export async function knownAs(instance: Instance, name: string): Promise<Known[]> {
  if (!/^\w[\w-]*$/.test(name)) return []
  const answers = [postfix, cyrus, slapd].map((ask) => ask(instance, name).catch(() => []))
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
