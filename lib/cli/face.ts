/** What a command has to do its work with: the operations, the person at the terminal, and the way to answer. */
import type { T } from '@/lib/locales/translate'
import { type NewPassword, newPassword } from './passwords'
import type { Perform, Performer } from './performer'
import { printableJson, printableSentence } from './printable'
import { type ExitCode, refusal } from './refusal'
import type { Terminal } from './terminal'

export type Face = {
  t: T
  perform: Perform
  /** Answers: the value with --json, else the words. */
  answer(value: unknown, words: string): void
  newPassword(wish: { generate: boolean }): Promise<NewPassword>
  /** The password the person signed in with; null for root acting as the manager. */
  ownPassword(): Promise<string | null>
  /** What tells the agent who asks for something dangerous: the person's password, or of root what only root can read. */
  proof(): Promise<{ password: string } | { rootToken: string }>
  /** Throws unless the person types the word; `yes` is --yes. */
  confirm(loss: string, word: string, yes: boolean): Promise<void>
  /** Ends with this code although nothing went wrong. */
  endWith(code: ExitCode): void
}

export type GlobalOptions = { json?: true; passwordStdin?: true; login?: string; instance?: string }

type Surroundings = {
  t: T
  terminal: Terminal
  performer: (options: GlobalOptions) => Performer
  write: (text: string) => void
  endWith: (code: ExitCode) => void
}

/** `options` is asked when a command runs: they are known only then. */
export function commandFace(options: () => GlobalOptions, surroundings: Surroundings): Face {
  const { t, terminal, write } = surroundings
  let made: ReturnType<Surroundings['performer']> | undefined
  const acting = () => {
    made ??= surroundings.performer(options())
    return made
  }
  return {
    t,
    endWith: surroundings.endWith,
    perform: (operation, input) => acting().perform(operation, input),
    ownPassword: () => acting().ownPassword(),
    async proof() {
      const password = await acting().ownPassword()
      return password === null ? { rootToken: acting().rootToken() } : { password }
    },
    answer(value, words) {
      // Cells are printable already; names in sentences are not yet.
      const lines = words.split('\n').map(printableSentence)
      write(`${options().json ? printableJson(value) : lines.join('\n')}\n`)
    },
    async newPassword({ generate }) {
      // The password to sign in with comes first, at the terminal as in standard input.
      await acting().ownPassword()
      return newPassword({ generate, fromInput: options().passwordStdin === true }, terminal, t)
    },
    async confirm(loss, word, yes) {
      if (yes) return
      if (!terminal.present)
        throw refusal('usage', 'notConfirmed', t('There is no terminal to confirm this on: use --yes.'))
      const question = t('Type {word} to confirm:', { word })
      const typed = await terminal.ask(`${printableSentence(loss)}\n${printableSentence(question)} `)
      if (typed.trim() !== word) throw refusal('refused', 'notConfirmed', t('Nothing was changed.'))
    },
  }
}
