/** Errors as a face gives them back: in the reader's language. */
import { type ErrorCode, isConsoleError, type Problem } from '@/lib/errors'
import { errorText } from '@/lib/locales/error-text'
import type { T } from '@/lib/locales/translate'

/** Puts an error into words. What is not a ConsoleError says nothing of itself to a person. */
export function problemOf(error: unknown, t: T): Problem {
  const text = (code: ErrorCode, values = {}) => errorText(t, code, values)
  if (!isConsoleError(error)) {
    return { kind: 'failed', code: 'unexpected', message: text('unexpected'), fields: {} }
  }
  const fields = Object.fromEntries(
    error.fields.map((problem) => [problem.field, text(problem.code, problem.values)]),
  )
  const { kind, code, values } = error
  const service = kind === 'unavailable' ? String(values.service ?? '') : undefined
  return { kind, code, message: text(code, values), fields, ...(service && { service }) }
}

/** The same for a page without a form, where no field could be marked: it says what would stand beside the first. */
export function withoutForm(problem: Problem): Problem {
  const [first] = problem.code === 'input.invalid' ? Object.values(problem.fields) : []
  return first ? { ...problem, message: first } : problem
}
