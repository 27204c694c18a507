import { route } from '@/lib/access/web'
import { listServices } from '@/lib/services'

/** How the servers are now; the page of Mail Services asks every few seconds. */
export const GET = route(listServices)
