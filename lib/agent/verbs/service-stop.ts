import { control } from '../services'
import type { Verb } from '../verb'

/** Stops a server; one that is not running is fine. */
export const stopService: Verb<'service.stop'> = async (instance, { service }) => {
  await control('stop', service, (server) => server.stop(instance))
  return {}
}
