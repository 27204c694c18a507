/** For tests: a command line on operations that only note what they are asked, and a terminal of given answers. */
import type { Command } from 'commander'
import { english, translate } from '@/lib/locales/translate'
import type { Perform } from './performer'
import { commandLine } from './program'

const t = translate(english)

type Session = {
  /** What operations give, by name; a function gives it for their input. */
  gives?: Record<string, unknown>
  /** Lines of standard input. */
  lines?: string[]
  /** Answers at a terminal, in order; without it there is none. */
  answers?: string[]
  ownPassword?: string
  onHelp?: (text: string) => void
}

/** Runs a command line on operations that only note what they are asked. */
export async function run(
  argv: string[],
  { gives = {}, lines = [], answers, ownPassword, onHelp = () => {} }: Session = {},
) {
  const asked: [operation: string, input: unknown][] = []
  const questions: string[] = []
  let written = ''
  let exitCode = 0
  const answer = async (question: string) => {
    questions.push(question)
    return answers?.shift() ?? ''
  }
  const perform = async ({ name }: { name: string }, input: unknown) => {
    asked.push([name, input])
    const given = gives[name] ?? {}
    return typeof given === 'function' ? given(input) : given
  }
  const program = commandLine({
    t,
    terminal: {
      present: answers !== undefined,
      ask: answer,
      askSecretly: answer,
      nextLine: async () => lines.shift(),
    },
    performer: () => ({
      perform: perform as Perform,
      ownPassword: async () => ownPassword ?? null,
      rootToken: () => 'what only root can read',
    }),
    write: (text) => {
      written += text
    },
    endWith: (code) => {
      exitCode = code
    },
  })
  divertHelp(program, onHelp)
  await program.parseAsync(argv, { from: 'user' })
  return { asked, written, questions, exitCode }
}

/** What it fails with. */
export const failure = (argv: string[], session?: Session) =>
  run(argv, session).then(
    () => {
      throw new Error('it should have failed')
    },
    (error: unknown) => error,
  )

function divertHelp(command: Command, writeOut: (text: string) => void): void {
  command.configureOutput({ writeOut, writeErr: () => {} })
  for (const one of command.commands) divertHelp(one, writeOut)
}
