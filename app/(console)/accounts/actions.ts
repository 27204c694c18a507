'use server'

import { action } from '@/lib/access/web'
import {
  createDomain,
  createUser,
  deleteDomain,
  deleteUser,
  setUserPassword,
  updateDomain,
  updateUser,
} from '@/lib/directory'

export const createDomainAction = action(createDomain, { refresh: '/' })
export const updateDomainAction = action(updateDomain, { refresh: '/accounts' })
export const deleteDomainAction = action(deleteDomain, { refresh: '/' })
export const createUserAction = action(createUser, { refresh: '/accounts' })
export const updateUserAction = action(updateUser, { refresh: '/accounts' })
export const deleteUserAction = action(deleteUser, { refresh: '/accounts' })
export const setUserPasswordAction = action(setUserPassword, { refresh: '/accounts' })
