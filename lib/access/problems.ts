/** Turns what a schema found wrong into codes beside fields. A schema's messages are codes of lib/errors. */
import type { z } from 'zod'
import { ConsoleError, type ErrorCode, errorMessages, type FieldProblem } from '@/lib/errors'

/** Parses input; throws ConsoleError 'invalid' that names every faulty field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new ConsoleError('invalid', 'input.invalid', {}, result.error.issues.map(fieldProblem))
}

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const values: Record<string, string | number> = {}
  if ('minimum' in issue) values.min = Number(issue.minimum)
  if ('maximum' in issue) values.max = Number(issue.maximum)
  if ('params' in issue && issue.params) Object.assign(values, issue.params)
  return { field: issue.path.map(String).join('.'), code: codeOf(issue), values }
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  if (issue.message in errorMessages) return issue.message as ErrorCode
  return issue.code === 'invalid_type' && issue.input === undefined ? 'input.required' : 'input.unknown'
}
