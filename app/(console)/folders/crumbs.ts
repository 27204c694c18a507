/** The way down to a page below Mail Folders, for its header. */
import type { T } from '@/lib/locales/translate'
import { folderPage, foldersOf } from '../places'

/** The folders above one, from the top; a person's begin with the person. */
export function crumbs(t: T, name: string) {
  const levels = name.split('/').slice(0, -1)
  const isOwned = levels[0] === 'user'
  const steps = levels.map((label, at) => ({ label, name: levels.slice(0, at + 1).join('/') }))
  const [, login] = name.split('/')
  return [
    { label: t('Mail Folders'), href: '/folders' },
    ...(isOwned && login ? [{ label: login, href: foldersOf(login) }] : []),
    ...steps.slice(isOwned ? 1 : 0).map((step) => ({
      label: isOwned && step.name.split('/').length === 2 ? t('Inbox') : step.label,
      href: folderPage(step.name),
    })),
  ]
}
