/** `server-manager`, run by bin/server-manager from the instance's own copy: arguments in, exit code out. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { isConsoleError } from '@/lib/errors'
import { INSTANCES_ROOT, type Instance, locateInstance, readInstance } from '@/lib/instance/instance'
import { translatorFor } from '@/lib/locales/catalogues'
import type { T } from '@/lib/locales/translate'
import { terminalLanguage } from './language'
import { exitCodes, refusal } from './refusal'
import { runCommandLine } from './run'
import { processTerminal } from './terminal'

const argv = process.argv.slice(2)
process.stdout.on('error', () => process.exit(exitCodes.refused)) // `| head` has had enough
chooseInstance()
const t = translatorFor(terminalLanguage(process.env))
const exitCode = await runCommandLine(argv, {
  ...{ t, terminal: processTerminal(), instance: () => instance(t) },
  write: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
})
// A pipe takes its time; what has not gone out would be lost.
await Promise.all(
  [process.stdout, process.stderr].map((stream) => new Promise((sent) => stream.write('', sent))),
)
// Connections to the servers stay open and would keep the process.
process.exit(exitCode)

/** --instance, a directory or a name, wins over the environment; without either it is the instance that this program was copied into. */
function chooseInstance() {
  const at = argv.indexOf('--instance')
  const given =
    at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--instance='))?.slice('--instance='.length)
  const own = path.dirname(import.meta.dirname)
  // A plain name is that of an instance of `npm start -- --name`.
  if (given) {
    const isName = /^[\w.-]+$/.test(given) && !existsSync(given)
    process.env.SERVER_MANAGER_INSTANCE = isName ? path.join(INSTANCES_ROOT, given) : path.resolve(given)
  } else if (!process.env.SERVER_MANAGER_INSTANCE && existsSync(path.join(own, 'instance.json'))) {
    process.env.SERVER_MANAGER_INSTANCE = own
  }
}

function instance(t: T): Instance {
  try {
    return readInstance(locateInstance())
  } catch (error) {
    if (isConsoleError(error)) throw error
    const directory = process.env.SERVER_MANAGER_INSTANCE ?? process.cwd()
    throw refusal('unavailable', 'noInstance', t('There is no instance in {directory}.', { directory }))
  }
}
