/** Reads what Vitest and Playwright wrote about a run. Whatever was not run has not passed. */
import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** Lines of a failure's message that are repeated at the end of the run. */
const MESSAGE_LINES = 12

/** Passed and failed tests by Vitest's JSON report, and what failed; a run that ended badly has at least one failure. */
export function vitestCount(file, code) {
  return count(file, code, (report) => ({
    passed: report.numPassedTests,
    total: report.numTotalTests,
    failures: (report.testResults ?? []).flatMap(vitestFailures),
  }))
}

/** The same by Playwright's. A test that only passed when tried again counts as failed. */
export function playwrightCount(file, code) {
  return count(file, code, ({ stats, suites = [], errors = [] }) => ({
    passed: stats.expected,
    total: stats.expected + stats.unexpected + stats.flaky + stats.skipped,
    failures: [...suites.flatMap(playwrightFailures), ...errors.map(({ message }) => failure('', message))],
  }))
}

function count(file, code, read) {
  const { passed, total, failures } = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, total: 0, failures: [] }
  const failed = total - passed
  const nothingSaid = failed === 0 && (code !== 0 || total === 0)
  const unsaid = nothingSaid && failures.length === 0 ? [`The tests ended with code ${code}.`] : []
  return { passed, failed: nothingSaid ? 1 : failed, failures: [...failures, ...unsaid] }
}

function vitestFailures({ name, message, assertionResults = [] }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  if (message && failed.length === 0) return [failure(name, message)]
  return failed.map(({ fullName, failureMessages }) =>
    failure(`${name} › ${fullName}`, failureMessages.join('\n')),
  )
}

function playwrightFailures({ file, specs = [], suites = [] }) {
  const failed = specs.filter(({ ok }) => !ok)
  return [
    ...failed.map(({ title, line, tests }) =>
      failure(
        `${file}:${line} › ${title}`,
        tests
          .flatMap(({ results }) => results.flatMap(({ errors = [] }) => errors))
          .map(({ message }) => message)
          .join('\n'),
      ),
    ),
    ...suites.flatMap(playwrightFailures),
  ]
}

function failure(name, message = '') {
  const said = stripVTControlCharacters(message).split('\n').filter(Boolean).slice(0, MESSAGE_LINES)
  return [name, ...said.map((line) => `  ${line}`)].filter(Boolean).join('\n')
}
