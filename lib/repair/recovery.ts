/** Cyrus's list of all folders, lost or damaged: made anew from the folders' own directories, by a job. */
import { z } from 'zod'
import { operation } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { type Message, msgid } from '@/lib/locales/translate'

/** What whoever starts a recovery has to know. */
export const recoveryWarnings: Message[] = [
  msgid('Nobody can read or receive mail while it is being done; mail that comes in waits.'),
  msgid('It can take an hour where there are very many folders, and cannot be stopped on the way.'),
  msgid('It helps when folders are missing for everybody. A single damaged folder is repaired without it.'),
  msgid('A copy of the present list is kept beside it.'),
]

/** The name of the server, typed by whoever means it. */
const confirmation = z.strictObject({ confirm: z.string('input.required').max(300) })

/** Starts the job. */
export const recoverMailboxes = operation({
  name: 'mailboxes.recover',
  kind: 'change',
  input: confirmation,
  target: () => ({ name: '' }),
  async run({ instance, jobs }, { confirm }): Promise<{ id: string }> {
    refuseUnlessMeant(confirm, instance)
    const { hostname } = instance
    return { id: await jobs.create('recoverMailboxes', {}, [{ target: '', name: hostname }]) }
  },
})

export type Rebuilt = {
  /** Folders as they were in the list; with other rights, type or place; that were not in the list. */
  kept: number
  changed: number
  found: number
  /** Folders whose own files were damaged; directories that cannot be read; folders without a directory. */
  repaired: number
  unreadable: number
  missing: number
  /** The file that keeps the list as it was; null when there was none. */
  backup: string | null
}

/** The job's work. Cyrus is stopped meanwhile. */
export const rebuildMailboxes = operation({
  name: 'mailboxes.rebuild',
  kind: 'change',
  input: confirmation,
  target: () => ({ name: '' }),
  async run({ instance, callAgent, intent }, { confirm }): Promise<Rebuilt> {
    refuseUnlessMeant(confirm, instance)
    const rebuilt = await intent.step('rebuild', {}, () => callAgent('cyrus.recoverMailboxes', {}))
    const after = Object.entries(rebuilt).map(([what, value]) => `${what}: ${value}`)
    intent.change({ dn: '', attribute: 'mailboxes', before: [], after })
    return rebuilt
  },
  /** The agent goes on when whoever asked it is gone. */
  async recover({ callAgent }, { at }) {
    const { isRunning, endedAt } = await callAgent('cyrus.recovery', { skip: 0, most: 1 })
    if (isRunning) throw new ConsoleError('conflict', 'agent.refused', { detail: 'a recovery is under way' })
    return endedAt !== null && new Date(endedAt) > at ? 'finished' : 'undone'
  },
})

/** How far a recovery is, and what the last one found, folder by folder, what needs a look first. */
export const showRecovery = operation({
  name: 'mailboxes.recovery',
  kind: 'read',
  input: z.strictObject({
    offset: z.coerce.number().int().min(0).default(0),
    count: z.coerce.number().int().min(1).max(50).default(50),
  }),
  run: ({ callAgent }, { offset, count }) => callAgent('cyrus.recovery', { skip: offset, most: count }),
})

function refuseUnlessMeant(confirm: string, { hostname }: { hostname: string }): void {
  if (confirm.trim() === hostname) return
  const field = { field: 'confirm', code: 'confirm.word' as const, values: { word: hostname } }
  throw new ConsoleError('invalid', 'input.invalid', {}, [field])
}
