/**
 * Expressions of Apache, which can read any file of its user. What is allowed is what compares variables and texts;
 * whatever else stands in one is refused. https://httpd.apache.org/docs/2.4/expr.html
 */
import { apacheQuoting, type Statement, words } from '@/lib/configuration'

const VARIABLE = String.raw`%\{(?:(?:env|req|reqenv|req_novary|http|resp|note|ssl|la-u|la-f):)?[A-Za-z_][\w-]*\}`
const TOKEN = new RegExp(
  [
    ...[String.raw`\s+`, VARIABLE, String.raw`\d+`, String.raw`\$\d`],
    ...[`'`, `"`].map((quote) => String.raw`${quote}(?:${VARIABLE}|(?!%\{)[^\\${quote}]|\\[^%])*${quote}`),
    String.raw`[=!]~\s*(?:\/(?:[^\/\\]|\\.)*\/|m#[^#]*#)[imsg]*`,
    String.raw`[=!<>]=?|&&|\|\||[(){},]`,
    String.raw`-(?:eq|ne|lt|le|gt|ge|strmatch|strcmatch|fnmatch|ipmatch|[nzTR])(?![\w-])`,
    String.raw`(?:true|false|in|not|and|or|eq|ne|lt|le|gt|ge)(?!\s*\()\b`,
    String.raw`(?:tolower|toupper|req|http|resp|reqenv|env|note)\(`,
  ].join('|'),
  'y',
)
/** Variables among words, where nothing else is evaluated. */
const TEXT = new RegExp(String.raw`^(?:${VARIABLE}|(?!\s-\w)[\w\s.,:;\/@+=-])*$`, 'i')
const STRANGE = new RegExp(String.raw`%\{(?!${VARIABLE.slice(3)})`, 'i')

/** What stands for parts of requests in logs is no expression. */
const LOGS = /^(logformat|customlog|transferlog|errorlogformat|globallog)$/

/** Whether the statement evaluates, or could, what is not plainly harmless. */
export function hasStrangeExpression({ name, value }: Statement): boolean {
  const said = name.toLowerCase()
  const all = words(value, apacheQuoting)
  const asked = all.filter((word) => /^expr=/i.test(word)).map((word) => word.slice('expr='.length))
  if (asked.some((text) => !isHarmless(text) && (text.startsWith('-') || !TEXT.test(text)))) return true
  if (LOGS.test(said)) return false
  if (/^<(if|elseif)>$/.test(said)) return !isHarmless(all.length === 1 ? (all[0] ?? '') : value)
  if (said === 'setenvifexpr') return !isHarmless(all[0] ?? '')
  if (said === 'require' || said === '<authzprovideralias>') {
    const rest = /(?:^|\s)["']?expr["']?(?=\s|$)(.*)$/is.exec(value)?.[1]
    if (rest === undefined && all.some((word) => /^expr$/i.test(word))) return true
    if (rest !== undefined) {
      const parts = words(rest, apacheQuoting)
      return !isHarmless(parts.length === 1 ? (parts[0] ?? '') : rest)
    }
  }
  if (said === 'rewritecond' && /^expr$/i.test(all[0] ?? '')) return !isHarmless(all[1] ?? '')
  return all.some((word) => !/^expr=/i.test(word) && STRANGE.test(word))
}

function isHarmless(expression: string): boolean {
  let at = 0
  while (at < expression.length) {
    TOKEN.lastIndex = at
    const length = TOKEN.exec(expression)?.[0].length ?? 0
    if (length === 0) return false
    at += length
  }
  return true
}
