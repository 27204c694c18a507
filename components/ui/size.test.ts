import { expect, test } from 'vitest'
import { sizeOfBytes, sizeText } from './size'

test.each([
  [null, 'none'],
  [0, '0 MB'],
  [512 * 1024 ** 2, '512 MB'],
  [1024 ** 3, '1 GB'],
  [1.5 * 1024 ** 3, '1536 MB'],
  [1024, '0.001 MB'],
])('%d bytes are typed as %j', (bytes, text) => {
  expect(sizeText(sizeOfBytes(bytes))).toBe(text)
})
