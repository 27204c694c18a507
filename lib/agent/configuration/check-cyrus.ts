import type { Statement } from '@/lib/configuration'
import { decoded, parse } from '@/lib/configuration'
import type { Instance } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import type { CheckedFile, Message } from './check'
import { linesSaid, type Stage } from './stage'

/** cyr_info(8) conf-lint prints what it does not know, and ends with 78 at the first value that it cannot read. */
export async function checkCyrus(
  _instance: Instance,
  stage: Stage,
  files: CheckedFile[],
): Promise<Message[]> {
  const [imapd, services] = ['cyrus/imapd.conf', 'cyrus/cyrus.conf']
  const argv = ['conf-lint', '-C', stage.at(imapd), '-M', stage.at(services)]
  const { code, stdout, stderr } = await runProgram('/usr/lib/cyrus/bin/cyr_info', argv, {
    ...{ timeout: 20_000, keep: 65_536, user: systemUser('cyrus') },
  })
  const settings = files.filter(({ format }) => format === 'imapd.conf')
  const file = settings[0]?.file ?? files[0]?.file ?? imapd
  const found: Message[] = []
  if (code !== 0) {
    const said = linesSaid(stage, stderr).map((text) => ({ file, severity: 'error' as const, text }))
    found.push(
      ...(said.length > 0 ? said : [{ file, severity: 'error' as const, text: `conf-lint: ${code}` }]),
    )
  }
  for (const line of settings.length > 0 ? linesSaid(stage, stdout) : []) {
    const text = `unknown option ${line.split(':')[0]}`
    found.push({ file, severity: 'warning', text })
  }
  const masters = files.filter(({ format }) => format === 'cyrus.conf')
  return [
    ...found,
    ...masters.flatMap((one) =>
      faultsOf(one).map((text) => ({ file: one.file, severity: 'error' as const, text })),
    ),
  ]
}

type Entry = { section: string; name: string; line: number; values: Map<string, string> }

/** Cyrus has no check of cyrus.conf(5): master(8) ends at the first fault, or leaves the service out. */
export function faultsOf({ bytes }: Pick<CheckedFile, 'bytes'>): string[] {
  const { statements } = parse('cyrus.conf', decoded(bytes).text)
  const faults: string[] = []
  const entries: Entry[] = []
  let line = 1
  let open = 0
  for (const statement of statements) {
    const { kind, name, path, value, raw } = statement
    const inside = path.length
    if (kind === 'open' && inside === 0) {
      open++
      if (!['START', 'SERVICES', 'EVENTS', 'DAEMON'].includes(name))
        faults.push(`line ${line}: section ${name}`)
    }
    if (kind === 'close' && inside === 0) open--
    if (kind === 'open' && inside === 1)
      entries.push({ section: path[0] ?? '', name, line, values: new Map() })
    if (kind === 'setting') entries.at(-1)?.values.set(name, value)
    if (isStrange(statement)) faults.push(`line ${line}: ${raw.trim()}`)
    line += raw.split('\n').length - 1
  }
  if (open > 0) faults.push('a section does not end')
  return [...faults, ...entries.flatMap(faultsOfEntry), ...taken(entries)]
}

function isStrange({ kind, raw }: Statement): boolean {
  return kind === 'text' && !/^[\t-\r ]*(#|$)/.test(raw)
}

function faultsOfEntry({ section, name, line, values }: Entry): string[] {
  const fault = (words: string) => `line ${line}, ${name}: ${words}`
  const has = (key: string) => (values.get(key) ?? '') !== ''
  const number = (key: string, form: RegExp) =>
    values.has(key) && !form.test(values.get(key) ?? '') ? [fault(`${key} is no number`)] : []
  return [
    ...(has('cmd') ? [] : [fault('no cmd')]),
    ...(section !== 'SERVICES' || has('listen') ? [] : [fault('no listen')]),
    ...(section !== 'EVENTS' || has('period') || has('at') || has('cron')
      ? []
      : [fault('neither period nor at')]),
    ...number('maxchild', /^(-1|\d{1,6})$/),
    ...number('prefork', /^\d{1,5}$/),
    ...number('period', /^\d{1,9}$/),
    ...number('maxforkrate', /^\d{1,6}$/),
    ...number('maxfds', /^\d{1,9}$/),
    ...number('babysit', /^[01]$/),
  ]
}

/** Services that would listen in the same place, and names that stand twice. */
function taken(entries: Entry[]): string[] {
  const services = entries.filter(({ section }) => section === 'SERVICES')
  return services.flatMap(({ name, line, values }, i) => {
    const listen = placeOf(values)
    const other = services.slice(0, i).find((one) => one.name === name || isSame(placeOf(one.values), listen))
    return other ? [`line ${line}, ${name}: ${other.name} is or listens there already`] : []
  })
}

type Place = { host: string; port: string; proto: string }

function placeOf(values: Map<string, string>): Place {
  const listen = values.get('listen') ?? ''
  const proto = values.get('proto')?.startsWith('udp') ? 'udp' : 'tcp'
  if (listen.startsWith('/')) return { host: '', port: listen, proto }
  const [, host = '', port = ''] = /^(?:(.*):)?([^:]*)$/.exec(listen) ?? []
  return { host: /^(\*|\[::\]|0\.0\.0\.0)$/.test(host) ? '' : host, port, proto }
}

function isSame(one: Place, other: Place): boolean {
  const isOneHost = one.host === '' || other.host === '' || one.host === other.host
  return one.port !== '' && one.port === other.port && one.proto === other.proto && isOneHost
}
