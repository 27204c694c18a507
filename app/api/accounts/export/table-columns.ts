import { kindNames, roleNames } from '@/app/(console)/words'
import type { ListRow } from '@/lib/directory'
import type { T } from '@/lib/locales/translate'

/** The columns of a list in a spreadsheet, in the reader's language. */
export function tableColumns(t: T): { label: string; value: (row: ListRow) => string }[] {
  const roles = Object.entries(roleNames)
  const roleName = (role: string | null) => roles.find(([known]) => known === role)?.[1]
  return [
    { label: t('Name'), value: ({ name }) => name },
    { label: t('Kind'), value: ({ kind }) => t.message(kindNames[kind]) },
    { label: t('Login'), value: ({ login }) => login ?? '' },
    { label: t('Address'), value: ({ mail }) => mail ?? '' },
    {
      label: t('Role'),
      value: ({ role }) => {
        const name = roleName(role)
        return name ? t.message(name) : ''
      },
    },
    { label: t('State'), value: ({ suspended }) => (suspended ? t('Suspended') : '') },
    { label: t('Where'), value: ({ place }) => place.path.join(' / ') },
    { label: t('Description'), value: ({ description }) => description },
  ]
}
