/** The sections of the console in their order. One is shown as soon as the person may open a page of it. */
import { grantOf, type OperationName, type Role } from '@/lib/access'
import { type Message, msgid, type T } from '@/lib/locales/translate'

export type SectionId =
  | 'accounts'
  | 'aliases'
  | 'folders'
  | 'delivery'
  | 'configuration'
  | 'tools'
  | 'system'
  | 'webClient'
export type Section = { id: SectionId; label: string; pages: { href: string; label: string }[] }

type Row = {
  id: SectionId
  label: Message
  pages: { href: string; label: Message; operation: OperationName }[]
}

const SERVICE_PAGE = '/system/services'

const sections: Row[] = [
  {
    id: 'accounts',
    label: msgid('Accounts'),
    pages: [
      { href: '/accounts', label: msgid('Accounts'), operation: 'directory.browse' },
      { href: '/accounts/administrators', label: msgid('Administrators'), operation: 'role.list' },
    ],
  },
  {
    id: 'aliases',
    label: msgid('Aliases'),
    pages: [{ href: '/aliases', label: msgid('Aliases'), operation: 'alias.list' }],
  },
  {
    id: 'folders',
    label: msgid('Mail Folders'),
    pages: [
      { href: '/folders', label: msgid('Folders'), operation: 'folder.list' },
      { href: '/folders/quotas', label: msgid('Quotas'), operation: 'quota.list' },
      { href: '/folders/rules', label: msgid('Folder rules'), operation: 'retention.list' },
    ],
  },
  { id: 'delivery', label: msgid('Mail Delivery'), pages: [] },
  {
    id: 'configuration',
    label: msgid('Configuration'),
    pages: [
      { href: '/configuration', label: msgid('Servers'), operation: 'config.list' },
      { href: '/configuration/files', label: msgid('Files'), operation: 'config.files' },
      { href: '/configuration/history', label: msgid('History'), operation: 'config.history' },
    ],
  },
  {
    id: 'tools',
    label: msgid('Tools'),
    pages: [
      { href: '/jobs', label: msgid('Jobs'), operation: 'job.list' },
      { href: '/recovery', label: msgid('Cyrus Recovery'), operation: 'mailboxes.recover' },
    ],
  },
  {
    id: 'system',
    label: msgid('System'),
    pages: [
      { href: SERVICE_PAGE, label: msgid('Mail Services'), operation: 'service.list' },
      { href: '/system/audit', label: msgid('Audit Log'), operation: 'audit.list' },
    ],
  },
  { id: 'webClient', label: msgid('Web Client'), pages: [] },
]

/** What a role finds in the navigation, in the reader's language. */
export function sectionsFor(role: Role, t: T): Section[] {
  return sections
    .map(({ id, label, pages }) => ({
      id,
      label: t.message(label),
      pages: pages
        .filter(({ operation }) => grantOf(role, operation))
        .map(({ href, label }) => ({ href, label: t.message(label) })),
    }))
    .filter(({ pages }) => pages.length > 0)
}

/** Where servers are started, for roles that may; see HowToStart. */
export function servicePageFor(role: Role): string | null {
  return grantOf(role, 'service.start') ? SERVICE_PAGE : null
}

/** Where a role begins. */
export function startPageFor(role: Role): string {
  const first = sections.flatMap(({ pages }) => pages).find(({ operation }) => grantOf(role, operation))
  return first?.href ?? '/me'
}
