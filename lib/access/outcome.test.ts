import { expect, it } from 'vitest'
import { ConsoleError } from '@/lib/errors'
import { english, translate } from '@/lib/locales/translate'
import { problemOf, withoutForm } from './outcome'

const t = translate(english)

it('a page without a form says what is wrong, and asks nobody to look at fields', () => {
  const field = { field: 'state', code: 'input.unknown', values: {} } as const
  const problem = problemOf(new ConsoleError('invalid', 'input.invalid', {}, [field]), t)
  expect(problem.message).toBe('Please check the marked fields.')
  expect(withoutForm(problem)).toEqual({ ...problem, message: 'This is not a value that can be used here.' })
  const other = problemOf(new ConsoleError('notFound', 'access.notFound'), t)
  expect(withoutForm(other)).toBe(other)
})
