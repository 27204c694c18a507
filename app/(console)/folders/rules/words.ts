/** What rules are about, in words. */

import { formatDate } from '@/lib/locales/format'
import { type Message, msgid, type T } from '@/lib/locales/translate'
import type { RulePlace } from '@/lib/rules'
import { isGone } from '@/lib/rules/gone'

/** Folders that are named by what they are for, in the order in which people meet them. */
export const namedFolders: Record<string, Message> = {
  INBOX: msgid('Inbox'),
  '\\Sent': msgid('Sent'),
  '\\Drafts': msgid('Drafts'),
  '\\Trash': msgid('Trash'),
  '\\Junk': msgid('Junk'),
  '\\Archive': msgid('Archive'),
}
/** Instead of one of these: one that has another name. */
export const NAMED = 'named'
/** In a rule about many folders: all of them. */
export const ALL = '*'

/** A word of a rule as people read it: names of folders stay as they are. */
export function folderWord(t: T, word: string): string {
  if (word === ALL) return t('all folders')
  const known = knownWord(word)
  return known ? t.message(namedFolders[known] as Message) : word
}

/** How a special use or the INBOX is written here, whatever the case it came in. */
export function knownWord(word: string): string | undefined {
  return Object.keys(namedFolders).find((known) => known.toLowerCase() === word.toLowerCase())
}

export function folderWords(t: T, words: string[]): string {
  return words.map((word) => folderWord(t, word)).join(', ')
}

export function placeWords(t: T, place: Pick<RulePlace, 'id' | 'label' | 'kind'>): string {
  if (isGone(place)) return t('A place that is gone')
  return place.id === '' ? t('Everybody on this server') : place.label
}

export function momentOf(t: T, at: string): string {
  return formatDate(t.locale, new Date(at), { dateStyle: 'short', timeStyle: 'short' })
}
