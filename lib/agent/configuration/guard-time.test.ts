/** A file as large as the console takes is judged in a time that grows with its length, and no faster. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FormatName } from '@/lib/configuration'
import { ensureAllowed } from '@/lib/instance/configuration-allowed'
import { type Instance, instancePaths } from '@/lib/instance/instance'
import { guard } from './guard'

const directory = mkdtempSync(path.join(tmpdir(), 'guard-time-'))
const paths = instancePaths(directory)

beforeAll(async () => {
  mkdirSync(paths.etc, { recursive: true })
  await ensureAllowed({ paths } as Instance)
})
afterAll(() => rmSync(directory, { recursive: true }))

it.each<[string, FormatName, (i: number) => string]>([
  ['postfix/main.cf', 'main.cf', (i) => `parameter_${i} = value ${i}\n`],
  // One long word.
  ['postfix/main.cf', 'main.cf', (i) => (i === 0 ? 'some_maps = ' : 'a'.repeat(1000))],
  ['postfix/master.cf', 'master.cf', (i) => `127.0.0.1:${i} inet n - n - - smtpd -o a=${i}\n`],
  [
    'apache/apache2.conf',
    'apache',
    (i) => `<Directory /srv/${i}>\nCustomLog ${paths.log}/${i} x\n</Directory>\n`,
  ],
])('of %s', (file, format, statement) => {
  const text = (characters: number) => {
    const lines: string[] = []
    for (let length = 0; length < characters; length += lines.at(-1)?.length ?? 0)
      lines.push(statement(lines.length))
    return lines.join('')
  }
  const cost = (characters: number) => {
    const after = text(characters)
    const { user } = process.cpuUsage()
    guard({ paths }, [{ file, format, before: '', after }])
    return process.cpuUsage().user - user
  }
  cost(30_000)
  const [small, large] = [cost(30_000), cost(300_000)]
  // A hundred times as much where each statement looks at all others.
  expect(large).toBeLessThan(Math.max(small, 10_000) * 40)
})
