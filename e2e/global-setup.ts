/**
 * One instance for the whole run, with every server, and the console as it was built: deployed into it, the web
 * process behind Apache. Set up like the integration tests' and removed as theirs.
 */
import { deployTo } from '@/bin/build/deploy.mjs'
import {
  consoleProcessAnswers,
  consoleProcessNames,
  endConsoleProcesses,
  startConsoleProcess,
} from '@/lib/instance/console-processes'
import { type Instance, locateInstance, readInstance } from '@/lib/instance/instance'
import makeInstance from '@/lib/instance/testing-setup'
import { until } from '@/lib/instance/until'

export default async function globalSetup() {
  const remove = await makeInstance()
  try {
    const instance = readInstance(locateInstance())
    await startConsole(instance)
    process.env.E2E_ORIGIN = `https://localhost:${instance.ports.https}`
  } catch (error) {
    await remove?.()
    throw error
  }
  return remove
}

async function startConsole(instance: Instance) {
  await endConsoleProcesses(instance)
  deployTo(instance.paths.console)
  for (const name of consoleProcessNames) {
    startConsoleProcess(instance, name).unref()
    if (!(await until(() => consoleProcessAnswers(instance, name), 20_000))) {
      throw new Error(`${name} does not answer; see ${instance.paths.log}/console-${name}.log`)
    }
  }
}
