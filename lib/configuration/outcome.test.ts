/** What becomes of a change is what the agent says in the end, whoever asked for it and whoever died meanwhile. */
import { describe, expect, it } from 'vitest'
import type { Handles, IntentRecord } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { outcomeOf, recovered, revertedError } from './outcome'
import type { ChangeState, Revision } from './views'

const state = (phase: ChangeState['phase'], more: Partial<ChangeState> = {}): ChangeState => ({
  ...{ id: 'c1', phase, files: ['postfix/main.cf'], services: ['postfix'], who: 'anna', note: '' },
  ...{ deadline: null, reason: null, revision: null, meanwhile: [], ...more },
})

/** An agent that gives one state after the other, the last one again and again; an error is thrown. */
function agent(states: (ChangeState | Error | null)[], revisions: Partial<Revision>[] = []) {
  const callAgent = async (verb: string) => {
    if (verb === 'configuration.history') return { revisions, total: revisions.length }
    const next = states.length > 1 ? states.shift() : states[0]
    if (next instanceof Error) throw next
    return { change: next ?? null }
  }
  return { callAgent: callAgent as unknown as Handles['callAgent'] }
}

const away = new ConsoleError('unavailable', 'service.unreachable', { service: 'agent' })

describe('the outcome of a change', () => {
  it('is waited for, through every step and while the agent starts again', async () => {
    const phases = (['replacing', 'restarting', 'probing'] as const).map((phase) => state(phase))
    expect(await outcomeOf(agent([...phases, away, state('kept')]), 'c1')).toMatchObject({ phase: 'kept' })
    expect(await outcomeOf(agent([state('countdown')]), 'c1')).toMatchObject({ phase: 'countdown' })
    expect(await outcomeOf(agent([state('reverting'), state('reverted')]), 'c1')).toMatchObject({
      phase: 'reverted',
    })
  })

  it('is not taken from another change, or from an agent that refuses', async () => {
    await expect(outcomeOf(agent([state('kept', { id: 'c2' })]), 'c1')).rejects.toMatchObject({
      code: 'config.busy',
    })
    const refused = new ConsoleError('invalid', 'agent.refused', { detail: 'x' })
    await expect(outcomeOf(agent([refused]), 'c1')).rejects.toMatchObject({ code: 'agent.refused' })
  })

  it('says why everything was put back', () => {
    const reason = { service: 'postfix', code: 'service.start', detail: 'bad line 3' }
    expect(revertedError(state('reverted', { reason }))).toMatchObject({
      ...{ kind: 'failed', code: 'config.reverted', values: { service: 'postfix', detail: 'bad line 3' } },
    })
  })
})

describe('a change whose asker died', () => {
  const at = new Date('2027-01-01T12:00:00Z')
  const after = '2027-01-01T12:00:05.000Z'
  const record = (change?: string) =>
    ({
      at,
      steps: change ? [{ name: 'wait', state: 'begun', data: { change } }] : [],
    }) as unknown as IntentRecord

  it.each<[string, 'finished' | 'undone', string | undefined, ChangeState | null, Partial<Revision>[]]>([
    ['was kept', 'finished', 'c1', state('kept'), []],
    ['waits to be kept', 'finished', 'c1', state('countdown'), []],
    ['was put back', 'undone', 'c1', state('reverted'), []],
    ['never began', 'undone', undefined, null, []],
    [
      'was kept before another one',
      'finished',
      'c1',
      state('kept', { id: 'c2' }),
      [{ at: after, origin: 'console', outcome: 'kept' }],
    ],
    [
      'was put back before it was known by its number',
      'undone',
      undefined,
      state('reverted'),
      [{ at: after, origin: 'console', outcome: 'reverted' }],
    ],
    [
      'never began while somebody edited by hand',
      'undone',
      undefined,
      null,
      [{ at: after, origin: 'outside', outcome: 'kept' }],
    ],
    [
      'never began after an earlier one',
      'undone',
      undefined,
      state('kept', { id: 'c0' }),
      [{ at: '2027-01-01T11:00:00.000Z', origin: 'console', outcome: 'kept' }],
    ],
  ])('%s: it is %s', async (_what, outcome, change, last, revisions) => {
    expect(await recovered(agent([last], revisions), record(change))).toBe(outcome)
  })

  it('is asked about again while it is under way', async () => {
    await expect(recovered(agent([state('probing')]), record('c1'))).rejects.toMatchObject({
      code: 'config.busy',
    })
  })
})
