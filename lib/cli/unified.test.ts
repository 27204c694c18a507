import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { unifiedDiff } from './unified'

const directory = mkdtempSync(path.join(tmpdir(), 'unified-'))
afterAll(() => rmSync(directory, { recursive: true }))

const many = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('')

describe('a difference', () => {
  it.each([
    ['nothing', 'a\n', 'a\n'],
    ['a line', many, many.replace('line 20', 'other')],
    ['lines that are near each other', many, many.replace('line 20', 'a').replace('line 25', 'b\nc')],
    ['lines that are far apart', many, many.replace('line 2\n', '').replace('line 35', 'b\nc')],
    ['the first and the last line', many, `new\n${many}end\n`],
    ['all of it', '', 'a\nb\n'],
    ['a missing end', 'a\nb', 'a\nb\n'],
  ])('of %s is what diff(1) says', (_what, before, after) => {
    writeFileSync(path.join(directory, 'a'), before)
    writeFileSync(path.join(directory, 'b'), after)
    const { stdout } = spawnSync('diff', ['-u', '--label', 'x', '--label', 'x', 'a', 'b'], {
      ...{ cwd: directory, encoding: 'utf8' },
    })
    expect(unifiedDiff('x', before, after).join('\n')).toBe(stdout.replace(/\n$/, ''))
  })
})
