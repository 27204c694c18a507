import { route } from '@/lib/access/web'
import { reachOf } from '@/lib/folders'

/** Every folder that a person reaches. */
export const GET = route(reachOf)
