'use server'

import { action } from '@/lib/access/web'
import {
  createContact,
  createContainer,
  createDomain,
  createResource,
  createUser,
  deleteContact,
  deleteContainer,
  deleteDomain,
  deleteResource,
  deleteUser,
  moveContainer,
  moveEntry,
  setFile,
  setRole,
  setUserPassword,
  setUserStatus,
  updateContact,
  updateContainer,
  updateDomain,
  updateResource,
  updateUser,
} from '@/lib/directory'

export const createDomainAction = action(createDomain, { refresh: '/' })
export const updateDomainAction = action(updateDomain, { refresh: '/accounts' })
export const deleteDomainAction = action(deleteDomain, { refresh: '/' })
export const createContainerAction = action(createContainer, { refresh: '/accounts' })
export const updateContainerAction = action(updateContainer, { refresh: '/accounts' })
export const moveContainerAction = action(moveContainer)
export const deleteContainerAction = action(deleteContainer, { refresh: '/accounts' })
export const createUserAction = action(createUser, { refresh: '/accounts' })
export const updateUserAction = action(updateUser, { refresh: '/accounts' })
export const setUserStatusAction = action(setUserStatus, { refresh: '/accounts' })
export const deleteUserAction = action(deleteUser, { refresh: '/accounts' })
export const setUserPasswordAction = action(setUserPassword, { refresh: '/accounts' })
export const setRoleAction = action(setRole, { refresh: '/accounts' })
export const createContactAction = action(createContact, { refresh: '/accounts' })
export const updateContactAction = action(updateContact)
export const deleteContactAction = action(deleteContact, { refresh: '/accounts' })
export const createResourceAction = action(createResource, { refresh: '/accounts' })
export const updateResourceAction = action(updateResource)
export const deleteResourceAction = action(deleteResource, { refresh: '/accounts' })
export const moveEntryAction = action(moveEntry, { refresh: '/accounts' })
export const setFileAction = action(setFile)
