/**
 * The record of a change: written before it begins and closed when it ended, so that a crash leaves an open
 * row that says what was being done. The same row is the audit log's.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { PrismaClient } from '@/lib/adapters/database'
import { ConsoleError, isConsoleError, type Reason, reasonOf } from '@/lib/errors'
import { MASK, masked } from './masking'
import type { Operation } from './operation'
import type { Caller } from './perform'
import type { Person } from './person'

/** One attribute of one entry that changed; secrets arrive masked. */
export type Change = { dn: string; attribute: string; before: string[]; after: string[] }
/** The parts that changes consist of; the audit log has words for each. */
export type StepName =
  | 'entry'
  | 'group'
  | 'postmaster'
  | 'addresses'
  | 'mailbox'
  | 'quota'
  | 'folders'
  | 'posting'
  | 'rights'
  | 'taken'
  | 'given'
  | 'folder'
  | 'aside'
  | 'rename'
  | 'delete'
  | 'restore'
  | 'acl'
  | 'rebuild'
  | 'apply'
  | 'wait'

export type Step = {
  name: StepName
  state: 'begun' | 'done' | 'undone' | 'uncertain'
  data: Record<string, string>
}

/**
 * open: being done, or its process died; stuck: failed and could not be taken back yet; done, failed (nothing
 * is left of it); finished and undone: completed or taken back later; interrupted: unknown, nothing to do.
 */
export type IntentState = 'open' | 'stuck' | 'done' | 'failed' | 'finished' | 'undone' | 'interrupted'

export type IntentRecord = {
  id: string
  at: Date
  operation: string
  state: IntentState
  input: unknown
  steps: Step[]
  changes: Change[]
  target: string
  targetName: string
  actorDn: string
}

/** What an operation gets to tell the record about its progress. */
export type Intent = {
  id: string
  /** Names what the change is about once that is known better than from the input. */
  about(target: { dn?: string; name: string }): void
  /** Tells the entryUUID of an entry that is about to be changed, by which the record is found under later names. */
  met(entry: { dn: string; id: string }): void
  change(change: Change): void
  /**
   * Does one part of a change over several servers. `undo` must be safe to run when the part never happened;
   * it is run, last part first, when this or a later part fails.
   */
  step<T>(
    name: StepName,
    data: Record<string, string>,
    work: () => Promise<T>,
    undo?: () => Promise<void>,
  ): Promise<T>
}

/**
 * Runs `work` inside a record. Reads use `withoutIntent` instead. `idOf` gives the entryUUID that is at a DN, '' when
 * nothing is.
 */
export async function withIntent<Input, T>(
  database: PrismaClient,
  actor: { caller: Caller; person: Person | null; idOf: (dn: string) => Promise<string> },
  operation: Operation<Input, unknown>,
  input: Input,
  work: (intent: Intent) => Promise<T>,
): Promise<T> {
  const target = operation.target?.(input) ?? { name: '' }
  const row = await database.intent.create({
    data: {
      ...newRow(actor, operation.name, target),
      input: JSON.stringify(masked(operation.recorded ? operation.recorded(input) : input)),
    },
  })
  const steps: Step[] = []
  const changes: Change[] = []
  const undos: { step: Step; undo: () => Promise<void> }[] = []
  const ids = new Map<string, string>()
  // A server was gone in the middle of a part that cannot be taken back: it may be done, half done, or not begun.
  let isUnknown = false
  const targetId = () => ids.get((target.dn ?? '').toLowerCase())
  const save = (data: object) => database.intent.update({ where: { id: row.id }, data })
  const progress = () => ({
    target: target.dn ?? '',
    targetName: target.name,
    targetId: targetId() ?? null,
    steps: JSON.stringify(steps),
  })
  const intent: Intent = {
    id: row.id,
    about: (better) => void Object.assign(target, better),
    met: ({ dn, id }) => {
      // Whoever comes under the name later in the change is not who it is about.
      if (!ids.has(dn.toLowerCase())) ids.set(dn.toLowerCase(), id)
    },
    change: (change) => void changes.push(maskedChange(change)),
    async step(name, data, part, undo) {
      const step: Step = { name, state: 'begun', data }
      steps.push(step)
      await save(progress())
      const result = await part().catch((error: unknown) => {
        // A server that said no did nothing. One that did not answer may have done it, or do it yet.
        const refused = isConsoleError(error) && error.kind !== 'unavailable'
        if (undo && !refused) undos.unshift({ step, undo })
        isUnknown = !undo && !refused && operation.recover !== undefined
        throw error
      })
      if (undo) undos.unshift({ step, undo })
      // Written with what comes next: what finds it begun after a crash has to ask the servers anyway.
      step.state = 'done'
      return result
    },
  }
  const close = async (state: IntentState, error?: unknown) => {
    // What was made has its id only now. When slapd is away, nobody knows.
    if (target.dn && targetId() === undefined)
      await actor.idOf(target.dn).then(
        (id) => intent.met({ dn: target.dn ?? '', id }),
        () => undefined,
      )
    await save({
      state,
      closedAt: new Date(),
      ...progress(),
      changes: JSON.stringify(state === 'failed' ? [] : changes),
      ...writtenReason(error ? reasonIn(error) : null),
    })
  }
  try {
    const result = await work(intent)
    await close('done')
    return result
  } catch (error) {
    const undone = await takeBack(undos)
    if (isUnknown && undos.length === 0) {
      await close('stuck', error)
      throw laterError(error)
    }
    await close(undone ? 'failed' : 'stuck', error)
    throw undone ? error : openError(error)
  }
}

