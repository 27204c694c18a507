import { route } from '@/lib/access/web'
import { listFolders } from '@/lib/folders'

/** The folders directly below a place; a tree asks when it is opened there. */
export const GET = route(listFolders)
