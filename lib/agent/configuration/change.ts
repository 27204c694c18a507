/**
 * One change of configuration files, from its first byte to its end: replaced, taken by the servers, asked for, kept or
 * put back. Each step is in the journal before it is made, so that an agent that was killed goes on where it was. There
 * is one change at a time.
 */

import type { AgentResult } from '@/lib/adapters/agent/protocol'
import { ConsoleError, type ErrorCode, errorMessages, isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { until } from '@/lib/instance/until'
import { printable } from '../cyrus-tools'
import { log } from '../log'
import type { ConfiguredService } from './files'
import { addRevision, keepVersion, type Revision, revisionOf } from './history'
import {
  beginJournal,
  type Change,
  endJournal,
  journalAfter,
  journaled,
  lastState,
  type Reason,
  readJournal,
  saveJournal,
  stateOf,
} from './journal'
import { keyedHash } from './keyed-hash'
import { describePlace } from './moved-ports'
import { lookAtAll } from './outside'
import { putBack } from './putting-back'
import { logLengths, withReasons } from './reasons'
import { withoutSecretsOf } from './said'
import { bring, inOrder, type Trouble, troubleIn, troubleOf } from './servers'
import { clearStages } from './stage'
import { readStored, replaceStored } from './store'
import { costOf, troubleAfter } from './trouble-after'
import { changed } from './wanted'

/** Milliseconds between two attempts to put back what could not be put back. */
const AGAIN = 5_000
/** Milliseconds for slapd to come up beside the agent when the machine starts. */
const SLAPD_STARTS = 60_000

/** The change under way, by the instance's directory; what decides about it is decided here, then written down. */
const underWay = new Map<string, Change>()

/** What is cleared away when an agent starts. */
const cleared = new Map<string, Promise<void>>()

/** Changes that are about to end: what is seen of them has their revision. */
const endings = new Map<string, Promise<void>>()

export function changeUnderWay(instance: Instance): Change | undefined {
  return underWay.get(instance.directory) ?? readJournal(instance)
}

/** The change under way, or the last one, with its revision when it has ended. */
export async function changeState(instance: Instance): Promise<AgentResult<'configuration.state'>['change']> {
  await endings.get(instance.directory)
  // Only what is written down counts when the agent is killed.
  const change = readJournal(instance)
  return change ? stateOf(change, revisionOf(instance, change.id) ?? null) : lastState(instance)
}

/** Writes a change down and begins it; nothing stops it half done after that. */
export async function begin(
  instance: Instance,
  change: Change,
  files: readonly { old: Uint8Array; bytes: Uint8Array }[],
): Promise<void> {
  underWay.set(instance.directory, change)
  try {
    await beginJournal(instance, change, files)
  } catch (error) {
    underWay.delete(instance.directory)
    await endJournal(instance, undefined).catch(() => {})
    throw error
  }
  log('configuration', { change: change.id, phase: change.phase })
  goOn(instance, carryOut(instance, change))
}

/** Errors: 'conflict' config.noChange for what is not in its countdown. */
export async function keep(instance: Instance, id: string): Promise<void> {
  await whenCleared(instance)
  const ending = finish(instance, inCountdown(instance, id), 'kept')
  goOn(instance, ending)
  await ending
}

/** Errors: as keep. Answers when it is certain to be put back. */
export async function takeBack(instance: Instance, id: string): Promise<void> {
  await whenCleared(instance)
  const change = inCountdown(instance, id)
  const reason = because('config.takenBack')
  await advance(instance, change, 'reverting', { reason, outcome: 'reverted' })
  goOn(instance, revert(instance, change))
}

/** What an agent that was killed was doing is brought to its end; nothing else can begin before that. */
export function settleConfiguration(instance: Instance): void {
  const clearing = clear(instance)
  cleared.set(
    instance.directory,
    clearing.catch(() => {}),
  )
  goOn(
    instance,
    clearing.then(() => settle(instance)),
  )
}

/** Resolves when what an agent left behind that was killed is out of the way. */
export async function whenCleared(instance: Instance): Promise<void> {
  await cleared.get(instance.directory)
}

async function clear(instance: Instance): Promise<void> {
  await clearStages(instance)
  if (readJournal(instance)) return
  await endJournal(instance, undefined)
  underWay.delete(instance.directory)
}

async function settle(instance: Instance): Promise<void> {
  const change = readJournal(instance)
  if (!change) {
    await lookAtAll(instance).catch((error) => log('configuration', { result: String(error) }))
    return
  }
  underWay.set(instance.directory, change)
  log('configuration', { change: change.id, phase: change.phase, result: 'found' })
  if (change.phase === 'countdown') return await count(instance, change, whenSlapdIsUp)
  if (change.phase === 'kept' || change.phase === 'reverted')
    return await finish(instance, change, change.phase)
  if (change.phase !== 'reverting') {
    const reason = because('config.interrupted')
    await advance(instance, change, 'reverting', { reason, outcome: 'interrupted' })
  }
  await whenSlapdIsUp(instance, change)
  await revert(instance, change)
}

/** Beside an agent that starts slapd may not be up yet, and would be stopped for what only its tools could put back. */
async function whenSlapdIsUp(instance: Instance, { files }: Change): Promise<void> {
  const file = files.find(({ format }) => format === 'cn=config')
  if (!file) return
  const isUp = () =>
    readStored(instance, file).then(
      () => true,
      (error) => !isConsoleError(error, 'unavailable'),
    )
  await until(isUp, SLAPD_STARTS, 250)
}

async function carryOut(instance: Instance, change: Change): Promise<void> {
  const logs = logLengths(instance)
  const trouble = await made(instance, change)
  if (trouble) {
    const said = withReasons({ ...instance, ...change.place?.after }, trouble, logs)
    const reason = { ...trouble, detail: await discreet(instance, change, said) }
    await advance(instance, change, 'reverting', { reason, outcome: 'reverted' })
    return await revert(instance, change)
  }
  const [reason = null] = inOrder.flatMap((service) => change.troubled[service] ?? [])
  if (change.countdown === 0) {
    return await finish(instance, change, 'kept', { reason })
  }
  const deadline = new Date(Date.now() + change.countdown * 1000).toISOString()
  await advance(instance, change, 'countdown', { deadline, reason })
  await count(instance, change)
}

/** Replaces the files and makes the servers take them; gives what went wrong. */
async function made(instance: Instance, change: Change): Promise<Reason | null> {
  const there = { ...instance, ...change.place?.after }
  let service: string = 'agent'
  try {
    for (const [i, file] of change.files.entries()) {
      service = file.service
      const { bytes } = await readStored(instance, file)
      if ((await keyedHash(instance, bytes)) !== file.before) throw changed(file.file)
      await replaceStored(instance, file, await journaled(instance, i, 'after'))
      if (file.format !== 'cn=config') continue
      // slapd writes down in its own way what it is told.
      const { bytes: written } = await readStored(instance, file)
      await journalAfter(instance, i, written)
      file.after = await keyedHash(instance, written)
      file.isTaken = true
    }
    if (change.place) await describePlace(instance, change.place.after)
    await advance(instance, change, 'restarting')
    for (const one of concerned(change)) {
      service = one
      await bring(there, one, costOf(change, one)).catch((error) => {
        // Nothing is worse than it was.
        if (!change.troubled[one]) throw error
      })
    }
    await advance(instance, change, 'probing')
    for (const one of concerned(change)) {
      const trouble = await troubleAfter(there, change, one)
      if (trouble) return { service: one, ...trouble }
    }
    return null
  } catch (error) {
    return { service, ...troubleIn(error) }
  }
}

/** What a server said, without the secrets that its files had or have, and not without end. */
async function discreet(instance: Instance, change: Change, text: string): Promise<string> {
  const files = change.files.map(async ({ file, service, format }, i) => ({
    ...{ file, service, format },
    old: await journaled(instance, i, 'before'),
    bytes: await journaled(instance, i, 'after'),
  }))
  const hidden = withoutSecretsOf(instance, await Promise.all(files))(text)
  // Cut before, there could be the beginning of one.
  const lines = hidden.split('\n').map((line) => printable(line, 500))
  return lines.join('\n').slice(0, 2000)
}

/** Puts the old files back and makes the servers take them. */
async function revert(instance: Instance, change: Change): Promise<void> {
  await putBackAtLast(instance, change, false)
  const isWell = await isTaken(instance, change)
  // What others wrote meanwhile may be what is wrong.
  if (!isWell && change.meanwhile?.some(({ stays }) => stays)) {
    await putBackAtLast(instance, change, true)
    await isTaken(instance, change)
  }
  await finish(instance, change, 'reverted')
}

/** Tries again and again until that is done. */
async function putBackAtLast(instance: Instance, change: Change, isAll: boolean): Promise<void> {
  for (;;) {
    try {
      await putBack(instance, change, isAll, (meanwhile) =>
        advance(instance, change, change.phase, { meanwhile }),
      )
      break
    } catch (error) {
      const { detail } = troubleIn(error)
      log('configuration', { change: change.id, phase: change.phase, result: 'failed', detail })
      await new Promise((resolve) => setTimeout(resolve, AGAIN))
    }
  }
}

/** Makes the servers take what was put back; whether all of them do what they did before. */
async function isTaken(instance: Instance, change: Change): Promise<boolean> {
  const there = { ...instance, ...change.place?.before }
  let isWell = true
  for (const service of concerned(change)) {
    let trouble: Trouble | null = null
    // What a reload broke may not be mended by one.
    for (const cost of new Set([costOf(change, service), 'restart'] as const)) {
      const failure = await bring(there, service, cost).catch(troubleIn)
      trouble =
        failure ??
        (change.troubled[service] ? null : await troubleOf(there, service, { cost }).catch(troubleIn))
      if (!trouble) break
      log('configuration', { change: change.id, phase: change.phase, service, detail: trouble.detail })
    }
    isWell &&= trouble === null
  }
  return isWell
}

/** Ends a change: what was decided is written down, then its revision, once, and the journal goes. */
function finish(
  instance: Instance,
  change: Change,
  phase: 'kept' | 'reverted',
  more: Partial<Change> = {},
): Promise<void> {
  const ending = advance(instance, change, phase, more).then(() => end(instance, change))
  endings.set(
    instance.directory,
    ending.catch(() => {}),
  )
  return ending
}

async function end(instance: Instance, change: Change): Promise<void> {
  const number =
    revisionOf(instance, change.id) ?? (await addRevision(instance, await revision(instance, change)))
  await endJournal(instance, stateOf(change, number))
  underWay.delete(instance.directory)
  log('configuration', { change: change.id, phase: change.phase, revision: number })
}

async function revision(instance: Instance, change: Change): Promise<Revision> {
  const files: Revision['files'] = {}
  for (const [i, file] of change.files.entries()) {
    const present = change.phase === 'kept' ? (await readStored(instance, file)).bytes : undefined
    const isOurs = present && (await keyedHash(instance, present)) === file.after
    files[file.file] = {
      before: await keepVersion(instance, file, await journaled(instance, i, 'before')),
      after: await keepVersion(instance, file, isOurs ? present : await journaled(instance, i, 'after')),
    }
  }
  const { who, note, origin, reason, id } = change
  const outcome = change.phase === 'kept' ? 'kept' : change.outcome
  return {
    at: new Date().toISOString(),
    who,
    note,
    origin,
    outcome,
    reason,
    change: id,
    files,
  }
}

/** Waits for the deadline of a countdown, and for what has to be there before anything is put back. */
async function count(
  instance: Instance,
  change: Change,
  ready: (instance: Instance, change: Change) => Promise<void> = async () => {},
): Promise<void> {
  const left = Math.max(0, new Date(change.deadline ?? 0).getTime() - Date.now())
  await new Promise((resolve) => setTimeout(resolve, left))
  if (change.phase !== 'countdown' || underWay.get(instance.directory) !== change) return
  const reason = because('config.notKept')
  await advance(instance, change, 'reverting', { reason, outcome: 'reverted' })
  await ready(instance, change)
  await revert(instance, change)
}

function inCountdown(instance: Instance, id: string): Change {
  const change = underWay.get(instance.directory)
  if (change?.id !== id || change.phase !== 'countdown') throw new ConsoleError('conflict', 'config.noChange')
  return change
}

/** The phase counts for everybody at once, and on the disk when this resolves. */
async function advance(
  instance: Instance,
  change: Change,
  phase: Change['phase'],
  more: Partial<Change> = {},
): Promise<void> {
  const before = { ...change }
  Object.assign(change, more, { phase })
  try {
    await saveJournal(instance, change)
  } catch (error) {
    Object.assign(change, before)
    throw error
  }
}

function goOn(instance: Instance, work: Promise<void>): void {
  work.catch((error) => {
    log('configuration', { result: 'failed', detail: troubleIn(error).detail })
    // As after a kill: what is in the journal is brought to its end.
    setTimeout(() => settleConfiguration(instance), AGAIN)
  })
}

/** Servers whose files change and that ran before; one that somebody stopped stays so. */
function concerned(change: Change): ConfiguredService[] {
  return inOrder.filter(
    (service) => change.running.includes(service) && change.files.some((file) => file.service === service),
  )
}

/** A reason of the agent's own. */
function because(code: ErrorCode): Reason {
  return { service: 'agent', code, detail: errorMessages[code] }
}