/** An intent for operations that change nothing. */
export const withoutIntent: Intent = {
  id: '',
  about: () => {},
  met: () => {},
  change: () => {},
  step: async (_name, _data, work) => work(),
}

/** An intent for what finishes or takes back a change later; `changes` are what it told. */
export function laterIntent(id: string): { intent: Intent; changes: Change[] } {
  const changes: Change[] = []
  return {
    intent: { ...withoutIntent, id, change: (change) => void changes.push(maskedChange(change)) },
    changes,
  }
}

/** Writes a row for something that is over at once: a sign-in, a refused attempt. */
export async function recordEvent(
  database: PrismaClient,
  actor: { caller: Caller; person: Person | null; login?: string },
  name: string,
  state: 'done' | 'failed',
  reason: Reason | null = null,
): Promise<void> {
  const row = newRow(actor, name, { name: '' })
  const end = { state, ...writtenReason(reason), closedAt: new Date() }
  await database.intent.create({ data: { ...row, input: '{}', ...end } })
}

/** Why something failed, as a row keeps it: put into words in each reader's language. */
export function writtenReason(reason: Reason | null): { code: string | null; codeValues: string | null } {
  return { code: reason?.code ?? null, codeValues: reason ? JSON.stringify(reason.values) : null }
}

/** What is no ConsoleError says nothing of itself to a person. */
export function reasonIn(error: unknown): Reason {
  return isConsoleError(error) ? reasonOf(error) : { code: 'unexpected', values: {} }
}

async function takeBack(undos: { step: Step; undo: () => Promise<void> }[]): Promise<boolean> {
  for (const { step, undo } of undos) {
    try {
      await undo()
      step.state = 'undone'
    } catch {
      // What lies below stays too: an entry keeps its login reserved until the mailbox is certainly gone.
      step.state = 'uncertain'
      return false
    }
  }
  return true
}

function openError(cause: unknown): unknown {
  return isConsoleError(cause, 'unavailable') ? cause : new ConsoleError('failed', 'intent.open')
}

/** What is told of a change that is settled as soon as the server answers again. */
function laterError(cause: unknown): unknown {
  const isAway = isConsoleError(cause, 'unavailable') && cause.code === 'service.unreachable'
  return isAway ? new ConsoleError('unavailable', 'intent.later', cause.values) : cause
}

function newRow(
  { caller, person, login }: { caller: Caller; person: Person | null; login?: string },
  operation: string,
  target: { dn?: string; name: string },
) {
  const root = caller.kind === 'root'
  return {
    id: randomUUID(),
    at: new Date(),
    operation,
    face: root ? 'command' : caller.face,
    address: root ? '' : caller.address,
    actor: root ? 'root' : (person?.login ?? login ?? ''),
    actorId: root ? 'root' : (person?.id ?? ''),
    actorDn: person?.dn ?? '',
    role: person?.role ?? (root ? 'manager' : ''),
    target: target.dn ?? '',
    targetName: target.name,
    state: 'open',
    job: caller.job ?? null,
    changes: '[]',
    steps: '[]',
    process: thisProcess(),
  }
}

function maskedChange(change: Change): Change {
  const hidden = (values: string[]) =>
    values.map((value) => (masked('x', change.attribute) === MASK ? MASK : value))
  return { ...change, before: hidden(change.before), after: hidden(change.after) }
}

/** `pid:start time`, so that a reused pid is not taken for the process that died (proc(5), field 22 of stat). */
export function thisProcess(): string {
  return `${process.pid}:${startTime(process.pid)}`
}

/** Whether the process that wrote a row is still there. */
export function isAlive(process: string): boolean {
  const [pid, started] = process.split(':')
  return started !== '' && startTime(Number(pid)) === started
}

function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
