import { route } from '@/lib/access/web'
import { findPlaces } from '@/lib/directory'

/** Places that could be meant by what is typed where one is chosen. */
export const GET = route(findPlaces)
