/**
 * Everything a person can do is one operation: a name with a row in the permission table, a schema for its
 * input and a function that gets handles already narrowed to what the actor may touch. Web action, command
 * line and REST are one line each over perform().
 */
import type { z } from 'zod'
import type { Handles } from './handles'
import type { IntentRecord } from './intents'
import type { OperationName } from './permissions'

/** What an audit row says the operation was about. */
export type Target = { dn?: string; name: string }

export type Operation<Input, Output> = {
  name: OperationName
  input: z.ZodType<Input>
  /** A change is written down before it begins; a read leaves no trace. */
  kind: 'read' | 'change'
  /** Root may run it while slapd is down: it must not use the directory then, or never does. */
  withoutDirectory?: 'whileDown' | 'always'
  /** May write attributes that decide about access, such as associatedDomain. */
  writesGuarded?: boolean
  /** Takes its time with many folders: after a moment a person is told that it goes on, and it does. */
  goesOn?: boolean
  /** Allowed while the person still has to choose a new password. */
  beforePasswordChange?: boolean
  target?(input: Input): Target
  /** What the record of a change keeps of its input, where secrets may be in any of it. */
  recorded?(input: Input): unknown
  run(handles: Handles, input: Input): Promise<Output>
  /**
   * Finishes or takes back what a crash left half done. `record.state` is 'open' when the process died in the
   * middle and 'stuck' when taking it back failed, or when a server was gone in the middle of a part that cannot be
   * taken back. Says which of the two it did; throws to be asked again.
   * Without it an interrupted change is shown as interrupted: right for a single atomic write.
   */
  recover?(handles: Handles, record: IntentRecord): Promise<'finished' | 'undone'>
}

/** What is common to all operations: everything but their inputs and outputs. */
export type AnyOperation = Pick<
  Operation<never, unknown>,
  'name' | 'kind' | 'withoutDirectory' | 'beforePasswordChange' | 'recover'
>

/** Declares an operation. The name must be a row of the permission table. */
export function operation<Input, Output>(definition: Operation<Input, Output>): Operation<Input, Output> {
  return definition
}
