/** Completion for bash(1), "Programmable Completion". It asks nobody: all words stand in the script. */
import type { Point } from './points'

export function bashCompletion(points: Point[]): string {
  const commands = points.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`)
  return `# bash completion for server-manager
_server_manager() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local at word path=''
  for ((at = 1; at < COMP_CWORD; at++)); do
    word="\${COMP_WORDS[at]}"
    case "$word" in
      ${valued(points).join('|')}) ((at++)); continue ;;
    esac
    case "\${path:+$path }$word" in
      ${commands.join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path:$previous" in
${points.flatMap(valueCases).join('\n')}
  esac
  case "$path" in
${points.map(wordCase).join('\n')}
  esac
}
complete -F _server_manager server-manager`
}

/** Every option that a value follows: the value is no command, whatever it says. */
function valued(points: Point[]): string[] {
  const words = points.flatMap(({ options }) => options.flatMap(({ word, value }) => (value ? [word] : [])))
  return [...new Set(words)]
}

function valueCases({ path, options }: Point): string[] {
  return options.flatMap(({ word, value }) => {
    if (value === null) return []
    const paths = { directory: '-d', file: '-f' }
    const offer =
      value === 'any'
        ? 'COMPREPLY=()'
        : Array.isArray(value)
          ? offered(value)
          : `mapfile -t COMPREPLY < <(compgen ${paths[value]} -- "$current")`
    return [`    '${path}:${word}') ${offer}; return ;;`]
  })
}

function wordCase({ path, commands, options, values }: Point): string {
  const words = [...commands, ...options].map(({ word }) => word)
  return `    '${path}') ${offered([...values, ...words])} ;;`
}

function offered(words: string[]): string {
  return `mapfile -t COMPREPLY < <(compgen -W '${words.join(' ')}' -- "$current")`
}
