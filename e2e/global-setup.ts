/**
 * One instance for the whole run, with every server, and the console as it is built: deployed into it, the web
 * process behind Apache, its processes started again when a test kills one. Removed after the run, however it ends.
 */
import { buildIfChanged, deployTo } from '@/bin/build.mjs'
import {
  consoleProcessAnswers,
  consoleProcessNames,
  endConsoleProcesses,
} from '@/lib/instance/console-processes'
import { type Instance, locateInstance, readInstance } from '@/lib/instance/instance'
import { type KeptProcess, keepRunning } from '@/lib/instance/kept-process'
import makeInstance from '@/lib/instance/testing-setup'
import { until } from '@/lib/instance/until'

export default async function globalSetup() {
  await buildIfChanged()
  const removeInstance = await makeInstance()
  const kept: KeptProcess[] = []
  const remove = async () => {
    for (const process of kept) await process.stop()
    await removeInstance?.()
  }
  try {
    const instance = readInstance(locateInstance())
    await startConsole(instance, kept)
    process.env.E2E_ORIGIN = `https://localhost:${instance.ports.https}`
  } catch (error) {
    await remove()
    throw error
  }
  return remove
}

async function startConsole(instance: Instance, kept: KeptProcess[]) {
  await endConsoleProcesses(instance)
  deployTo(instance.paths.console)
  for (const name of consoleProcessNames) {
    kept.push(keepRunning(instance, name, console.log))
    if (!(await until(() => consoleProcessAnswers(instance, name), 20_000))) {
      throw new Error(`${name} does not answer; see ${instance.paths.log}/console-${name}.log`)
    }
  }
}
