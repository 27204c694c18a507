/** `server-manager`, run by bin/server-manager from the instance's own copy: arguments in, exit code out. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { CommanderError } from 'commander'
import { problemOf } from '@/lib/access/outcome'
import { isConsoleError } from '@/lib/errors'
import { INSTANCES_ROOT, type Instance, locateInstance, readInstance } from '@/lib/instance/instance'
import { translatorFor } from '@/lib/locales/catalogues'
import type { T } from '@/lib/locales/translate'
import { complaint } from './complaint'
import { terminalLanguage } from './language'
import { performer } from './performer'
import { printableJson } from './printable'
import { commandLine, usageText } from './program'
import { type ExitCode, exitCodeOf, exitCodes, Refusal, refusal } from './refusal'
import { Interrupted, processTerminal } from './terminal'

const argv = process.argv.slice(2)
process.stdout.on('error', () => process.exit(exitCodes.refused)) // `| head` has had enough
chooseInstance()
const t = translatorFor(terminalLanguage(process.env))
const exitCode = await run()
// A pipe takes its time; what has not gone out would be lost.
await Promise.all(
  [process.stdout, process.stderr].map((stream) => new Promise((sent) => stream.write('', sent))),
)
// Connections to the servers stay open and would keep the process.
process.exit(exitCode)

async function run(): Promise<number> {
  const terminal = processTerminal()
  let exitCode: ExitCode = exitCodes.done
  const program = commandLine({
    t,
    terminal,
    write: (text) => void process.stdout.write(text),
    endWith: (code) => {
      exitCode = code
    },
    performer: ({ login, passwordStdin }) =>
      performer(instance(t), { login, passwordFromInput: passwordStdin === true }, terminal, t),
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && /^commander\.(help|version)/.test(error.code)) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    }
    const problem = told(error)
    // What the operations did not foresee: root gets to see it, since no log of the console has it.
    const detail = problem.code === 'unexpected' && error instanceof Error ? error.stack : undefined
    const asJson = argv.includes('--json')
    const text = asJson ? printableJson({ ok: false, problem, detail }) : complaint(problem, detail)
    process.stderr.write(`${text}\n`)
    return exitCodeOf(problem)
  }
}

function told(error: unknown) {
  if (error instanceof Refusal) return error.problem
  if (error instanceof Interrupted) return refusal('interrupted', 'interrupted', t('Interrupted.')).problem
  if (error instanceof CommanderError) return refusal('usage', 'usage', usageText(error, t)).problem
  return problemOf(error, t)
}

/** --instance, a directory or a name, wins over the environment; without either it is the instance that this program was copied into. */
function chooseInstance() {
  const at = argv.indexOf('--instance')
  const given =
    at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--instance='))?.slice('--instance='.length)
  const own = path.dirname(import.meta.dirname)
  // A plain name is that of an instance of `npm start -- --name`.
  if (given) {
    const isName = /^[\w.-]+$/.test(given) && !existsSync(given)
    process.env.SERVER_MANAGER_INSTANCE = isName ? path.join(INSTANCES_ROOT, given) : path.resolve(given)
  } else if (!process.env.SERVER_MANAGER_INSTANCE && existsSync(path.join(own, 'instance.json'))) {
    process.env.SERVER_MANAGER_INSTANCE = own
  }
}

function instance(t: T): Instance {
  try {
    return readInstance(locateInstance())
  } catch (error) {
    if (isConsoleError(error)) throw error
    const directory = process.env.SERVER_MANAGER_INSTANCE ?? process.cwd()
    throw refusal('unavailable', 'noInstance', t('There is no instance in {directory}.', { directory }))
  }
}
