import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { playwrightCount, vitestCount } from './results.mjs'

let place
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'results-'))
})
afterEach(() => rmSync(place, { recursive: true }))

function report(content) {
  const file = path.join(place, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const browser = (stats) => report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats } })

describe('the numbers of a test run', () => {
  it('are those of the reports', () => {
    expect(vitestCount(report({ numPassedTests: 7, numTotalTests: 9 }), 1)).toMatchObject({
      passed: 7,
      failed: 2,
    })
    expect(playwrightCount(browser({ expected: 3, unexpected: 1 }), 1)).toMatchObject({
      passed: 3,
      failed: 1,
    })
  })

  it('count as failed what was skipped or passed at a second try only', () => {
    expect(playwrightCount(browser({ expected: 3, skipped: 1, flaky: 1 }), 0)).toMatchObject({
      passed: 3,
      failed: 2,
    })
  })

  it('have a failure when a run ended badly or ran nothing, whatever its report says', () => {
    expect(vitestCount(report({ numPassedTests: 7, numTotalTests: 7 }), 1)).toEqual({
      passed: 7,
      failed: 1,
      failures: ['The tests ended with code 1.'],
    })
    expect(vitestCount(path.join(place, 'none.json'), 1)).toMatchObject({ passed: 0, failed: 1 })
    expect(playwrightCount(browser({}), 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('come with the name and the message of what failed', () => {
    const good = { status: 'passed', fullName: 'good', failureMessages: [] }
    const bad = { status: 'failed', fullName: 'bad', failureMessages: ['\u001b[31mno\u001b[39m\n\nat x'] }
    const suites = [
      { name: 'a.test.ts', assertionResults: [good, bad] },
      { name: 'b.test.ts', message: 'does not load', assertionResults: [] },
    ]
    const written = report({ numPassedTests: 1, numTotalTests: 2, testResults: suites })
    expect(vitestCount(written, 1).failures).toEqual([
      'a.test.ts › bad\n  no\n  at x',
      'b.test.ts\n  does not load',
    ])
    const results = [{ errors: [{ message: 'no' }] }]
    const specs = [{ title: 'bad', line: 3, ok: false, tests: [{ results }] }]
    const inside = {
      file: 'c.spec.ts',
      specs: [{ title: 'good', ok: true }],
      suites: [{ file: 'c.spec.ts', specs }],
    }
    expect(
      playwrightCount(
        report({ stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 }, suites: [inside] }),
        1,
      ).failures,
    ).toEqual(['c.spec.ts:3 › bad\n  no'])
  })
})
