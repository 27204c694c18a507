import { control } from '../services'
import type { Verb } from '../verb'

/** Starts a server; one that answers is left alone. */
export const startService: Verb<'service.start'> = async (instance, { service }) => {
  await control('start', service, (server) => server.start(instance))
  return {}
}
