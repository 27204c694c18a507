import { canRun } from '@/lib/instance/processes'
import { services } from '../services'
import type { Verb } from '../verb'

/** The processes of a server, and whether a signal holds the main one. */
export const serviceProcesses: Verb<'service.processes'> = async (instance, { service }) => {
  const pids = await services[service].processes(instance)
  const [main] = pids
  return { pids, held: main !== undefined && !canRun(main) }
}
