/** What is repaired by jobs: one row an action, done item by item with what it found. */
import type { JobResult } from '@/lib/access'
import { type Rebuilt, type Repaired, rebuildMailboxes, repairFolder } from '@/lib/repair'
import type { ItemAction } from './actions'

const repair: ItemAction = {
  operation: repairFolder,
  input: (folder, _options, _dn, part) => ({ folder, part }),
  found: (output) => telling(output as Repaired),
}

const repairActions = {
  reconstruct: repair,
  quotaFix: repair,
  recoverMailboxes: {
    operation: rebuildMailboxes,
    input: (hostname) => ({ confirm: hostname }),
    found: (output) => {
      const { backup, ...counts } = output as Rebuilt
      return { ...counts, ...(backup !== null && { backup }) }
    },
  },
} as const satisfies Record<string, ItemAction>

export type RepairActionName = keyof typeof repairActions

export function repairActionOf(name: string): ItemAction | undefined {
  return Object.hasOwn(repairActions, name) ? repairActions[name as RepairActionName] : undefined
}

/** Null when all was well. */
function telling({ added, lost, corrected, notes }: Repaired): JobResult | null {
  const found: JobResult = {
    ...(added > 0 && { added }),
    ...(lost > 0 && { lost }),
    ...(corrected.length > 0 && { corrected }),
    ...(notes.length > 0 && { notes }),
  }
  return Object.keys(found).length > 0 ? found : null
}
