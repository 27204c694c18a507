/**
 * Making a change: nothing is made that was not looked at as it is now, and what is answered is what became of it. The
 * agent replaces, restarts, asks the servers and puts everything back by itself.
 */
import { type Handles, operation } from '@/lib/access'
import { ConsoleError, type ErrorCode } from '@/lib/errors'
import { isTextEdit } from './edits/edited'
import { parameterOf } from './fields/id'
import { Agreed, type Agreement, Nothing, OneChange, Restored } from './inputs'
import { outcomeOf, recovered, refusals, revertedError, stateOf } from './outcome'
import { proofOf } from './proof'
import { type Proposal, propose } from './proposal'
import type { ChangeState, Edit } from './views'

export type Applied = {
  /** For config.keep and config.takeBack while there is a countdown. */
  change: string
  phase: 'kept' | 'countdown'
  /** ISO 8601, in UTC: until when it has to be kept; null when it is. */
  deadline: string | null
  revision: number | null
  files: string[]
}

/** Makes a change and waits for its end. Errors say why nothing was changed, or why everything was put back. */
export const applyConfiguration = operation({
  name: 'config.apply',
  kind: 'change',
  withoutDirectory: 'whileDown',
  input: Agreed,
  target: ({ edits }) => ({ name: [...new Set(edits.map(nameOf))].join(', ').slice(0, 300) }),
  // What was typed may be a secret; what changed is recorded without it.
  recorded: ({ edits, note, relay }) => ({ edits: edits.map(nameOf), note, relay }),
  async run(handles, { edits, ...agreement }): Promise<Applied> {
    return carryOut(handles, await propose(handles, { edits }, agreement), {
      ...agreement,
      origin: 'console',
    })
  },
  recover: recovered,
})

/** Makes the change that leads back to a revision, or back from it. */
export const restoreConfiguration = operation({
  name: 'config.restore',
  kind: 'change',
  withoutDirectory: 'whileDown',
  input: Restored,
  target: ({ number }) => ({ name: String(number) }),
  recorded: ({ number, to, crossed, note, relay }) => ({ number, to, crossed, note, relay }),
  async run(handles, { number, to, crossed, ...agreement }): Promise<Applied> {
    const proposal = await propose(handles, { restore: { number, to, crossed } }, agreement)
    return carryOut(handles, proposal, { ...agreement, origin: 'restored' })
  },
  recover: recovered,
})

/** Confirms a change before its time is over. */
export const keepConfiguration = operation({
  name: 'config.keep',
  kind: 'change',
  withoutDirectory: 'whileDown',
  input: OneChange,
  target: ({ change }) => ({ name: change }),
  async run({ callAgent }, { change }): Promise<null> {
    await callAgent('configuration.keep', { change })
    return null
  },
})

/** Puts back a change that waits to be kept. */
export const takeBackConfiguration = operation({
  name: 'config.takeBack',
  kind: 'change',
  withoutDirectory: 'whileDown',
  input: OneChange,
  target: ({ change }) => ({ name: change }),
  async run(handles, { change }): Promise<Pick<ChangeState, 'phase' | 'meanwhile'>> {
    await handles.callAgent('configuration.takeBack', { change })
    const { phase, meanwhile } = await outcomeOf(handles, change)
    return { phase, meanwhile }
  },
})

/** The change that is under way or waits to be kept, or the last one. */
export const showConfigurationState = operation({
  name: 'config.state',
  kind: 'read',
  withoutDirectory: 'whileDown',
  input: Nothing,
  run: async (handles): Promise<{ change: ChangeState | null }> => ({ change: await stateOf(handles) }),
})

async function carryOut(
  handles: Handles,
  proposal: Proposal,
  agreement: Agreement & { origin: 'console' | 'restored' },
): Promise<Applied> {
  const { callAgent, intent } = handles
  const { files, preview } = proposal
  refuseUnlessAgreed(proposal, agreement)
  const names = files.map(({ file }) => file)
  for (const change of proposal.changes) intent.change(change)
  const { change } = await intent.step('apply', { files: names.join(', ') }, () =>
    callAgent('configuration.apply', {
      files,
      costs: Object.fromEntries(preview.costs.map(({ service, cost }) => [service, cost])),
      countdown: agreement.countdown ?? preview.countdown,
      who: handles.isRoot ? 'root' : handles.actor.login,
      note: agreement.note,
      origin: agreement.origin,
      proof: proofOf(handles, agreement),
    }),
  )
  const ended = await intent.step('wait', { change }, () => outcomeOf(handles, change))
  if (ended.phase !== 'kept' && ended.phase !== 'countdown') throw revertedError(ended)
  return { change, phase: ended.phase, deadline: ended.deadline, revision: ended.revision, files: names }
}

function refuseUnlessAgreed(
  { files, preview, edits }: Proposal,
  { hashes, relay, password, rootToken }: Agreement,
): void {
  const refuse = (code: ErrorCode, values = {}) => new ConsoleError('invalid', code, values)
  const { faults, conflicts, refused, hazards } = preview
  if (faults.length > 0)
    throw new ConsoleError(
      'invalid',
      'input.invalid',
      {},
      faults.map(({ edit, code, values }) => ({ field: `edits.${edit}.value`, code, values })),
    )
  for (const { edit } of conflicts) {
    const crossed = edits[edit]
    throw new ConsoleError('conflict', 'config.crossed', { name: crossed ? nameOf(crossed) : '' })
  }
  if (files.length === 0) throw refuse('config.nothing')
  for (const { file, hash } of files)
    if (!hashes.some((seen) => seen.file === file && seen.hash === hash))
      throw new ConsoleError('conflict', 'config.changed', { file })
  for (const { file, name, reason } of refused) throw refuse(refusals[reason], { file, name })
  if (hazards.length > 0 && password === undefined && rootToken === undefined)
    throw new ConsoleError('denied', 'config.password')
  if (preview.relay.length > 0 && !relay) throw refuse('config.relay')
}

function nameOf(edit: Edit): string {
  if (isTextEdit(edit)) return edit.file
  const { field } = edit
  return parameterOf(field)?.name ?? field
}
