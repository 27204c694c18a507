/**
 * `npm run bench`: how long the console's web process takes beside the raw tool doing the same work, and how much
 * memory, on an instance of its own with 100,000 accounts and 30,000 mail folders that is removed afterwards, however
 * this ends. See bin/bench/rows.ts and folder-rows.ts for what is measured.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { nativePackages, requireForCommonJs } from './build/bundles.mjs'
import { buildIfChanged, deployTo } from './build.mjs'

const usage = `usage: npm run bench -- [--accounts 100000] [--people 50] [--folders 10000] [--subtree 1000]
                        [--mailboxes 20000] [--repeat 15] [--json]

  --accounts   accounts in the directory; a fifth of them in one container
  --people     people who page at once
  --folders    public folders at the top
  --subtree    folders below another one
  --mailboxes  mailboxes of accounts outside that container
  --repeat     measurements of each row
  --json       [{name, ours_ms, raw_ms, ratio}] on standard output and nothing else`

const project = path.dirname(import.meta.dirname)
const outdir = path.join(project, 'build/bench')
const directory = `/var/lib/server-manager/b${randomBytes(4).toString('hex')}`
let running
let ended

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => {
    ended = code
    running?.kill('SIGKILL')
  })
}

try {
  process.exitCode = await bench(readOptions())
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      accounts: { type: 'string', default: '100000' },
      people: { type: 'string', default: '50' },
      folders: { type: 'string', default: '10000' },
      subtree: { type: 'string', default: '1000' },
      mailboxes: { type: 'string', default: '20000' },
      repeat: { type: 'string', default: '15' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const numbers = ['accounts', 'people', 'folders', 'subtree', 'mailboxes', 'repeat'].map((name) => [
    name,
    Number(values[name]),
  ])
  const wrong = numbers.find(([, number]) => !Number.isSafeInteger(number) || number < 1)
  if (wrong) throw new Error(`--${wrong[0]} takes a number.\n\n${usage}`)
  return { ...Object.fromEntries(numbers), json: values.json, help: values.help }
}

async function bench({ help, ...options }) {
  if (help) {
    console.log(usage)
    return 0
  }
  if (process.getuid() !== 0) throw new Error('The benchmark runs mail servers and must be started as root.')
  await buildIfChanged()
  await bundle()
  if (ended) return ended
  // Its work begins when its input ends, which the kernel sees to if this process is killed.
  const guard = spawn(process.execPath, [path.join(outdir, 'guard.mjs'), directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const removed = new Promise((resolve) => guard.on('exit', resolve))
  try {
    console.error(`${options.accounts} accounts in ${directory}`)
    for (const program of ['fill', 'measure']) {
      if (program === 'measure') deployTo(path.join(directory, 'console'))
      const code = ended ?? (await run(program, options))
      if (ended || code !== 0) return ended ?? 1
    }
    return 0
  } finally {
    guard.stdin.end()
    await removed
  }
}

/** Runs one of the programs to its end; it ends with this process, too. */
function run(program, options) {
  const argv = [path.join(outdir, `${program}.mjs`), JSON.stringify({ directory, project, ...options })]
  running = spawn(process.execPath, argv, {
    cwd: project,
    env: { ...process.env, SERVER_MANAGER_INSTANCE: directory },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return new Promise((resolve, reject) =>
    running.on('error', reject).on('exit', (code) => resolve(code ?? 1)),
  )
}

async function bundle() {
  await build({
    absWorkingDir: project,
    entryPoints: {
      fill: 'bin/bench/fill.ts',
      measure: 'bin/bench/measure.ts',
      guard: 'bin/bench/guard.ts',
    },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: nativePackages,
    alias: { 'server-only': path.join(project, 'node_modules/server-only/empty.js') },
    banner: { js: requireForCommonJs },
    keepNames: true,
    logLevel: 'warning',
  })
}
