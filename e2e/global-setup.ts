/** One instance for the whole run: with every server, and the console behind Apache. Removed after the run, however it ends. */
import { buildIfChanged } from '@/bin/build.mjs'
import { makeTestedInstance } from './tested-instance'

export default async function globalSetup() {
  await buildIfChanged()
  const { origin, remove } = await makeTestedInstance(console.log)
  process.env.E2E_ORIGIN = origin
  return remove
}
