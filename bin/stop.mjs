/** `npm stop`: ends everything that `npm start` started, and nothing else. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { built } from './build/deploy.mjs'
import { readStopOptions, stopUsage } from './start/options.mjs'
import { reporter } from './start/progress.mjs'

try {
  const options = readStopOptions(process.argv.slice(2))
  if (options.help) console.log(stopUsage)
  else await stop(options)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
process.exit()

async function stop({ directory, name }) {
  if (process.getuid() !== 0) throw new Error('Server Manager must be stopped as root.')
  if (!existsSync(directory) && !existsSync(`${directory}.lock`)) {
    console.log(`There is no instance ${name}.`)
    return
  }
  // The instance's own copy is the one that is running.
  const places = [path.join(directory, 'console'), built]
  const program = places.map((place) => path.join(place, 'instance.mjs')).find((file) => existsSync(file))
  if (!program) throw new Error('The console has not been built: nothing of it can be running.')
  const { stopInstance } = await import(program)
  await stopInstance(directory, reporter)
  console.log('Everything is stopped.')
}
