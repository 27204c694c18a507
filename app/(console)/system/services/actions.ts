'use server'

import { action } from '@/lib/access/web'
import { reloadService, restartService, startService, stopService } from '@/lib/services'

export const startServiceAction = action(startService)
export const stopServiceAction = action(stopService)
export const restartServiceAction = action(restartService)
export const reloadServiceAction = action(reloadService)
