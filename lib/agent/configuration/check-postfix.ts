import { readFile, writeFile } from 'node:fs/promises'
import { askedTables, decoded, get, parse, print, set } from '@/lib/configuration'
import type { Instance } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import type { CheckedFile, Message } from './check'
import { linesSaid, runStaged, type Stage, withStage } from './stage'

/** A service of master.cf(5), such as `127.0.0.1:25/inet`, and what counts for it. */
export type SmtpdValues = { service: string; values: Record<string, string> }

const MAIN = 'postfix/main.cf'
const MASTER = 'postfix/master.cf'
const LIMITS = { timeout: 20_000, keep: 262_144 }
const CLASSES = 'smtpd_restriction_classes'

/** What decides who may send mail where. */
const DECIDE = [
  ...['mynetworks', 'relay_domains', 'mydestination', 'virtual_alias_domains', 'virtual_mailbox_domains'],
  ...['inet_interfaces', 'smtpd_sasl_auth_enable', 'smtpd_delay_reject', 'allow_percent_hack'],
  ...['smtpd_sasl_security_options', 'smtpd_authorized_xclient_hosts', 'allow_untrusted_routing'],
  ...['permit_mx_backup_networks', 'relay_clientcerts', 'smtpd_tls_ask_ccert', CLASSES],
  'smtpd_upstream_proxy_protocol',
  ...['client', 'helo', 'sender', 'relay', 'recipient', 'data', 'end_of_data'].map(
    (stage) => `smtpd_${stage}_restrictions`,
  ),
]

const PLACES = [
  ...['queue_directory', 'data_directory', 'daemon_directory', 'command_directory', 'meta_directory'],
  ...['shlib_directory', 'mail_owner', 'setgid_group'],
]

export const checkPostfix = { messages, values, present }

/** The values that count today. */
async function present(instance: Instance): Promise<SmtpdValues[]> {
  return withStage(instance, [], (stage) => values(instance, stage))
}

/** postconf(1) for each file, then `postfix check`. */
async function messages(instance: Instance, stage: Stage, files: CheckedFile[]): Promise<Message[]> {
  const directory = stage.at('postfix')
  await logElsewhere(stage)
  const main = await said(stage, MAIN, 'postconf', ['-c', directory, '-n'])
  const master =
    main.errors.length > 0 ? main : await said(stage, MASTER, 'postconf', ['-c', directory, '-M'])
  const options =
    master.errors.length > 0 ? master : await said(stage, MASTER, 'postconf', ['-c', directory, '-P'])
  const all = [main, master, options].flatMap(({ errors, warnings }) => [...errors, ...warnings])
  const hasErrors = all.some(({ severity }) => severity === 'error')
  if (!hasErrors && (await places(directory)) === (await places(instance.paths.postfixConfig))) {
    const { errors } = await said(stage, files[0]?.file ?? MAIN, '/usr/sbin/postfix', [
      '-c',
      directory,
      'check',
    ])
    all.push(...errors)
  }
  return all.filter(
    (one, i) => all.findIndex(({ text, severity }) => text === one.text && severity === one.severity) === i,
  )
}

/** `postfix check` makes directories that are missing: only where they are today. */
async function places(directory: string): Promise<string> {
  return (await runProgram('postconf', ['-c', directory, '-x', ...PLACES], LIMITS)).stdout
}

/** Asks for the values that each smtpd(8) would have; its options in master.cf count. */
async function values({ paths }: Instance, stage: Stage): Promise<SmtpdValues[]> {
  const real = (text: string) => text.replaceAll(`${stage.at('')}`, paths.etc)
  const directory = stage.at('postfix')
  const asked: SmtpdValues[] = []
  for (const { service, ask } of await smtpds(directory)) {
    const found = await ask(DECIDE)
    const classes = (found[CLASSES] ?? '').split(/[\s,]+/).filter((name) => /^\w+$/.test(name))
    const all = { ...found, ...(classes.length > 0 ? await ask(classes) : {}) }
    const said = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, real(value)]))
    for (const { file, name } of askedTables(said)) {
      const text = await readFile(file.replace(paths.etc, stage.at('')), 'utf8').catch(() => '')
      said[name] = get(parse('main.cf', text), { name: 'query_filter' }).at(-1) ?? ''
    }
    asked.push({ service, values: said })
  }
  return asked
}

/** Each smtpd(8) in a directory of Postfix's, and how to ask what counts for it; its options in master.cf do. */
export async function smtpds(
  directory: string,
): Promise<{ service: string; ask: (names: string[]) => Promise<Record<string, string>> }[]> {
  const master = parse('master.cf', decoded(await readFile(`${directory}/master.cf`)).text)
  const services = master.statements.flatMap(({ kind, label = '' }) =>
    kind === 'open' && get(master, { name: 'field command', section: [label] }).at(-1) === 'smtpd'
      ? [label]
      : [],
  )
  return services.map((service) => {
    const overrides = master.statements.flatMap(({ kind, name, value, path }) =>
      kind === 'setting' && path[0] === service && !name.includes(' ') ? ['-o', `${name}=${value}`] : [],
    )
    const ask = async (names: string[]): Promise<Record<string, string>> => {
      const { stdout } = await runProgram('postconf', ['-c', directory, '-x', ...overrides, ...names], LIMITS)
      const lines = stdout.split('\n').filter((line) => line.includes('='))
      return Object.fromEntries(
        lines.map((line) => [
          line.slice(0, line.indexOf('=')).trim(),
          line.slice(line.indexOf('=') + 1).trim(),
        ]),
      )
    }
    return { service, ask }
  })
}

/** Otherwise faults of the copies would stand in the real log. */
async function logElsewhere(stage: Stage): Promise<void> {
  const { text, encoding } = decoded(await readFile(stage.at(MAIN)))
  const names = ['maillog_file', 'maillog_file_prefixes']
  try {
    const quiet = names.reduce((main, name) => set(main, { name }, '/dev/stdout'), parse('main.cf', text))
    await writeFile(stage.at(MAIN), print(quiet), encoding)
  } catch {
    // A file that is so strange will be refused anyway.
  }
}

async function heard(stage: Stage, program: string, argv: string[]) {
  if (program !== 'postconf') return runStaged(stage, program, argv)
  const { code, stderr } = await runProgram(program, argv, LIMITS)
  return { code, output: stderr }
}

async function said(
  stage: Stage,
  file: string,
  program: string,
  argv: string[],
): Promise<{ errors: Message[]; warnings: Message[] }> {
  const { code, output } = await heard(stage, program, argv)
  const lines = linesSaid(stage, output).flatMap((line) => {
    const [, severity = '', text = ''] = /\b(warning|error|fatal): (.*)$/.exec(line) ?? []
    const named = /^(postfix\/[\w.-]+)[:,]/.exec(text)?.[1] ?? /^file (postfix\/[\w.-]+)[:,]/.exec(text)?.[1]
    return text === '' ? [] : [{ file: named ?? file, severity, text }]
  })
  const warnings = lines.filter(({ severity }) => severity === 'warning')
  const faults = lines.filter(({ severity }) => severity !== 'warning')
  const unsaid = { file, text: `${argv.at(-1)}: ${code ?? 'no answer'}` }
  const errors = code === 0 ? [] : faults.length > 0 ? faults : warnings.length > 0 ? warnings : [unsaid]
  return {
    errors: errors.map(({ file, text }) => ({ file, severity: 'error', text })),
    warnings: warnings.map(({ file, text }) => ({ file, severity: 'warning', text })),
  }
}
