'use server'

import { action } from '@/lib/access/web'
import { createAlias, deleteAlias, updateAlias } from '@/lib/aliases'

export const createAliasAction = action(createAlias, { refresh: '/aliases' })
export const updateAliasAction = action(updateAlias, { refresh: '/aliases' })
export const deleteAliasAction = action(deleteAlias, { refresh: '/aliases' })
