import { route } from '@/lib/access/web'
import { showJob } from '@/lib/jobs'

/** How far a job is; its page asks every second while it runs. */
export const GET = route(showJob)
