/** What tests of folders have in common. */
import { type Connections, connections } from '@/lib/access/connections'
import type { Change } from '@/lib/access/intents'
import { recoverOpenIntents } from '@/lib/access/recovery'
import { withDatabase } from '@/lib/access/testing'
import { isConsoleError } from '@/lib/errors'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, testInstance } from '@/lib/instance/testing'
import { operations } from '@/lib/operations'

type Asked = { name: string }
type Step = { name: string; data: Record<string, string> }
type Records = {
  over: Connections
  /** Settles what is open, as a worker does. */
  recover(): Promise<unknown>
  /** What the last record of an operation on something says. */
  last(operation: string, targetName: string): Promise<{ state: string; changes: Change[] }>
}

/** Records of its own, which no other test settles. */
export function withRecords<T>(work: (records: Records) => Promise<T>): Promise<void> {
  return withDatabase(async (database) => {
    const over = { ...connections(), database }
    await work({
      over,
      recover: () => recoverOpenIntents(operations, over),
      async last(operation, targetName) {
        const where = { operation, targetName }
        const row = await database.intent.findFirst({ where, orderBy: { at: 'desc' } })
        return { state: row?.state ?? '', changes: JSON.parse(row?.changes ?? '[]') as Change[] }
      },
    })
  })
}

/** What a worker makes of a record as a process leaves it that was killed in the middle, and what it says then. */
export async function recordLeftBy(
  { name }: Asked,
  input: object,
  steps: Step[],
  before: 'open' | 'stuck' = 'open',
): Promise<{ state: string; changes: string[][] }> {
  let found = { state: '', changes: [] as string[][] }
  await withRecords(async ({ over, recover, last }) => {
    // No process of this number began at this time.
    const row = {
      operation: name,
      targetName: name,
      state: before,
      process: '1:1',
      input: JSON.stringify(input),
    }
    const nobody = {
      actor: 'root',
      actorId: 'root',
      actorDn: '',
      role: 'manager',
      face: 'command',
      address: '',
    }
    const begun = JSON.stringify(steps.map((step) => ({ ...step, state: 'begun' })))
    await over.database.intent.create({
      data: { id: name, at: new Date(), ...row, ...nobody, target: '', steps: begun, changes: '[]' },
    })
    await recover()
    const { state, changes } = await last(name, name)
    found = {
      state,
      changes: changes.map(({ dn, attribute, before, after }) => [dn, attribute, ...before, '→', ...after]),
    }
  })
  return found
}

export async function leftBy(
  operation: Asked,
  input: object,
  steps: Step[],
  before?: 'open' | 'stuck',
): Promise<string> {
  return (await recordLeftBy(operation, input, steps, before)).state
}

/** What is wrong, and with which field where it is one; whatever else was thrown, or nothing. */
export async function fault(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isConsoleError(error)) return error
  const [field] = error.fields
  return field ? `${field.field}: ${field.code}` : error.code
}

/** Behind the console's back. */
export async function asCyrus(...commands: string[]): Promise<string[]> {
  const password = readSecret(testInstance(), 'cyrus')
  return (await imapTalk({ login: 'cyrus', password }, commands)).slice(1)
}
