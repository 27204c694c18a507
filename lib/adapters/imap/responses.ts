/**
 * What Cyrus says, cut into responses (RFC 9051, section 7): each is a line, which goes on behind every literal that is
 * announced at its end. Levels of ten thousand folders come through here, so that a response is taken apart in one go.
 */

/** A word or string, NIL, or a list in parentheses. */
export type Value = string | null | Value[]

export type Response = {
  /** `*` for what belongs to no command. */
  tag: string
  /** In upper case: OK, LIST, ACL and so on. */
  kind: string
  /** What follows, as far as the first literal. */
  text: string
  /** What follows, taken apart. */
  values(): Value[]
}

const LF = 0x0a
const CR = 0x0d

export class ResponseReader {
  #bytes: Buffer = Buffer.alloc(0)
  #lines: string[] = []
  #literals: string[] = []
  /** Bytes of the literal that comes next. */
  #announced: number | null = null

  /** The responses that are complete with these bytes. */
  take(chunk: Buffer): Response[] {
    const bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
    const responses: Response[] = []
    let from = 0
    for (;;) {
      if (this.#announced !== null) {
        if (bytes.length - from < this.#announced) break
        this.#literals.push(bytes.toString('utf8', from, from + this.#announced))
        from += this.#announced
        this.#announced = null
      }
      const end = bytes.indexOf(LF, from)
      if (end < 0) break
      const line = bytes.toString('utf8', from, bytes[end - 1] === CR ? end - 1 : end)
      from = end + 1
      const literal = line.endsWith('}') ? /\{(\d+)\}$/.exec(line) : null
      this.#lines.push(literal ? line.slice(0, literal.index) : line)
      if (literal) this.#announced = Number(literal[1])
      else {
        responses.push(response(this.#lines, this.#literals))
        this.#lines = []
        this.#literals = []
      }
    }
    this.#bytes = bytes.subarray(from)
    return responses
  }
}

function response(lines: string[], literals: string[]): Response {
  // Some tell a number first: "* 3 EXISTS".
  const [head = '', tag = '', kind = ''] = /^(\S+) (?:\d+ )?(\S+) ?/.exec(lines[0] ?? '') ?? []
  const text = (lines[0] ?? '').slice(head.length)
  return {
    ...{ tag, kind: kind.toUpperCase(), text },
    values: () => valuesIn([text, ...lines.slice(1)], literals),
  }
}

const SPACE = 0x20
const QUOTE = 0x22
const OPENS = 0x28
const CLOSES = 0x29
const BACKSLASH = 0x5c

/** Between each two pieces of text stands a literal. */
function valuesIn(pieces: string[], literals: string[]): Value[] {
  const all: Value[] = []
  const open = [all]
  const add = (value: Value) => open.at(-1)?.push(value)
  for (const [at, piece] of pieces.entries()) {
    const literal = at === 0 ? undefined : literals[at - 1]
    if (literal !== undefined) add(literal)
    for (let from = 0; from < piece.length; ) {
      const sign = piece.charCodeAt(from)
      if (sign === SPACE) from++
      else if (sign === OPENS) {
        const list: Value[] = []
        add(list)
        open.push(list)
        from++
      } else if (sign === CLOSES) {
        if (open.length > 1) open.pop()
        from++
      } else {
        const end = sign === QUOTE ? endOfQuoted(piece, from + 1) : endOfWord(piece, from)
        if (end < 0) break
        add(sign === QUOTE ? unquoted(piece.slice(from + 1, end)) : wordOrNil(piece.slice(from, end)))
        from = sign === QUOTE ? end + 1 : end
      }
    }
  }
  return all
}

/** Where the quotation mark that ends it is; -1 where none does. */
function endOfQuoted(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === QUOTE) return at
    if (sign === BACKSLASH) at++
  }
  return -1
}

function endOfWord(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === SPACE || sign === QUOTE || sign === OPENS || sign === CLOSES) return at
  }
  return text.length
}

function unquoted(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, '$1') : text
}

function wordOrNil(word: string): string | null {
  return word.length === 3 && word.toUpperCase() === 'NIL' ? null : word
}
