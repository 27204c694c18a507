/**
 * Brings an instance that an earlier version made up to date. Each subject has numbered steps; a step may run
 * again after a crash without harm, and instance.json records the last one done.
 */
import { ConsoleError } from '@/lib/errors'
import { configurationSteps } from './configuration-steps'
import { writeDescription } from './description'
import { ensureDirectories } from './directories'
import type { Instance } from './instance'
import { ensureSecrets } from './secrets'

export type UpgradeStep = {
  number: number
  /** What it changes, for the log. */
  title: string
  run: (instance: Instance) => Promise<void>
}

type Subject = keyof Instance['upgraded']

/** The number of the last step there is. */
export function latest(steps: readonly { number: number }[]): number {
  return Math.max(0, ...steps.map((step) => step.number))
}

/** Directories, secrets and the servers' files, all before any server starts. Errors: as in runSteps. */
export async function upgradeConfiguration(
  instance: Instance,
  done?: (title: string) => void,
): Promise<Instance> {
  await ensureDirectories(instance)
  await ensureSecrets(instance)
  return runSteps(instance, 'configuration', configurationSteps, done)
}

/**
 * Runs the steps of a subject that have not been done, in order, recording each.
 * Errors: 'conflict' instance.version when the instance knows steps that this program does not.
 */
export async function runSteps(
  instance: Instance,
  subject: Subject,
  steps: readonly UpgradeStep[],
  done?: (title: string) => void,
): Promise<Instance> {
  if (instance.upgraded[subject] > latest(steps)) {
    throw new ConsoleError('conflict', 'instance.version', { directory: instance.directory })
  }
  let current = instance
  const open = steps.filter((step) => step.number > instance.upgraded[subject])
  for (const step of open.toSorted((a, b) => a.number - b.number)) {
    await step.run(current)
    current = { ...current, upgraded: { ...current.upgraded, [subject]: step.number } }
    await writeDescription(current)
    done?.(step.title)
  }
  return current
}
