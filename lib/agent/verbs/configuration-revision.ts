import { revisionTexts } from '../configuration/history'
import type { Verb } from '../verb'

/** A file before and after a revision. */
export const configurationRevision: Verb<'configuration.revision'> = async (instance, { number, file }) =>
  revisionTexts(instance, number, file)
