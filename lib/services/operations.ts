/** Mail Services: which servers answer, and starting and stopping them through the agent. */
import { z } from 'zod'
import { type OperationName, operation } from '@/lib/access'
import { type AgentResult, type AgentVerb, serviceNames } from '@/lib/adapters/agent'
import { type ServiceState, serviceStates } from './states'

export type ServiceFacts = AgentResult<'service.facts'>

/** The servers and the agent; root sees them also while slapd is down. */
export const listServices = operation({
  name: 'service.list',
  kind: 'read',
  withoutDirectory: 'always',
  input: z.strictObject({}),
  run: (handles): Promise<ServiceState[]> => serviceStates(handles),
})

/** Version, uptime, addresses and last errors of a server. Errors: service.unreachable for the agent. */
export const showService = operation({
  name: 'service.facts',
  kind: 'read',
  withoutDirectory: 'always',
  input: z.strictObject({ service: z.enum(serviceNames, 'input.unknown') }),
  run: ({ callAgent }, { service }): Promise<ServiceFacts> => callAgent('service.facts', { service }),
})

/** What the server needs is started too. */
export const startService = control('service.start')
/** Stopping slapd ends everybody's work in the console until root or the agent starts it again. */
export const stopService = control('service.stop')
export const restartService = control('service.restart')
export const reloadService = control('service.reload')

/** The agent's verb of the same name; errors: service.start, service.stop, service.unreachable. */
function control(name: Extract<OperationName & AgentVerb, `service.${string}`>) {
  return operation({
    name,
    kind: 'change',
    withoutDirectory: 'always',
    input: z.strictObject({ service: z.enum(serviceNames, 'input.unknown') }),
    target: ({ service }) => ({ name: service }),
    async run({ callAgent }, { service }): Promise<null> {
      await callAgent(name, { service })
      return null
    },
  })
}
