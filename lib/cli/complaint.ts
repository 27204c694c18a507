import { optionName } from './option-names'
import { printableSentence } from './printable'
import type { CommandProblem } from './refusal'

/** Errors with what a server said, which has lines of its own; in others a line break is a part of a value. */
const SAID = new Set<string>(['config.reverted', 'config.check', 'service.start'])

/** A problem in lines for stderr: the sentence, then what is wrong with each value, named like its option. */
export function complaint({ code, message, fields }: CommandProblem, detail = ''): string {
  const lines = Object.entries(fields)
    .filter(([, text]) => text !== message)
    .map(([field, text]) => `  ${optionName(field)}: ${text}`)
  const details = detail.split('\n').filter(Boolean)
  const [sentence = '', ...more] = SAID.has(code) ? message.split('\n') : [message]
  const said = more.filter((line) => line.trim() !== '').map((line) => `  ${line.trim()}`)
  return [`server-manager: ${sentence}`, ...said, ...lines, ...details].map(printableSentence).join('\n')
}
