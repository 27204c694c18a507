import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodePackagesAreInstalled } from './node-packages.mjs'

const sqlite = path.join(import.meta.dirname, '../node_modules/better-sqlite3')
let clone
beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'clone-'))
  mkdirSync(path.join(clone, 'node_modules'))
})
afterEach(() => rmSync(clone, { recursive: true }))

const at = (...names) => path.join(clone, ...names)
const write = (file, packages) => writeFileSync(file, JSON.stringify({ packages }))
const locked = {
  '': { name: 'console' },
  'node_modules/one': { version: '1.2.3' },
  'node_modules/elsewhere': { version: '4.5.6', optional: true },
}

describe('the npm packages of a clone', () => {
  beforeEach(() => {
    write(at('package-lock.json'), locked)
    write(at('node_modules/.package-lock.json'), { 'node_modules/one': { version: '1.2.3' } })
    symlinkSync(sqlite, at('node_modules/better-sqlite3'))
  })

  it('are there when they are those of the lock file; what is for other platforms may be missing', () => {
    expect(nodePackagesAreInstalled(clone)).toBe(true)
  })

  it('are missing in a fresh clone', () => {
    rmSync(at('node_modules'), { recursive: true })
    expect(nodePackagesAreInstalled(clone)).toBe(false)
  })

  it.each([
    ['one came along', { ...locked, 'node_modules/two': { version: '1.0.0' } }],
    ['one has another version', { ...locked, 'node_modules/one': { version: '1.2.4' } }],
    [
      'one for other platforms has another version',
      { ...locked, 'node_modules/one': { version: '2.0.0', optional: true } },
    ],
  ])('are missing when %s in the lock file', (_what, packages) => {
    write(at('package-lock.json'), packages)
    expect(nodePackagesAreInstalled(clone)).toBe(false)
  })

  it('are missing when SQLite was not compiled, or for another Node', () => {
    rmSync(at('node_modules/better-sqlite3'))
    expect(nodePackagesAreInstalled(clone)).toBe(false)
    mkdirSync(at('node_modules/better-sqlite3'))
    writeFileSync(at('node_modules/better-sqlite3/index.js'), 'throw new Error("NODE_MODULE_VERSION")')
    expect(nodePackagesAreInstalled(clone)).toBe(false)
  })
})
