/** The benchmark, so small that it says nothing about time: it must run, tell what it should and leave nothing. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '@/lib/instance/until'

const program = path.join(import.meta.dirname, 'bench.mjs')
const small = '--accounts 300 --people 5 --folders 20 --subtree 10 --mailboxes 20'.split(' ')

function bench(...argv: string[]) {
  const child = spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (said.stdout += chunk))
  child.stderr.on('data', (chunk) => (said.stderr += chunk))
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const directory = () => / in (\S+)\n/.exec(said.stderr)?.[1]
  const isThere = () =>
    existsSync(directory() ?? '') ||
    readdirSync('/dev/shm').some((name) => name.endsWith(path.basename(directory() ?? '')))
  return { child, said, ended, directory, isThere }
}

/** Resolves when a line with the text was said, or the program has ended without it. */
function hears({ child, ended }: { child: ChildProcess; ended: Promise<unknown> }, text: string) {
  const heard = new Promise<void>((resolve) =>
    child.stderr?.on('data', (chunk) => String(chunk).includes(text) && resolve()),
  )
  return Promise.race([heard, ended])
}

describe('npm run bench', () => {
  it('gives ours and the raw tool of every row as JSON alone, and removes its instance', async () => {
    const run = bench(...small, '--repeat', '2', '--json')
    expect(await run.ended, run.said.stderr).toBe(0)
    const rows: Record<string, unknown>[] = JSON.parse(run.said.stdout)
    expect(rows.map(({ name }) => name)).toEqual([
      'first page of the browser',
      'expand the big container: first 100 by name',
      'its last page by surname',
      'find by part of a name: first 100',
      'count it',
      'open an account',
      'create an account (entry only)',
      'open Mail Folders',
      'root of the folder tree: first 100',
      'expand a folder: first 100',
      'expand a mailbox',
      'open a folder with its permissions',
      'set one right on a whole subtree',
      '5 people paging at once (p95)',
    ])
    for (const { name, ours_ms, raw_ms, ratio, ...rest } of rows) {
      for (const number of [ours_ms, raw_ms, ratio]) expect(number, String(name)).toBeGreaterThan(0)
      expect(rest).toEqual({})
    }
    expect(run.said.stderr).toMatch(/Memory of the web process: \d+ MB at most/)
    expect(run.isThere()).toBe(false)
    expect(run.directory()).toMatch(/^\/var\/lib\/server-manager\/b/)
  }, 120_000)

  it('leaves nothing when it is ended', async () => {
    const run = bench(...small, '--repeat', '30')
    await hears(run, 'first page of the browser')
    run.child.kill('SIGINT')
    expect(await run.ended).toBe(130)
    expect(run.directory()).toMatch(/^\/var\/lib\/server-manager\/b/)
    expect(run.isThere()).toBe(false)
  }, 120_000)

  it('leaves nothing when it is killed', async () => {
    const run = bench(...small, '--repeat', '30')
    await hears(run, 'first page of the browser')
    run.child.kill('SIGKILL')
    await run.ended
    expect(run.directory()).toMatch(/^\/var\/lib\/server-manager\/b/)
    expect(await until(() => !run.isThere(), 30_000)).toBe(true)
  }, 120_000)

  it('says what it takes', async () => {
    const wrong = bench('--accounts', 'many')
    expect(await wrong.ended).toBe(1)
    expect(wrong.said.stderr).toContain('--accounts takes a number')
    const help = bench('--help')
    expect(await help.ended).toBe(0)
    expect(help.said.stdout).toContain('usage: npm run bench')
  })
})
