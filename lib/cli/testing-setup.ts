/** Vitest's global set-up after the instance's: the command line, and the web process that others than root ask. */
import { testInstance } from '@/lib/instance/testing'
import { ensureProcess, installCommandLine } from './testing'

export default async function setup(): Promise<() => Promise<void>> {
  const instance = testInstance()
  await installCommandLine(instance)
  return ensureProcess(instance, 'web')
}
