import type { Command } from 'commander'
import type { JobItem, JobState } from '@/lib/access'
import { type ErrorCode, errorMessages } from '@/lib/errors'
import { cancelJob, listJobs, resumeJob, showJob } from '@/lib/jobs'
import { errorText } from '@/lib/locales/error-text'
import { formatDate } from '@/lib/locales/format'
import { type Message, msgid } from '@/lib/locales/translate'
import type { Face } from '../face'
import { properties, table } from '../table'

type Shown = { state: JobState; problems: JobItem[]; found: JobItem[] }
const EVERY_MS = 500

/** `job list|show|cancel|resume`. */
export function addJobCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const job = program.command('job').description(t('Long work that the console does in the background'))

  job
    .command('list')
    .description(t('List the last jobs'))
    .action(async () => {
      const rows = await perform(listJobs, {})
      const cells = rows.map(({ id, at, action, actor, state, outcome, counts, total }) => [
        ...[id, formatDate(t.locale, new Date(at), { timeStyle: 'medium' }), action, actor],
        ...[t.message(stateWords[outcome ?? state]), `${counts.done}/${total}`, String(counts.failed)],
      ])
      const head = [t('Job'), t('Begun'), t('Action'), t('By'), t('State'), t('Done'), t('Failed')]
      answer(rows, table(head, cells))
    })

  job
    .command('show <job>')
    .description(t('Show a job, what it found and what went wrong'))
    .option('--wait', t('When it has ended'))
    .action((id: string, { wait }: { wait?: true }) => showTheJob(id, wait === true, face))

  job
    .command('cancel <job>')
    .description(t('Stop a job after what it is doing'))
    .action(async (id: string) => {
      await perform(cancelJob, { id })
      answer({ id }, t('The job was stopped.'))
    })

  job
    .command('resume <job>')
    .description(t('Let a stopped job go on'))
    .option('--failed', t('With what failed'))
    .action(async (id: string, { failed = false }: { failed?: boolean }) => {
      await perform(resumeJob, { id, failedToo: failed })
      answer({ id }, t('The job goes on.'))
    })
}

/** Answers how far a job is; with `wait` when it has ended. */
export async function showTheJob(id: string, wait: boolean, { t, perform, answer }: Face): Promise<void> {
  let shown = await perform(showJob, { id })
  while (wait && !isOver(shown)) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    shown = await perform(showJob, { id })
  }
  const { state, outcome, trouble, troubleValues, total, counts, problems, found } = shown
  const words = properties([
    [t('Job'), id],
    [t('State'), t.message(stateWords[outcome ?? state])],
    [t('Waits because of'), state === 'running' ? reason(trouble, troubleValues) : ''],
    [t('Done'), `${counts.done}/${total}`],
    [t('Failed'), counts.failed > 0 ? String(counts.failed) : ''],
  ])
  const rows = [
    ...found.map(({ name, result }) => [
      name,
      Object.entries(result ?? {})
        .map(([what, value]) => `${what}: ${[value].flat().join('; ')}`)
        .join(', '),
    ]),
    ...problems.map(({ name, code, values }) => [name, `! ${reason(code, values)}`]),
  ]

  function reason(code: string | null, values: JobItem['values']): string {
    const known = Object.keys(errorMessages).find((one) => one === code)
    return known ? errorText(t, known as ErrorCode, values) : (code ?? '')
  }
  answer(shown, rows.length > 0 ? `${words}\n\n${table([t('Name'), t('Found')], rows)}` : words)
}

const isOver = ({ state }: Shown) => state === 'done' || state === 'cancelled'

const stateWords = {
  waiting: msgid('Waiting'),
  running: msgid('Running'),
  cancelled: msgid('Cancelled'),
  done: msgid('Finished'),
  partly: msgid('Finished, some failed'),
  failed: msgid('Failed'),
} satisfies Record<string, Message>
