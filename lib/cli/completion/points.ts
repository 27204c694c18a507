/** What may be typed at each point of the command line, read from the commands themselves. */
import type { Command, Option } from 'commander'

export type Point = {
  /** The commands so far, such as `user set`; '' at the beginning. */
  path: string
  commands: Word[]
  options: OptionWord[]
  /** Values that the next argument has, where there are only so many. */
  values: string[]
}
export type Word = { word: string; description: string }
export type OptionWord = Word & {
  /** Whether a value follows: any, a directory, a file, or one of these. */
  value: null | 'any' | 'directory' | 'file' | string[]
}

/** One point for the beginning and one for every command; hidden commands are left out. */
export function pointsOf(program: Command): Point[] {
  return [program, ...below(program)].map((command) => pointOf(command, program))
}

function below(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .flatMap((one) => (command.commands.includes(one) ? [one, ...below(one)] : []))
}

function pointOf(command: Command, program: Command): Point {
  const help = command.createHelp()
  const own = help.visibleOptions(command)
  const global = command === program ? [] : program.options.filter(({ hidden }) => !hidden)
  return {
    path: pathOf(command),
    commands: help.visibleCommands(command).map((one) => ({
      ...{ word: one.name(), description: one.description() },
    })),
    options: [...own, ...global].flatMap(optionWords),
    values: command.registeredArguments[0]?.argChoices ?? [],
  }
}

function pathOf(command: Command): string {
  const names: string[] = []
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name())
  return names.join(' ')
}

function optionWords({ long, description, required, argChoices, flags }: Option): OptionWord[] {
  const named = (['directory', 'file'] as const).find((kind) => flags.includes(`<${kind}>`))
  const value = required ? (argChoices ?? named ?? 'any') : null
  return long ? [{ word: long, description, value }] : []
}
