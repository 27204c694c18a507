/** For tests: commands in the process of the test. */
import type { Instance } from '@/lib/instance/instance'
import { translatorFor } from '@/lib/locales/catalogues'
import { runCommandLine } from './run'
import { linesOf } from './terminal'
import { commandLineOf, mustOf, type RunOptions } from './testing'

/**
 * The command line without a process of its own, for tests of what commands do rather than of the program: root's, since only
 * root's opens the servers itself. With `as` or an environment it is the program after all.
 */
export function commandsOf(instance: Instance): ReturnType<typeof commandLineOf> {
  const programs = commandLineOf(instance)
  const run = async (argv: string[], options: RunOptions = {}) => {
    const { input = '', as, environment } = options
    if (as !== undefined || environment) return programs.run(argv, options)
    const [out, complaints]: [string[], string[]] = [[], []]
    const lines = linesOf(input)
    const none = () => Promise.reject(new Error('nobody is there to be asked'))
    const code = await runCommandLine(argv, {
      ...{ t: translatorFor('en'), instance: () => instance },
      terminal: { present: false, ask: none, askSecretly: none, nextLine: async () => lines.shift() },
      write: (text) => void out.push(text),
      complain: (text) => void complaints.push(text),
    })
    const [stdout, stderr] = [out.join(''), complaints.join('')]
    return { code, stdout, stderr, json: <Value>() => JSON.parse(stdout) as Value }
  }
  return { run, must: mustOf(run) }
}
