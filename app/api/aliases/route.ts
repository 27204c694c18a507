import { route } from '@/lib/access/web'
import { lookAtAliases } from '@/lib/aliases'

/** A window into the sorted list of aliases; the table asks for what is in sight. */
export const GET = route(lookAtAliases)
