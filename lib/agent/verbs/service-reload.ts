import { control } from '../services'
import type { Verb } from '../verb'

/** Makes a running server read its configuration again. */
export const reloadService: Verb<'service.reload'> = async (instance, { service }) => {
  await control('reload', service, (server) => server.reload(instance))
  return {}
}
