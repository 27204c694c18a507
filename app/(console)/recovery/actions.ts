'use server'

import { action } from '@/lib/access/web'
import { recoverMailboxes } from '@/lib/repair'

export const recoverMailboxesAction = action(recoverMailboxes)
