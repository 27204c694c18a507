import { expect, test } from 'vitest'
import { batches } from './batches'

test('keeps the order, and the last batch is what is left', () => {
  expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(batches([], 2)).toEqual([])
})
