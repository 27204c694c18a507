/** From options to what an operation changes: only what is given. */
import { type Command, Option } from 'commander'
import type { T } from '@/lib/locales/translate'
import { optionKey, optionName } from '../option-names'
import { refusal } from '../refusal'
import { detailWords } from './detail-words'

export type Given = Record<string, string | string[] | boolean | undefined>
type Details = Record<string, { kind: string }>

/** Adds an option for each detail; those of several values or lines may be given again and again. */
export function addDetailOptions(command: Command, details: Details, t: T): Command {
  for (const [name, { kind }] of Object.entries(details)) {
    const words =
      name === 'labeledURI'
        ? t('Web page: an address, and what it is called behind a space')
        : detailWords(name, t)
    const several = t('{what}; may be given several times', { what: words })
    const option = new Option(`--${optionName(name)} <text>`, kind === 'line' ? words : several)
    command.addOption(kind === 'line' ? option : option.argParser(collect))
  }
  return command
}

/** The details given, one value a line. */
export function detailsOf(details: Details, given: Given): Record<string, string> {
  const texts = Object.keys(details).flatMap((name): [string, string][] => {
    const value = given[optionKey(name)]
    if (value === undefined || typeof value === 'boolean') return []
    return [[name, Array.isArray(value) ? value.join('\n') : value]]
  })
  return Object.fromEntries(texts)
}

/** Values that were given, each as the new one of its field. */
export function editsOf(given: Given): Record<string, { to: string }> {
  const edits = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(edits.map(([name, to]) => [name, { to: String(to) }]))
}

/** Edits with those of details. Throws when there is nothing to change. */
export function requiredEdits(edits: Given, details: Details, given: Given, t: T) {
  const made = { ...editsOf(edits), details: editsOf(detailsOf(details, given)) }
  const nothing = Object.keys(made).length === 1 && Object.keys(made.details).length === 0
  if (nothing) throw refusal('usage', 'usage', t('Say what to change: see --help.'))
  return made
}

/** An option that can be said and denied, such as --private and --no-private; neither leaves it as it is. */
export function addYesOrNo(command: Command, name: string, yes: string, no: string): Command {
  return command.option(`--${optionName(name)}`, yes).option(`--no-${optionName(name)}`, no)
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}
