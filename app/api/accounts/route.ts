import { route } from '@/lib/access/web'
import { listEntries } from '@/lib/directory'

/** A window into a sorted list of accounts, contacts and resources; the tables ask for what is in sight. */
export const GET = route(listEntries)
