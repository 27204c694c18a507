import { needs } from '@/lib/adapters/agent/protocol'
import { control } from '../services'
import type { Verb } from '../verb'

/** Starts a server, and before it those that it needs; one that answers is left alone. */
export const startService: Verb<'service.start'> = async (instance, { service }) => {
  for (const one of [...needs[service], service])
    await control('start', one, (server) => server.start(instance))
  return {}
}
