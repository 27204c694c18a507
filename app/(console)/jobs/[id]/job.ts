import type { JobItem, JobSummary } from '@/lib/access'

/** As showJob gives it. */
export type Job = JobSummary & { problems: JobItem[]; found: JobItem[]; foundTotal: number }
