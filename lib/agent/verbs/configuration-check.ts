import { checkChange } from '../configuration/apply'
import type { Verb } from '../verb'

/** What would become of other texts. */
export const checkConfiguration: Verb<'configuration.check'> = (instance, request) =>
  checkChange(instance, request)
