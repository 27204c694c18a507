/**
 * The lines of a file. Only a line feed ends one; the carriage return before it belongs to the end. White space is
 * what isspace(3) calls so, `[\t-\r ]`: servers read bytes, and a no-break space is a letter to them.
 */

/** The lines, each with its end; the last may have none. Joined they are the text. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** A line without its end. */
export function bare(line: string): string {
  return line.slice(0, line.length - endOf(line).length)
}

/** How a line ends: `\n`, `\r\n`, or not at all. */
export function endOf(line: string): string {
  return line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : ''
}

/** How the file ends its lines: as its first line does. */
export function lineEnd(text: string): string {
  const feed = text.indexOf('\n')
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n'
}

/** Blank, or the first thing in it is a number sign. */
export function isComment(line: string): boolean {
  return /^[\t-\r ]*(#|$)/.test(line)
}

export function trimmed(text: string): string {
  return text.slice(text.search(/[^\t-\r ]|$/)).replace(/(?<![\t-\r ])[\t-\r ]+$/, '')
}
