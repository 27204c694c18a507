/** Changes of configuration, which are refused as long as nothing carries them out. */
import { ConsoleError } from '@/lib/errors'
import type { Verb } from '../verb'

const refused = async (): Promise<never> => {
  throw new ConsoleError('conflict', 'config.busy')
}

export const checkConfiguration: Verb<'configuration.check'> = refused
export const applyConfiguration: Verb<'configuration.apply'> = refused
export const configurationState: Verb<'configuration.state'> = async () => ({ change: null })
export const keepConfiguration: Verb<'configuration.keep'> = refused
export const takeBackConfiguration: Verb<'configuration.takeBack'> = refused
export const configurationHistory: Verb<'configuration.history'> = async () => ({ revisions: [], total: 0 })
export const configurationRevision: Verb<'configuration.revision'> = refused
