import { jobInWords } from '@/app/(console)/jobs/reasons'
import { route } from '@/lib/access/web'
import { showJob } from '@/lib/jobs'
import { translator } from '@/lib/locales/translator'

/** How far a job is; its page asks every second while it runs. */
export const GET = route(showJob, async (job) => jobInWords(await translator(), job))
