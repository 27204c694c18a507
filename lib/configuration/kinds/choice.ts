/** One of a few words, or several of them. */
import { ConsoleError } from '@/lib/errors'
import { cleaned, given, type Kind, readable } from './kind'
import { itemsOf } from './lists'

/** One word; the case of its letters does not matter when it is typed. */
export function choice(choices: readonly string[]): Kind {
  const print = (typed: string) => wordOf(given(typed), choices)
  return { control: 'choice', choices, print, show: readable(print) }
}

/** Any number of the words, none among them, with what the server wants between them. */
export function choices(words: readonly string[], separator = ' '): Kind {
  const items = (printed: string) => itemsOf(printed)
  const print = (typed: string) =>
    [...new Set(items(cleaned(typed)).map((word) => wordOf(word, words)))].join(separator)
  return { control: 'choices', choices: words, print, show: readable(print), items }
}

function wordOf(typed: string, words: readonly string[]): string {
  const word = words.find((one) => one.toLowerCase() === typed.toLowerCase())
  if (word === undefined) throw new ConsoleError('invalid', 'config.choice', { choices: words.join(', ') })
  return word
}
