/** Completion for zsh, see zshcompsys(1); words with what they mean. */
import type { OptionWord, Point, Word } from './points'

export function zshCompletion(points: Point[]): string {
  const commands = points.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`)
  const valued = points.flatMap(({ options }) => options.filter(({ value }) => value).map(({ word }) => word))
  return `#compdef server-manager
_server_manager() {
  local at word place=''
  local -a words_here
  for ((at = 2; at < CURRENT; at++)); do
    word="\${words[at]}"
    case "$word" in
      ${[...new Set(valued)].join('|')}) ((at++)); continue ;;
    esac
    case "\${place:+$place }$word" in
      ${commands.join('|')}) place="\${place:+$place }$word" ;;
    esac
  done
  case "$place:\${words[CURRENT-1]}" in
${points.flatMap(({ path, options }) => options.flatMap((option) => valueCase(path, option))).join('\n')}
  esac
  case "$place" in
${points.map(wordCase).join('\n')}
  esac
  _describe 'server-manager' words_here
}
compdef _server_manager server-manager`
}

function valueCase(path: string, { word, value }: OptionWord): string[] {
  if (value === null) return []
  const ways = { any: ':', directory: '_files -/', file: '_files' }
  const offer = Array.isArray(value) ? `compadd -- ${value.join(' ')}` : ways[value]
  return [`    '${path}:${word}') ${offer}; return ;;`]
}

function wordCase({ path, commands, options, values }: Point): string {
  const lines = [...values.map((word) => ({ word, description: '' })), ...commands, ...options].map(described)
  return `    '${path}') words_here=(${lines.join(' ')}) ;;`
}

/** `word:description`; a colon of the word itself would end it. */
function described({ word, description }: Word): string {
  return quoted(description ? `${word}:${description}` : word)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
