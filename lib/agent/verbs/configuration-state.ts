import { changeState } from '../configuration/change'
import type { Verb } from '../verb'

/** The change that is under way, or the last one. */
export const configurationState: Verb<'configuration.state'> = async (instance) => ({
  change: await changeState(instance),
})
