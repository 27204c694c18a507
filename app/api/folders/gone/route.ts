import { route } from '@/lib/access/web'
import { listGone } from '@/lib/folders'

/** Whom access lists name who is gone. */
export const GET = route(listGone)
