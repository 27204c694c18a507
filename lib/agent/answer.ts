/** From a frame's value to an answer: the form, the verb, its arguments, then the work. */
import { fault } from '@/lib/adapters/agent/frame'
import { type AgentAnswer, type AgentVerb, agentRequest, agentVerbs } from '@/lib/adapters/agent/protocol'
import { isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { log } from './log'
import { verbs } from './verbs'

/** Does what is asked for, if it is one of the verbs; every error becomes an answer. */
export async function answerRequest(instance: Instance, request: unknown): Promise<AgentAnswer> {
  try {
    const outer = agentRequest.safeParse(request)
    if (!outer.success) throw fault('the request has another form')
    const { verb, arguments: args } = outer.data
    if (!isVerb(verb)) throw fault('there is no such verb')
    return { ok: true, result: await run(instance, verb, args) }
  } catch (error) {
    return refusal(error)
  }
}

/** An error as the peer learns of it: code and values, nothing of what is unexpected. */
export function refusal(error: unknown): AgentAnswer {
  if (!isConsoleError(error)) {
    log('unexpected', { error: error instanceof Error ? (error.stack ?? error.message) : 'no error' })
    return { ok: false, error: { kind: 'failed', code: 'unexpected', values: {} } }
  }
  const { kind, code, values } = error
  if (code === 'agent.refused') log('refused', values)
  return { ok: false, error: { kind, code, values } }
}

function isVerb(verb: string): verb is AgentVerb {
  return Object.hasOwn(agentVerbs, verb)
}

async function run<V extends AgentVerb>(instance: Instance, verb: V, args: unknown) {
  const parsed = agentVerbs[verb].arguments.safeParse(args)
  if (!parsed.success) throw fault('the arguments do not fit the verb')
  // The schema of the same row has just checked it.
  return verbs[verb](instance, parsed.data as Parameters<(typeof verbs)[V]>[1])
}
