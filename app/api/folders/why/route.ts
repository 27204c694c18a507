import { route } from '@/lib/access/web'
import { whyAcl } from '@/lib/folders'

/** What a person may do with a folder, and why. */
export const GET = route(whyAcl)
