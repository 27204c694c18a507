import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { placesLeft } from './places.mjs'

let root
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'places-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const at = (name) => path.join(root, name)

it('what a test run left of its instances is found, and nothing of others', () => {
  writeFileSync(at('notes'), [at('t1'), at('t2'), path.join(root, 'gone', 't3'), ''].join('\n'))
  expect(placesLeft(at('notes'))).toEqual([])
  for (const name of ['t1', 't1-beside', 't11', 'other']) mkdirSync(at(name))
  for (const name of ['t2.lock', 't1-beside.lock', 't11.lock']) writeFileSync(at(name), '')
  expect(placesLeft(at('notes')).sort()).toEqual(['t1', 't1-beside', 't1-beside.lock', 't2.lock'].map(at))
})

it('a run that made none left none', () => {
  expect(placesLeft(at('no-notes'))).toEqual([])
})
