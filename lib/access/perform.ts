/**
 * The one way to do anything: who is it now, may they, is the input sound, what may they touch, write it down,
 * do it, close the record. Faces (page, command line) add nothing but words.
 */
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { type Connections, connections } from './connections'
import { entryIdOf } from './directory'
import { openHandles } from './handles'
import { reasonIn, recordEvent, withIntent, withoutIntent } from './intents'
import type { AnyOperation, Operation } from './operation'
import { orGoesOn } from './patience'
import { grantOf } from './permissions'
import { managerOf, type Person, personById } from './person'
import { parseInput } from './problems'
import { scopeOf } from './scope'
import { endSessionsOf } from './session'
import { turns } from './turns'

/** Who asks. A person is named by entryUUID, which a face got from a session or a sign-in. */
export type Caller =
  | { kind: 'root'; job?: string }
  | {
      kind: 'person'
      id: string
      face: 'web' | 'command'
      address: string
      sessionId?: string
      /** `job:number` of the item that this is done for. */
      job?: string
      /** Shared by all that one request asks: who it is, looked up when the first of it is asked. */
      looked?: { person?: Promise<Person | null> }
    }

/**
 * Runs an operation as the caller. Errors are ConsoleErrors; what is outside the caller's scope answers
 * exactly like what does not exist.
 */
export async function perform<Input, Output>(
  caller: Caller,
  operation: Operation<Input, Output>,
  input: unknown,
  over: Connections = connections(),
): Promise<Output> {
  const person = await actorOf(over, caller, operation)
  const grant = grantOf(person.role, operation.name)
  if (!grant) {
    const refusal = new ConsoleError('denied', 'access.denied')
    if (operation.kind === 'change')
      await recordEvent(over.database, { caller, person }, operation.name, 'failed', reasonIn(refusal))
    throw refusal
  }
  const parsed = parseInput(operation.input, input)
  const scope = scopeOf(person, grant, over.instance.suffix)
  const access = {
    grant,
    scope,
    guardedWrites: operation.writesGuarded ?? false,
    changes: operation.kind === 'change',
    caller,
    ...(caller.kind === 'person' && caller.sessionId && { sessionId: caller.sessionId }),
  }
  if (operation.kind === 'read')
    return operation.run(openHandles(over, person, access, withoutIntent), parsed)
  const idOf = (dn: string) => entryIdOf(over.directory, dn)
  const alone = turns(over.database)
  const work = withIntent(over.database, { caller, person, idOf }, operation, parsed, (intent) =>
    operation.run(openHandles(over, person, access, intent, alone.take), parsed),
  ).finally(() => alone.end())
  // Root's process ends with its answer, and a job takes the time it takes.
  const isWaitedFor = caller.kind === 'person' && caller.job === undefined
  return operation.goesOn && isWaitedFor ? orGoesOn(work) : work
}

/** The person who acts, looked up now: whoever was removed, suspended or demoted a second ago is out. */
async function actorOf(over: Connections, caller: Caller, operation: AnyOperation): Promise<Person> {
  const { directory, instance } = over
  if (caller.kind === 'root') {
    // A slapd that is held takes its time to say nothing.
    if (operation.withoutDirectory === 'always') return rootWithoutDirectory
    try {
      return await managerOf(directory, instance.suffix)
    } catch (error) {
      if (operation.withoutDirectory && isConsoleError(error, 'unavailable')) return rootWithoutDirectory
      throw error
    }
  }
  const { looked = {} } = caller
  looked.person ??= personById(directory, instance.suffix, caller.id)
  const person = await looked.person
  if (!person || person.suspended) {
    // Being resumed later opens no old session again.
    await endSessionsOf(over.database, caller.id)
    throw new ConsoleError('signedOut', 'access.signedOut')
  }
  if (person.mustChangePassword && !operation.beforePasswordChange) {
    throw new ConsoleError('mustChangePassword', 'access.mustChange')
  }
  return person
}

/** Root keeps the right to start servers while nobody can be looked up; the DN is nobody's. */
const rootWithoutDirectory: Person = {
  id: 'root',
  dn: 'cn=root',
  login: 'root',
  name: 'root',
  mail: '',
  role: 'manager',
  manages: [],
  local: null,
  suspended: false,
  mustChangePassword: false,
  hasMailbox: false,
  language: null,
}
