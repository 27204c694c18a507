/** Ends of a command that are no success, and the exit code that tells a script which. */
import type { Problem } from '@/lib/access'
import type { Preview } from '@/lib/configuration/views'
import { errorText } from '@/lib/locales/error-text'
import type { T } from '@/lib/locales/translate'

export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unavailable: 3,
  notAllowed: 4,
  notSignedIn: 5,
  conflict: 6,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What a command says when it fails; the problem's words are in the person's language. */
export class Refusal extends Error {
  readonly problem: CommandProblem
  /** Lines that are said behind it. */
  readonly detail: string | undefined
  constructor(problem: CommandProblem, detail?: string) {
    super(problem.message)
    this.problem = problem
    this.detail = detail
  }
}

/** An operation's problem, or one that the command line has before it gets that far. */
export type CommandProblem = (Problem | CommandLineProblem) & { conflicts?: Preview['conflicts'] }
type CommandLineProblem = {
  kind: 'usage' | 'refused' | 'unavailable' | 'interrupted'
  code:
    | 'usage'
    | 'notConfirmed'
    | 'noInstance'
    | 'notReachable'
    | 'notTrusted'
    | 'notRoot'
    | 'file'
    | 'interrupted'
  message: string
  fields: Record<string, string>
}

export function refusal(
  kind: CommandLineProblem['kind'],
  code: CommandLineProblem['code'],
  message: string,
): Refusal {
  return new Refusal({ kind, code, message, fields: {} })
}

/** Somebody else changed the same; `lines` are both versions. */
export function crossing(message: string, conflicts: Preview['conflicts'], lines: string[]): Refusal {
  const problem = { kind: 'conflict', code: 'config.crossed', message, fields: {}, conflicts } as const
  return new Refusal(problem, lines.join('\n'))
}

/** For what an operation gives that is of another kind than the one asked for. */
export function notFound(t: T): Refusal {
  const code = 'access.notFound'
  return new Refusal({ kind: 'notFound', code, message: errorText(t, code), fields: {} })
}

export function exitCodeOf({ kind, code }: CommandProblem): ExitCode {
  if (code === 'access.wrong') return exitCodes.notSignedIn
  return codeOf[kind]
}

const codeOf: Record<CommandProblem['kind'], ExitCode> = {
  invalid: exitCodes.usage,
  usage: exitCodes.usage,
  denied: exitCodes.notAllowed,
  notFound: exitCodes.notAllowed,
  conflict: exitCodes.conflict,
  failed: exitCodes.refused,
  refused: exitCodes.refused,
  unavailable: exitCodes.unavailable,
  signedOut: exitCodes.notSignedIn,
  mustChangePassword: exitCodes.notSignedIn,
  throttled: exitCodes.notSignedIn,
  interrupted: exitCodes.interrupted,
}
