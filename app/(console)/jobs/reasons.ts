/** Why accounts or folders are left out or fail, in words; the browser does not get the many messages there are. */
import 'server-only'
import type { JobItem, JobSummary } from '@/lib/access'
import { type ErrorCode, errorMessages } from '@/lib/errors'
import type { Preview } from '@/lib/jobs'
import { errorText } from '@/lib/locales/error-text'
import type { T } from '@/lib/locales/translate'
import { exceptionWords, folderActions, folderExceptionWords } from './words'

/** Besides those whose items are folders. */
const ofCyrus = new Set(['recoverMailboxes', 'retention', 'posting', 'postingEnd'])

type Shown = JobSummary & { problems: JobItem[] }

export function jobInWords<Job extends Shown>(t: T, job: Job) {
  const isOfCyrus = folderActions.has(job.action) || ofCyrus.has(job.action)
  const service = isOfCyrus ? 'cyrus' : 'slapd'
  return {
    ...job,
    troubleText: job.trouble ? reasonText(t, job.trouble, { service, ...job.troubleValues }) : null,
    problems: job.problems.map((item) => ({
      ...item,
      reason: item.code ? reasonText(t, item.code, { service, ...item.values }) : '',
    })),
  }
}

export function previewInWords(t: T, preview: Preview) {
  const exceptions = preview.exceptions.map((exception) => {
    const word = exceptionWords[exception.code]
    return { ...exception, reason: word ? t.message(word) : errorText(t, exception.code, exception.values) }
  })
  return { ...preview, exceptions }
}
export type PreviewInWords = ReturnType<typeof previewInWords>

function reasonText(t: T, code: string, values: JobItem['values']): string {
  const word = Object.entries(folderExceptionWords).find(([known]) => known === code)?.[1]
  if (word) return t.message(word)
  return isErrorCode(code) ? errorText(t, code, values) : code
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorMessages, code)
}
