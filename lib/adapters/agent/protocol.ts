/** What the agent can be asked: a fixed table of verbs. A new verb is one row here and one file in lib/agent/verbs. */
import { z } from 'zod'
import { type ErrorCode, type ErrorKind, errorMessages } from '@/lib/errors'

/** The mail servers that the agent controls, in the order in which they start. */
export const serviceNames = ['slapd', 'saslauthd', 'cyrus', 'postfix', 'apache', 'proftpd'] as const
export type ServiceName = (typeof serviceNames)[number]

const nothing = z.strictObject({})
/** DNs of containers; the agent checks that they are some. */
const containers = z.array(z.string().min(1).max(2000)).max(100)
const oneService = z.strictObject({ service: z.enum(serviceNames) })

/** `patienceMs` is how long a caller waits: a server has 20 s to start and up to 16 s to stop, one thing at a time. */
export const agentVerbs = {
  ping: { arguments: nothing, result: z.strictObject({ pid: z.int() }), patienceMs: 2_000 },
  'service.start': { arguments: oneService, result: nothing, patienceMs: 60_000 },
  'service.stop': { arguments: oneService, result: nothing, patienceMs: 60_000 },
  'service.restart': { arguments: oneService, result: nothing, patienceMs: 90_000 },
  'service.reload': { arguments: oneService, result: nothing, patienceMs: 90_000 },
  'service.processes': {
    arguments: oneService,
    result: z.strictObject({
      /** The main process comes first. */
      pids: z.array(z.int()),
      /** The main process was stopped by a signal, or is gone: its children may answer, but nothing is done. */
      held: z.boolean(),
    }),
    patienceMs: 2_000,
  },
  /**
   * Makes slapd hide the containers that are private now. `also` are hidden besides, until they are named as
   * `settled` or ten minutes have passed: whoever renames or moves private containers names the new DNs before,
   * and again when that is done or was refused.
   */
  'directory.refreshAccess': {
    arguments: z.strictObject({ also: containers, settled: containers }),
    /** Whether slapd's rules were others. */
    result: z.strictObject({ changed: z.boolean() }),
    patienceMs: 30_000,
  },
} as const

export type AgentVerb = keyof typeof agentVerbs
export type AgentArguments<V extends AgentVerb> = z.infer<(typeof agentVerbs)[V]['arguments']>
export type AgentResult<V extends AgentVerb> = z.infer<(typeof agentVerbs)[V]['result']>

/** The outer form of a request; the verb's own row says what its arguments look like. */
export const agentRequest = z.strictObject({ verb: z.string().max(100), arguments: z.unknown() })

/** `satisfies` makes it complete: a kind that is missing here does not compile. */
const errorKinds = {
  invalid: 'invalid',
  denied: 'denied',
  notFound: 'notFound',
  conflict: 'conflict',
  signedOut: 'signedOut',
  mustChangePassword: 'mustChangePassword',
  throttled: 'throttled',
  unavailable: 'unavailable',
  failed: 'failed',
} as const satisfies { [K in ErrorKind]: K }

export const agentAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), result: z.unknown() }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({
      kind: z.enum(errorKinds),
      code: z.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(errorMessages, code)),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  }),
])
export type AgentAnswer = z.infer<typeof agentAnswer>
