import { route } from '@/lib/access/web'
import { showRecovery } from '@/lib/repair'

/** How far a recovery of the list of all folders is; pages ask every second while it runs. */
export const GET = route(showRecovery)
