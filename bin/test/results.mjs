/** Reads what Vitest and Playwright wrote about a run. Whatever was not run has not passed. */
import { existsSync, readFileSync } from 'node:fs'

/** Passed and failed tests by Vitest's JSON report; a run that ended badly has at least one failure. */
export function vitestCount(file, code) {
  return count(file, code, (report) => ({ passed: report.numPassedTests, total: report.numTotalTests }))
}

/** The same by Playwright's. A test that only passed when tried again counts as failed. */
export function playwrightCount(file, code) {
  return count(file, code, ({ stats }) => ({
    passed: stats.expected,
    total: stats.expected + stats.unexpected + stats.flaky + stats.skipped,
  }))
}

function count(file, code, read) {
  const { passed, total } = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, total: 0 }
  const failed = total - passed
  const nothingSaid = failed === 0 && (code !== 0 || total === 0)
  return { passed, failed: nothingSaid ? 1 : failed }
}
