/** What a configuration file is made of, whatever its format. */

export type Statement = {
  /**
   * `setting`: a name with a value. `open` and `close`: the ends of a section, a service or an entry. `off`: a setting
   * or a whole section that was switched off, with all its text. `text`: comments, blank lines, what joins statements,
   * and what the server would not understand either.
   */
  kind: 'setting' | 'open' | 'close' | 'off' | 'text'
  /** The bytes of the file, line ends included; the raw texts of all statements are the file. */
  raw: string
  /** As it is written; of a section in angle brackets with them: `<VirtualHost>`. Empty for `text`. */
  name: string
  /** As the server reads it: lines joined, comments left out, nothing around it. Quotes belong to it. */
  value: string
  /** The sections around it, outermost first, each by its label. */
  path: readonly string[]
  /** What paths call the section that `open` and `close` are the ends of, such as `VirtualHost *:443`. */
  label?: string
}

/** A format of configuration files: how to split one, and how to write a statement. */
export type Format = {
  split(text: string): Statement[]
  /**
   * The raw text of a setting, or of a section's first line, with another value; null takes the setting away. Comments
   * inside the old value come before it, each in its line.
   */
  rewrite(statement: Statement, value: string | null): string
  /** The raw text of a new setting. `indent` is what its neighbours begin with, `eol` how the file ends its lines. */
  write(name: string, value: string, indent: string, eol: string): string
  /** Whether names differ by the case of their letters. */
  caseSensitive: boolean
  /** Which of several settings of one name the server takes; `every` where that depends on the name. */
  repeated: 'last' | 'every'
  /** Whether a backslash at the end of a line continues it. */
  backslash: boolean
  /** Names whose values are other files to read. */
  includes: readonly string[]
  /** Sections that only ask something while the file is read; what stands in them counts as standing around them. */
  conditions?: RegExp
}

/** Comments, blank lines and other text that says nothing to the server. */
export function text(raw: string, path: readonly string[] = []): Statement {
  return { kind: 'text', raw, name: '', value: '', path }
}

export function setting(name: string, value: string, raw: string, path: readonly string[] = []): Statement {
  return { kind: 'setting', raw, name, value, path }
}
