import { printableSentence } from './printable'
import type { CommandProblem } from './refusal'

/** A problem in lines for stderr: the sentence, then what is wrong with each value, named like its option. */
export function complaint({ message, fields }: CommandProblem, detail = ''): string {
  const lines = Object.entries(fields).map(([field, text]) => `  ${optionName(field)}: ${text}`)
  const details = detail.split('\n').filter(Boolean)
  return [`server-manager: ${message}`, ...lines, ...details].map(printableSentence).join('\n')
}

/** `firstName.to` is given as `first-name`. */
function optionName(field: string): string {
  if (field === 'container') return 'in'
  return field.replace(/\.to$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
