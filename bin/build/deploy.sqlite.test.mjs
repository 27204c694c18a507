import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deployTo, stampOf } from './deploy.mjs'
import { withLock } from './lock.mjs'

let place
let source
let console
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'console-build-'))
  source = path.join(place, 'built')
  console = path.join(place, 'instance/console')
  mkdirSync(path.join(source, 'web'), { recursive: true, mode: 0o700 })
  mkdirSync(path.dirname(console))
  build('one')
})
afterEach(() => rmSync(place, { recursive: true }))

function build(hash) {
  writeFileSync(path.join(source, 'web/server.js'), hash, { mode: 0o600 })
  writeFileSync(path.join(source, 'stamp.json'), JSON.stringify({ hash }))
}

const server = () => readFileSync(path.join(console, 'web/server.js'), 'utf8')

describe('the built console in an instance', () => {
  it('is copied when it differs, and left alone when it does not', () => {
    expect(deployTo(console, source)).toBe(true)
    expect(deployTo(console, source)).toBe(false)
    build('two')
    expect(deployTo(console, source)).toBe(true)
    expect(server()).toBe('two')
    expect(stampOf(console)).toBe('two')
  })

  it('can be read by every user, even when the clone cannot', () => {
    deployTo(console, source)
    expect(statSync(path.join(console, 'web')).mode & 0o777).toBe(0o755)
    expect(statSync(path.join(console, 'web/server.js')).mode & 0o777).toBe(0o644)
  })

  it('survives a copy that was cut short', () => {
    mkdirSync(`${console}.new/web`, { recursive: true })
    writeFileSync(`${console}.new/web/half`, '')
    deployTo(console, source)
    expect(existsSync(path.join(console, 'web/half'))).toBe(false)
    expect(existsSync(`${console}.new`)).toBe(false)
  })

  it('holds no file of an earlier one', () => {
    deployTo(console, source)
    rmSync(path.join(source, 'web/server.js'))
    writeFileSync(path.join(source, 'stamp.json'), '{"hash":"three"}')
    deployTo(console, source)
    expect(existsSync(path.join(console, 'web/server.js'))).toBe(false)
  })
})

describe('building', () => {
  it('is done by one at a time', async () => {
    const file = path.join(place, 'lock.db')
    const order = []
    const builds = ['first', 'second'].map((name) =>
      withLock(async () => {
        order.push(`${name} begins`)
        await new Promise(setImmediate)
        order.push(`${name} ends`)
      }, file),
    )
    await Promise.all(builds)
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })
})
