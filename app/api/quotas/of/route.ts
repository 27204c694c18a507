import { route } from '@/lib/access/web'
import { quotasOf } from '@/lib/folders'

/** How full the mailboxes of some people are. */
export const GET = route(quotasOf)
