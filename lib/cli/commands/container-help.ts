import type { T } from '@/lib/locales/translate'

export type ContainerKind = 'organization' | 'group'

/** What the commands for organizations and those for groups say that they do. */
export function containerHelp(kind: ContainerKind, t: T) {
  return kind === 'organization'
    ? {
        about: t('Organizations: parts of a domain, which hold groups, people and each other'),
        create: t('Make an organization'),
        list: t('List the organizations'),
        show: t('Show an organization and what is directly in it'),
        set: t('Change an organization: only what is given changes'),
        move: t('Rename an organization, or move it with all that is in it'),
        delete: t('Delete an empty organization'),
      }
    : {
        about: t('Groups: people who work together, and groups within groups'),
        create: t('Make a group'),
        list: t('List the groups'),
        show: t('Show a group and what is directly in it'),
        set: t('Change a group: only what is given changes'),
        move: t('Rename a group, or move it with all that is in it'),
        delete: t('Delete an empty group'),
      }
}
