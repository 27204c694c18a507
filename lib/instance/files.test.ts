/** Files are replaced by files; what is something else stays what it is. */
import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ensureFile, readableByAll, replaceFile, rootOnly } from './files'

const directory = mkdtempSync(path.join(tmpdir(), 'files-'))
const at = (name: string) => path.join(directory, name)
afterAll(() => rmSync(directory, { recursive: true }))

it('a device, a pipe or a directory is not replaced, nor does it get another owner or mode', async () => {
  execFileSync('mknod', ['-m', '666', at('null'), 'c', '1', '3'])
  execFileSync('mkfifo', ['-m', '666', at('pipe')])
  mkdirSync(at('directory'))
  symlinkSync(at('null'), at('link'))
  const seen = () =>
    readdirSync(directory).map((name) => [name, lstatSync(at(name)).mode, lstatSync(at(name)).ino])
  const before = seen()
  for (const name of ['null', 'pipe', 'directory']) {
    await expect(replaceFile(at(name), 'x', rootOnly)).rejects.toThrow('is not a file')
    await ensureFile(at(name), rootOnly)
  }
  await ensureFile(at('link'), rootOnly)
  expect(seen()).toEqual(before)
})

it('a file, and what is not there yet, is', async () => {
  writeFileSync(at('text'), 'old')
  for (const name of ['text', 'new']) {
    await replaceFile(at(name), 'new', readableByAll)
    expect([readFileSync(at(name), 'utf8'), lstatSync(at(name)).mode & 0o777]).toEqual(['new', 0o644])
  }
  await ensureFile(at('empty'), rootOnly)
  await ensureFile(at('text'), rootOnly)
  expect([readFileSync(at('empty'), 'utf8'), readFileSync(at('text'), 'utf8')]).toEqual(['', 'new'])
})
