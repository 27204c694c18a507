/** What is known of each server at this moment: its own answer first, then what the agent sees of its processes. */
import type { Handles } from '@/lib/access'
import { needs, type ServiceName, serviceNames } from '@/lib/adapters/agent'
import type { ProbeDetail } from '@/lib/adapters/probes'
import { isConsoleError } from '@/lib/errors'

/** `held`: a signal stopped or killed the main process. Its children may go on answering for a while. */
export type ServiceDetail = ProbeDetail | 'held'

export type ServiceState = {
  /** The agent is one of them: without it the others can be looked at but not controlled. */
  service: ServiceName | 'agent'
  state: 'up' | 'down'
  detail: ServiceDetail
  /** How long the answer took, or how long it was waited for. */
  milliseconds: number
  /** Null when nobody could be asked. */
  processes: number | null
  /** Servers that do not do their work without this one, in the order in which they start. */
  neededBy: ServiceName[]
}

/** Asks all servers at once; takes about two seconds at most. Servers come in the order of their start, the agent last. */
export async function serviceStates(
  handles: Pick<Handles, 'probeServices' | 'callAgent'>,
): Promise<ServiceState[]> {
  const [probes, agent, pids] = await Promise.all([
    handles.probeServices(),
    agentState(handles),
    Promise.all(serviceNames.map((service) => processesOf(handles, service))),
  ])
  const servers = probes.map(({ service, detail, milliseconds }): ServiceState => {
    const seen = pids[serviceNames.indexOf(service)]
    const honest = seen?.held ? 'held' : detail
    const state = honest === 'answers' ? 'up' : 'down'
    const processes = seen?.pids.length ?? null
    const neededBy = serviceNames.filter((one) => needs[one].includes(service))
    return { service, state, detail: honest, milliseconds, processes, neededBy }
  })
  return [...servers, agent]
}

async function agentState({ callAgent }: Pick<Handles, 'callAgent'>): Promise<ServiceState> {
  const begin = performance.now()
  const answers = (await unlessUnreachable(callAgent('ping', {}))) !== null
  return {
    service: 'agent',
    state: answers ? 'up' : 'down',
    detail: answers ? 'answers' : 'silent',
    milliseconds: Math.round(performance.now() - begin),
    processes: answers ? 1 : null,
    neededBy: [],
  }
}

function processesOf({ callAgent }: Pick<Handles, 'callAgent'>, service: ServiceName) {
  return unlessUnreachable(callAgent('service.processes', { service }))
}

/** The agent is not needed to look: null when it does not answer. */
async function unlessUnreachable<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (isConsoleError(error, 'unavailable')) return null
    throw error
  }
}
