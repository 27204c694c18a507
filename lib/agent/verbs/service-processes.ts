import { canRun } from '@/lib/instance/processes'
import { services } from '../services'
import type { Verb } from '../verb'

/** The processes of a server, and whether the main one is held by a signal or gone from among them. */
export const serviceProcesses: Verb<'service.processes'> = async (instance, { service }) => {
  const server = services[service]
  const [pids, main] = await Promise.all([server.processes(instance), server.main(instance)])
  return { pids, held: pids.length > 0 && (main === undefined || !canRun(main)) }
}
