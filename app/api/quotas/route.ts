import { route } from '@/lib/access/web'
import { listQuotas } from '@/lib/folders'

/** A window into the table of everybody's quota. */
export const GET = route(listQuotas)
