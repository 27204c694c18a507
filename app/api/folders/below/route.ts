import { route } from '@/lib/access/web'
import { countBelow } from '@/lib/folders'

/** What lies below a folder; asked before it is deleted. */
export const GET = route(countBelow)
