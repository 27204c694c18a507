/** A mail server on free ports with the console as it is built, its processes started again when one ends. */
import { deployTo } from '@/bin/build.mjs'
import {
  consoleProcessAnswers,
  consoleProcessNames,
  endConsoleProcesses,
} from '@/lib/instance/console-processes'
import { type Instance, locateInstance, readInstance } from '@/lib/instance/instance'
import { type KeptProcess, keepRunning } from '@/lib/instance/kept-process'
import makeInstance from '@/lib/instance/testing-setup'
import { until } from '@/lib/instance/until'

/** Makes it and has this process, and those it starts, mean it; `remove` takes it away. */
export async function makeTestedInstance(
  say: (line: string) => void,
): Promise<{ instance: Instance; origin: string; remove: () => Promise<void> }> {
  const removeInstance = await makeInstance()
  const kept: KeptProcess[] = []
  const remove = async () => {
    for (const process of kept) await process.stop()
    await removeInstance?.()
  }
  try {
    const instance = readInstance(locateInstance())
    await startConsole(instance, kept, say)
    return { instance, origin: `https://localhost:${instance.ports.https}`, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function startConsole(instance: Instance, kept: KeptProcess[], say: (line: string) => void) {
  await endConsoleProcesses(instance)
  deployTo(instance.paths.console)
  for (const name of consoleProcessNames) {
    kept.push(keepRunning(instance, name, say))
    if (!(await until(() => consoleProcessAnswers(instance, name), 20_000))) {
      throw new Error(`${name} does not answer; see ${instance.paths.log}/console-${name}.log`)
    }
  }
}
