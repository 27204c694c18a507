/**
 * Types of folders: what groupware clients are told by the Kolab annotation `/vendor/kolab/folder-type`, and which
 * clients take notice. CalDAV and CardDAV serve the collections of a person's homes alone, whatever a folder is called.
 */
import { type Message, msgid } from '@/lib/locales/translate'

export const folderTypes = ['mail', 'calendar', 'contacts', 'tasks', 'notes', 'journal'] as const
export type FolderType = (typeof folderTypes)[number]

/** The value of the annotation; a second part, as in `event.default`, is the client's own. */
const kolabNames: Record<FolderType, string> = {
  mail: 'mail',
  calendar: 'event',
  contacts: 'contact',
  tasks: 'task',
  notes: 'note',
  journal: 'journal',
}

export const typeWords: Record<FolderType, { name: Message; seenBy: Message }> = {
  mail: { name: msgid('Mail'), seenBy: msgid('Every mail program shows it.') },
  calendar: {
    name: msgid('Calendar'),
    seenBy: msgid(
      'Groupware clients that know Kolab folder types show a calendar; other mail programs show a folder of messages. CalDAV clients do not see it.',
    ),
  },
  contacts: {
    name: msgid('Contacts'),
    seenBy: msgid(
      'Groupware clients that know Kolab folder types show an address book; other mail programs show a folder of messages. CardDAV clients do not see it.',
    ),
  },
  tasks: {
    name: msgid('Tasks'),
    seenBy: msgid(
      'Groupware clients that know Kolab folder types show tasks; other mail programs show a folder of messages.',
    ),
  },
  notes: {
    name: msgid('Notes'),
    seenBy: msgid(
      'Groupware clients that know Kolab folder types show notes; other mail programs show a folder of messages.',
    ),
  },
  journal: {
    name: msgid('Journal'),
    seenBy: msgid(
      'Groupware clients that know Kolab folder types show a journal; other mail programs show a folder of messages.',
    ),
  },
}

/** Who sees the collections that Cyrus serves itself. */
export const collectionWords = {
  calendar: msgid('CalDAV clients, such as calendars on phones, show it; mail programs do not.'),
  contacts: msgid('CardDAV clients, such as address books on phones, show it; mail programs do not.'),
} as const satisfies Partial<Record<FolderType, Message>>
export type CollectionType = keyof typeof collectionWords

/** The annotation's value for a type; null, which is no annotation, for mail. */
export function kolabName(type: FolderType): string | null {
  return type === 'mail' ? null : kolabNames[type]
}

/** The type that an annotation's value means; mail for none and for what is not known. */
export function typeOf(kolab: string | null): FolderType {
  const first = kolab?.split('.')[0]
  return folderTypes.find((type) => kolabNames[type] === first) ?? 'mail'
}

/** What mail programs put into a folder by themselves (RFC 6154). */
export const specialUseWords = {
  '\\Drafts': msgid('Drafts'),
  '\\Sent': msgid('Sent'),
  '\\Trash': msgid('Trash'),
  '\\Junk': msgid('Junk'),
  '\\Archive': msgid('Archive'),
} as const satisfies Record<string, Message>
