import { route } from '@/lib/access/web'
import { showService } from '@/lib/services'

/** What is known of one server besides whether it answers. */
export const GET = route(showService)
