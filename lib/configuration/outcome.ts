/** How a change ends: the agent goes on by itself, whoever asked it, and is asked until it knows. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Handles, IntentRecord } from '@/lib/access'
import { ConsoleError, type ErrorCode, isConsoleError } from '@/lib/errors'
import type { ChangeState, Preview } from './views'

type Agent = Pick<Handles, 'callAgent'>

/** Five servers that are stopped, started and asked one after the other, and the same once more to put all back. */
const PATIENCE = 10 * 60_000
const BETWEEN = 250

const UNDER_WAY: readonly ChangeState['phase'][] = ['replacing', 'restarting', 'probing', 'reverting']

/** What is said of what is refused whoever asks, of {name} in {file}. */
export const refusals: Record<Preview['refused'][number]['reason'], ErrorCode> = {
  data: 'config.data',
  allowed: 'config.refused',
  long: 'config.long',
}

/**
 * The change when nothing is being done for it any more: kept, put back, or waiting to be kept. Errors: 'unavailable'
 * when the agent stays away, and 'conflict' config.busy when another change came so soon that nobody saw the end.
 */
export async function outcomeOf(agent: Agent, change: string): Promise<ChangeState> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const state = await stateOf(agent).catch((error: unknown) => {
      // It may be starting again, and goes on with the change then.
      if (isConsoleError(error, 'unavailable') && Date.now() < deadline) return undefined
      throw error
    })
    if (state && state.id !== change) throw new ConsoleError('conflict', 'config.busy')
    if (state && !UNDER_WAY.includes(state.phase)) return state
    if (Date.now() > deadline)
      throw new ConsoleError('unavailable', 'service.unreachable', { service: 'agent' })
    await wait(BETWEEN)
  }
}

/** The last change, or the one under way. */
export async function stateOf({ callAgent }: Agent): Promise<ChangeState | null> {
  return (await callAgent('configuration.state', {})).change
}

/** Why a change was put back, in the words of who asked for it. */
export function revertedError({ reason }: ChangeState): ConsoleError {
  const { service, detail } = reason ?? { service: '', detail: '' }
  return new ConsoleError('failed', 'config.reverted', { service, detail })
}

/** What became of a change whose asker died: only what the agent remembers counts. */
export async function recovered(agent: Agent, { steps, at }: IntentRecord): Promise<'finished' | 'undone'> {
  const id = steps.find(({ name }) => name === 'wait')?.data.change
  const last = await stateOf(agent)
  if (last && UNDER_WAY.includes(last.phase)) throw new ConsoleError('conflict', 'config.busy')
  if (last && last.id === id) return last.phase === 'reverted' ? 'undone' : 'finished'
  const { revisions } = await agent.callAgent('configuration.history', { skip: 0, most: 100 })
  const own = revisions.findLast((one) => one.origin !== 'outside' && new Date(one.at) >= at)
  return own?.outcome === 'kept' ? 'finished' : 'undone'
}
