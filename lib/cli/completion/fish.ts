/** Completion for fish, see its manual, "Writing your own completions". */
import type { OptionWord, Point, Word } from './points'

export function fishCompletion(points: Point[]): string {
  const commands = points.flatMap(({ path }) => (path === '' ? [] : [quoted(path)]))
  const valued = points.flatMap(({ options }) => options.filter(({ value }) => value).map(({ word }) => word))
  return `# fish completion for server-manager
function __server_manager_at
    set -l place
    set -l skip no
    for word in (commandline -opc)[2..]
        if test $skip = yes
            set skip no
        else if contains -- $word ${[...new Set(valued)].join(' ')}
            set skip yes
        else if contains -- (string join ' ' $place $word) ${commands.join(' ')}
            set place $place $word
        end
    end
    test "$place" = "$argv"
end
complete -c server-manager -e
complete -c server-manager -f
${points.flatMap(pointLines).join('\n')}`
}

function pointLines({ path, commands, options, values }: Point): string[] {
  const here = `complete -c server-manager -n ${quoted(path === '' ? '__server_manager_at' : `__server_manager_at ${path}`)}`
  const word = ({ word, description }: Word) => `${here} -a ${quoted(word)}${meaning(description)}`
  return [
    ...values.map((value) => word({ word: value, description: '' })),
    ...commands.map(word),
    ...options.map((option) => `${here} ${optionArguments(option)}${meaning(option.description)}`),
  ]
}

function optionArguments({ word, value }: OptionWord): string {
  const long = `-l ${word.slice('--'.length)}`
  if (value === null) return long
  if (value === 'any') return `${long} -x`
  if (value === 'file') return `${long} -r -F`
  return `${long} -x -a ${value === 'directory' ? quoted('(__fish_complete_directories)') : quoted(value.join(' '))}`
}

function meaning(description: string): string {
  return description ? ` -d ${quoted(description)}` : ''
}

/** In single quotes fish knows two escapes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
