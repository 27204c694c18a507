/**
 * The instance's part of the built console, instance.mjs. bin/start.mjs and bin/stop.mjs, which run before anything
 * is built, take it from there; run by itself it does what must not be done by root.
 */
import path from 'node:path'
import { migrate } from '@/lib/adapters/database/migrate'
import { CONSOLE_USER, type Instance, readInstance } from './instance'
import { mustRun } from './program'
import { systemUser } from './system-users'

export { joinRunning } from './join'
export { stopInstance } from './stop'
export { supervise } from './supervisor'
export { welcome } from './welcome'

/** Brings the console's database up to date as its owner: root would follow a link that the owner put there. */
export async function migrateAsOwner({ programs, paths, directory }: Instance): Promise<void> {
  const program = path.join(paths.console, 'instance.mjs')
  const user = systemUser(CONSOLE_USER)
  await mustRun('database', programs.node, [program, 'migrate', directory], { user })
}

/** Runs a program of the built console that is for root, such as the command line. */
export async function runConsoleProgram(
  { programs, paths, directory }: Instance,
  argv: string[],
): Promise<string> {
  const [file = '', ...rest] = argv
  const environment = { SERVER_MANAGER_INSTANCE: directory }
  return mustRun(file, programs.node, [path.join(paths.console, file), ...rest], {
    environment,
    timeout: 600_000,
  })
}

const [, program, command, directory] = process.argv
if (program === import.meta.filename && command === 'migrate' && directory) {
  const { paths } = readInstance(directory)
  migrate(paths.database, path.join(paths.console, 'prisma', 'migrations'))
}
