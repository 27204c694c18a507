import type { Verb } from '../verb'

/** Says that the agent is there. */
export const ping: Verb<'ping'> = async () => ({ pid: process.pid })
