import { control } from '../services'
import type { Verb } from '../verb'

/** Stops a server and starts it, with nothing in between. */
export const restartService: Verb<'service.restart'> = async (instance, { service }) => {
  await control('restart', service, async (server) => {
    await server.stop(instance)
    await server.start(instance)
  })
  return {}
}
