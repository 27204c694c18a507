import { history } from '../configuration/history'
import { lookAtAll } from '../configuration/outside'
import type { Verb } from '../verb'

/** What became of the files, and what somebody has just done to them. */
export const configurationHistory: Verb<'configuration.history'> = async (instance, request) => {
  await lookAtAll(instance)
  return history(instance, request)
}
