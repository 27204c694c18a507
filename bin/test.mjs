/**
 * `npm test`: everything, from a fresh clone on a machine with nothing installed. Checks, then the three rings:
 * pure tests, tests on a mail server of their own, tests in a browser on another. Ends with the line
 * `N passed, N failed`; a check counts as one test. Checks and pure tests run while SQLite is compiled.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compileNodePackages, nodePackagesAreInstalled, unpackNodePackages } from './node-packages.mjs'
import { buildPackages, installPackages, missingPackages, serverPackages, testPackages } from './packages.mjs'
import { endParts, leftBehind, runPart } from './test/parts.mjs'
import { placesLeft } from './test/places.mjs'
import { playwrightCount, vitestCount } from './test/results.mjs'

const project = path.dirname(import.meta.dirname)
// Tests let unprivileged users run what they wrote.
process.umask(0o022)
// Short, since sockets below it have at most 108 bytes. Chromium's and everybody's temporary files go there.
const scratch = mkdtempSync(path.join(tmpdir(), 'sm-'))
const places = path.join(scratch, 'places')
const total = { passed: 0, failed: 0, failures: [] }
let ended

for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(name, () => {
    ended = code
    endParts()
  })
}

try {
  const { compiled } = await setUp()
  await part('Checks', async () => {
    const { check } = await import('./check.mjs')
    return check(([program, ...argv]) => node(program, argv))
  })
  await part('Pure tests', () => vitest('unit'))
  const fault = await compiled
  if (fault) throw fault
  await part('Build', build)
  await part('First-load JavaScript of the pages', async () => {
    const { checkBudget } = await import('./budget.mjs')
    return checkBudget()
  })
  await part('Tests on a mail server', () => vitest('integration', 'sqlite'))
  await part('Tests in a browser', playwright)
} catch (error) {
  fails(error instanceof Error ? error.message : String(error))
} finally {
  for (const left of await leftBehind()) fails(`Left behind and killed: ${left}`)
  for (const left of placesLeft(places)) {
    fails(`Left behind and removed: ${left}`)
    rmSync(left, { recursive: true, force: true })
  }
  rmSync(scratch, { recursive: true, force: true })
}
if (total.failures.length > 0) {
  // Once more where it is found: the last thing that a long run says.
  heading('What failed')
  console.log(total.failures.join('\n\n'))
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(ended ?? (total.failed > 0 ? 1 : 0))

/** Gives `compiled`, which is waited for before databases are opened, if anything is compiled. */
async function setUp() {
  if (process.getuid?.() !== 0) throw new Error('The tests run mail servers and must be started as root.')
  const missing = missingPackages([...serverPackages, ...buildPackages, ...testPackages])
  if (missing.length > 0) {
    heading(`Installing Debian packages: ${missing.join(' ')}`)
    await installPackages(missing, console.log)
  }
  if (!nodePackagesAreInstalled()) {
    heading('Installing npm packages')
    await unpackNodePackages(console.log)
    return { compiled: compile() }
  }
  return {}
}

/** Goes on beside what needs no database, without a word; gives an error when it could not be done. */
async function compile() {
  const said = []
  try {
    await compileNodePackages((line) => said.push(line))
  } catch (error) {
    return new Error([...said, error.message].join('\n'))
  }
}

async function part(name, run) {
  if (ended) return
  heading(name)
  const began = Date.now()
  const { passed, failed, failures = [] } = await run()
  total.passed += passed
  total.failed += failed
  total.failures.push(...(failed && failures.length === 0 ? [name] : failures))
  console.log(`${name}: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - began) / 1000)} s`)
}

async function vitest(...projects) {
  const results = path.join(scratch, `${projects[0]}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
  const rings = projects.flatMap((name) => ['--project', name])
  const code = await node('node_modules/vitest/vitest.mjs', ['run', ...rings, ...reporters])
  return vitestCount(results, code)
}

async function build() {
  const code = await node('bin/build.mjs', [])
  if (code !== 0) throw new Error('The console could not be built.')
  return { passed: 1, failed: 0 }
}

async function playwright() {
  const results = path.join(scratch, 'browser.json')
  const code = await node('node_modules/@playwright/test/cli.js', ['test'], { TEST_RESULTS: results })
  return playwrightCount(results, code)
}

function node(program, argv, env = {}) {
  return runPart(process.execPath, [path.resolve(project, program), ...argv], {
    cwd: project,
    env: { ...env, TMPDIR: scratch, SERVER_MANAGER_TEST_PLACES: places },
  })
}

function fails(message) {
  console.error(message)
  total.failed++
  total.failures.push(message)
}

function heading(text) {
  console.log(`\n── ${text}`)
}
