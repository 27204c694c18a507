/** For tests: a command line on operations that only note what they are asked, and a terminal of given answers. */
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
}

/** Runs a command line on operations that only note what they are asked. */
export async function run(argv: string[], { gives = {}, lines = [], answers, ownPassword }: Session = {}) {
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
    performer: () => ({ perform: perform as Perform, ownPassword: async () => ownPassword ?? null }),
    write: (text) => {
      written += text
    },
    endWith: (code) => {
      exitCode = code
    },
  })
  program.configureOutput({ writeOut: () => {}, writeErr: () => {} })
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
