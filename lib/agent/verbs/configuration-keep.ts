import { keep } from '../configuration/change'
import type { Verb } from '../verb'

/** Confirms a change in its countdown. */
export const keepConfiguration: Verb<'configuration.keep'> = async (instance, { change }) => {
  await keep(instance, change)
  return {}
}
