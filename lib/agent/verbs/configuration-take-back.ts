import { takeBack } from '../configuration/change'
import type { Verb } from '../verb'

/** Puts a change in its countdown back. */
export const takeBackConfiguration: Verb<'configuration.takeBack'> = async (instance, { change }) => {
  await takeBack(instance, change)
  return {}
}
