import { ChevronDownIcon } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { grantOf, type OperationName, type Role } from '@/lib/access'
import type { Node } from '@/lib/directory'
import { type Message, msgid } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { newContactPage, newPlacePage, newResourcePage } from '../places'
import { kindIcons } from '../words'

type Row = {
  kind: 'contact' | 'resource' | 'group' | 'organization'
  label: Message
  operation: OperationName
  page: (at: string) => string
}

const rows: Row[] = [
  { kind: 'contact', label: msgid('New contact'), operation: 'contact.create', page: newContactPage },
  { kind: 'resource', label: msgid('New resource'), operation: 'resource.create', page: newResourcePage },
  {
    kind: 'group',
    label: msgid('New group'),
    operation: 'container.create',
    page: (at) => newPlacePage('group', at),
  },
  {
    kind: 'organization',
    label: msgid('New organization'),
    operation: 'container.create',
    page: (at) => newPlacePage('organization', at),
  },
]

/** What else than an account the person may make in a container; no organization is below a group. */
export async function NewMenu({ here, role }: { here: Node; role: Role }) {
  const t = await translator()
  const possible = rows.filter(
    ({ kind, operation }) => grantOf(role, operation) && !(kind === 'organization' && here.kind === 'group'),
  )
  if (possible.length === 0) return null
  return (
    <Menu
      label={t('New')}
      button={
        <>
          {t('New')}
          <ChevronDownIcon className="size-3" />
        </>
      }
      items={possible.map(({ kind, label, page }) => {
        const Icon = kindIcons[kind]
        return { id: kind, label: t.message(label), icon: <Icon />, href: page(here.dn) }
      })}
    />
  )
}
