import { optionName } from './option-names'
import { printableSentence } from './printable'
import type { CommandProblem } from './refusal'

/** A problem in lines for stderr: the sentence, then what is wrong with each value, named like its option. */
export function complaint({ message, fields }: CommandProblem, detail = ''): string {
  const lines = Object.entries(fields)
    .filter(([, text]) => text !== message)
    .map(([field, text]) => `  ${optionName(field)}: ${text}`)
  const details = detail.split('\n').filter(Boolean)
  return [`server-manager: ${message}`, ...lines, ...details].map(printableSentence).join('\n')
}
