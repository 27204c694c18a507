import { route } from '@/lib/access/web'
import { findMembers } from '@/lib/aliases'

/** Who could be meant by what is typed into an alias's members. */
export const GET = route(findMembers)
