import { describe, expect, it } from 'vitest'
import { fillIn } from './lock.mjs'

const packages = () => ({
  '': { dependencies: { css: '1.0.0' } },
  'node_modules/css': {
    version: '1.0.0',
    dev: true,
    optionalDependencies: {
      'css-linux-x64-gnu': '1.0.0',
      'css-linux-x64-musl': '1.0.0',
      'css-wasm32-wasi': '^1.0.0',
    },
  },
  'node_modules/css-linux-x64-gnu': { version: '1.0.0', optional: true },
})

describe('the lock file', () => {
  it('gets the packages that the registry lacked, for their platform only', () => {
    const filled = packages()
    expect(fillIn(filled)).toEqual(['css-linux-x64-musl', 'css-wasm32-wasi'])
    const rest = { version: '1.0.0', dev: true, optional: true }
    expect(filled['node_modules/css-linux-x64-musl']).toEqual({
      ...rest,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    })
    expect(filled['node_modules/css-wasm32-wasi']).toEqual({ ...rest, os: ['none'], cpu: ['none'] })
  })

  it('is left alone when it is whole', () => {
    const filled = packages()
    fillIn(filled)
    expect(fillIn(filled)).toEqual([])
  })
})
