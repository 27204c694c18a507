import { applyChange } from '../configuration/apply'
import type { Verb } from '../verb'

/** Begins a change. */
export const applyConfiguration: Verb<'configuration.apply'> = async (instance, request) => ({
  change: await applyChange(instance, request),
})
