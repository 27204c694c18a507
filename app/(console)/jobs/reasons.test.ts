import { expect, it } from 'vitest'
import type { JobSummary } from '@/lib/access'
import { english, translate } from '@/lib/locales/translate'
import { jobInWords } from './reasons'

const job: JobSummary = {
  ...{ id: 'a', at: '', action: 'quota', options: {}, actor: 'admin', state: 'running', outcome: null },
  ...{ trouble: 'service.unreachable', troubleValues: {}, total: 2, closedAt: null },
  counts: { waiting: 2, begun: 0, done: 0, skipped: 0, failed: 0 },
}
const words = (more: Partial<JobSummary>) =>
  jobInWords(translate(english), { ...job, ...more, problems: [] }).troubleText

it('names the server that a job waits for, whatever its items are', () => {
  expect(words({ troubleValues: { service: 'cyrus' } })).toBe('The server cyrus does not answer.')
  expect(words({ troubleValues: { service: 'slapd' } })).toBe('The server slapd does not answer.')
})

it('says in words that a change which was cut off comes first', () => {
  expect(words({ trouble: 'job.settling' })).toBe(
    'A change that was cut off is finished or taken back first.',
  )
})
