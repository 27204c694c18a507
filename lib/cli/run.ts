/** One command: arguments in, exit code out; whatever is thrown on the way becomes words. */
import { CommanderError } from 'commander'
import { problemOf } from '@/lib/access/outcome'
import type { Instance } from '@/lib/instance/instance'
import type { T } from '@/lib/locales/translate'
import { complaint } from './complaint'
import { performer } from './performer'
import { printableJson } from './printable'
import { commandLine, usageText } from './program'
import { type ExitCode, exitCodeOf, exitCodes, Refusal, refusal } from './refusal'
import { Interrupted, type Terminal } from './terminal'

export type Around = {
  t: T
  terminal: Terminal
  /** Asked for when a command needs it; throws a Refusal where there is none. */
  instance: () => Instance
  /** The result, and what went wrong. */
  write: (text: string) => void
  complain: (text: string) => void
}

/** Gives the exit code; never throws. */
export async function runCommandLine(
  argv: string[],
  { t, terminal, instance, write, complain }: Around,
): Promise<number> {
  let exitCode: ExitCode = exitCodes.done
  const program = commandLine({
    ...{ t, terminal, write },
    endWith: (code) => {
      exitCode = code
    },
    performer: ({ login, passwordStdin }) =>
      performer(instance(), { login, passwordFromInput: passwordStdin === true }, terminal, t),
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && /^commander\.(help|version)/.test(error.code)) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    }
    const problem = told(error, t)
    // What the operations did not foresee: root gets to see it, since no log of the console has it.
    const unforeseen = problem.code === 'unexpected' && error instanceof Error ? error.stack : undefined
    const asJson = argv.includes('--json')
    // What a refusal says behind it, JSON has as data.
    const detail = !asJson && error instanceof Refusal ? error.detail : unforeseen
    const text = asJson ? printableJson({ ok: false, problem, detail }) : complaint(problem, detail)
    complain(`${text}\n`)
    return exitCodeOf(problem)
  }
}

function told(error: unknown, t: T) {
  if (error instanceof Refusal) return error.problem
  if (error instanceof Interrupted) return refusal('interrupted', 'interrupted', t('Interrupted.')).problem
  if (error instanceof CommanderError) return refusal('usage', 'usage', usageText(error, t)).problem
  return problemOf(error, t)
}
