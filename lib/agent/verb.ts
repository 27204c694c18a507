import type { AgentArguments, AgentResult, AgentVerb } from '@/lib/adapters/agent/protocol'
import type { Instance } from '@/lib/instance/instance'

/** What a verb does, given arguments that its row in the protocol has admitted. */
export type Verb<V extends AgentVerb> = (
  instance: Instance,
  args: AgentArguments<V>,
) => Promise<AgentResult<V>>
