import type { JobItem, JobSummary } from '@/lib/access'

/** As showJob gives it, with the reasons in words. */
export type Job = JobSummary & {
  troubleText: string | null
  problems: (JobItem & { reason: string })[]
  found: JobItem[]
  foundTotal: number
}
