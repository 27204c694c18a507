/**
 * The rule in a catalogue's header that picks a plural form: a C expression over `n` (gettext manual,
 * "Additional functions for plural forms"). It comes from a file, so it is parsed and never evaluated as code.
 */

/** The function from a whole number to the index of its form. Errors: RangeError for a rule it cannot read. */
export function pluralForm(header: string): (n: number) => number {
  const match = /^\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*$/.exec(header)
  if (!match?.[1] || !match[2]) throw new RangeError(`Plural-Forms cannot be read: ${header}`)
  const last = Number(match[1]) - 1
  const rule = parse(match[2])
  return (n) => Math.min(Math.max(0, rule(Math.floor(Math.abs(n)))), last)
}

/** How many forms the header promises. */
export function pluralCount(header: string): number {
  return Number(/nplurals\s*=\s*(\d+)/.exec(header)?.[1] ?? 1)
}

type Rule = (n: number) => number

/** Loosest first; each level is left-associative. */
const operators: Record<string, (a: number, b: number) => number>[] = [
  { '||': (a, b) => Number(a !== 0 || b !== 0) },
  { '&&': (a, b) => Number(a !== 0 && b !== 0) },
  { '==': (a, b) => Number(a === b), '!=': (a, b) => Number(a !== b) },
  {
    '<=': (a, b) => Number(a <= b),
    '>=': (a, b) => Number(a >= b),
    '<': (a, b) => Number(a < b),
    '>': (a, b) => Number(a > b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => (b ? Math.trunc(a / b) : 0), '%': (a, b) => (b ? a % b : 0) },
]

function parse(text: string): Rule {
  const tokens = text.match(/\d+|n|[|&=!<>]{2}|[?:!<>+\-*/%()]|\S/g) ?? []
  let at = 0
  const fault = () => new RangeError(`Plural rule cannot be read: ${text}`)
  const accept = (token: string) => tokens[at] === token && ++at > 0
  const expect = (token: string) => {
    if (!accept(token)) throw fault()
  }

  const choice = (): Rule => {
    const test = binary(0)
    if (!accept('?')) return test
    const yes = choice()
    expect(':')
    const no = choice()
    return (n) => (test(n) ? yes(n) : no(n))
  }
  const binary = (level: number): Rule => {
    const row = operators[level]
    if (!row) return unary()
    let left = binary(level + 1)
    for (;;) {
      const token = tokens[at] ?? ''
      const operator = Object.hasOwn(row, token) ? row[token] : undefined
      if (!operator) return left
      at++
      const [a, b] = [left, binary(level + 1)]
      left = (n) => operator(a(n), b(n))
    }
  }
  const unary = (): Rule => {
    if (accept('!')) {
      const inner = unary()
      return (n) => Number(!inner(n))
    }
    if (accept('(')) {
      const inner = choice()
      expect(')')
      return inner
    }
    if (accept('n')) return (n) => n
    const token = tokens[at++] ?? ''
    if (!/^\d+$/.test(token)) throw fault()
    return () => Number(token)
  }

  const rule = choice()
  if (at !== tokens.length) throw fault()
  return rule
}
