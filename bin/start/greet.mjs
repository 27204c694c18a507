/** The last lines of a start, after the demonstration if one was asked for. */
import path from 'node:path'
import { built } from '../build/deploy.mjs'
import { longStep, reporter } from './progress.mjs'

/** `joined` when somebody else's start goes on and this one ends. */
export async function greet(instance, { demo }, { joined = false } = {}) {
  const { welcome, runConsoleProgram } = await import(path.join(built, 'instance.mjs'))
  const loaded = demo ? await loadDemo(() => runConsoleProgram(instance, ['cli.mjs', 'demo'])) : ''
  for (const line of await welcome(instance, { joined })) reporter.say(line)
  if (loaded) reporter.say(`${loaded.trim()}\n`)
}

/** A demonstration that could not be loaded is told about; the console runs all the same. */
async function loadDemo(load) {
  try {
    return await longStep('Demonstration', load)
  } catch {
    return ''
  }
}
