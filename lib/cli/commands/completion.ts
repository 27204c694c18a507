import { Argument, type Command } from 'commander'
import { bashCompletion } from '../completion/bash'
import { fishCompletion } from '../completion/fish'
import { type Point, pointsOf } from '../completion/points'
import { zshCompletion } from '../completion/zsh'
import type { Face } from '../face'

const scripts: Record<string, (points: Point[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

/** `completion bash|zsh|fish`, to be evaluated by that shell. */
export function addCompletionCommand(program: Command, { t, answer }: Face): void {
  program
    .command('completion')
    .description(t('Print a script with which a shell completes commands and options'))
    .addArgument(new Argument('<shell>', t('Which shell')).choices(Object.keys(scripts)))
    .action((shell: string) => {
      const script = scripts[shell]?.(pointsOf(program)) ?? ''
      answer({ shell, script }, script)
    })
}
