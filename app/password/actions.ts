'use server'

import { action } from '@/lib/access/web'
import { changeOwnPassword } from '@/lib/self'

export const changePasswordAction = action(changeOwnPassword, { refresh: '/' })
