/** What a parameter can be set to: how a person types it, and how its server wants it written. */
import { ConsoleError } from '@/lib/errors'

export type Control =
  | 'flag'
  | 'choice'
  | 'choices'
  | 'number'
  | 'octal'
  | 'size'
  | 'duration'
  | 'host'
  | 'hosts'
  | 'maps'
  | 'path'
  | 'restrictions'
  | 'dn'
  | 'acl'
  | 'secret'
  | 'text'

export type Kind = {
  /** What a screen lets a person type it with. */
  control: Control
  /** What the file says for what was typed. Errors: ConsoleError 'invalid' with a code about this value alone. */
  print(typed: string): string
  /** What the control shows for what the file says; what is not of this kind stays as it is. */
  show(printed: string): string
  /** What there is to choose from, of 'choice' and 'choices'. */
  choices?: readonly string[]
  /** The values one by one, of controls that show a list: 'choices', 'hosts', 'maps' and 'restrictions'. */
  items?(printed: string): string[]
}

/** The typed text without white space around it; refuses an empty one, line breaks and other control characters. */
export function given(typed: string): string {
  const text = cleaned(typed)
  if (text === '') throw new ConsoleError('invalid', 'input.required')
  return text
}

/** The same where nothing is an answer too. */
export function cleaned(typed: string): string {
  const text = typed.trim()
  if (/(?!\t)\p{Cc}/u.test(text)) throw new ConsoleError('invalid', 'input.control')
  return text
}

/** Typed or read, it is shown as `print` has it; what cannot be read stays. */
export function readable(show: (printed: string) => string): (printed: string) => string {
  return (printed) => {
    try {
      return show(printed)
    } catch {
      return printed
    }
  }
}
