/** Names of the servers and of what happened to their settings. */
import type { Tone } from '@/components/ui/tag'
import type { ServiceName } from '@/lib/configuration'
import type { Revision } from '@/lib/configuration/views'
import { type Message, msgid, type T } from '@/lib/locales/translate'

export const services: readonly ServiceName[] = ['slapd', 'cyrus', 'postfix', 'apache', 'proftpd']

export const serviceNames: Record<ServiceName, string> = {
  slapd: 'OpenLDAP',
  cyrus: 'Cyrus',
  postfix: 'Postfix',
  apache: 'Apache',
  proftpd: 'ProFTPD',
}

export const originWords: Record<Revision['origin'], Message> = {
  installed: msgid('As it was installed'),
  console: msgid('Changed here'),
  outside: msgid('Changed outside of the console'),
  restored: msgid('Restored'),
}

/** Who is behind a revision, as far as the console can know. */
export function whoWords(t: T, { who, origin }: Pick<Revision, 'who' | 'origin'>): string {
  return who === '' && origin === 'outside' ? t('Outside the console') : who
}

export const outcomeWords: Record<Revision['outcome'], { text: Message; tone: Tone }> = {
  kept: { text: msgid('Kept'), tone: 'success' },
  reverted: { text: msgid('Taken back'), tone: 'danger' },
  interrupted: { text: msgid('Interrupted and taken back'), tone: 'warning' },
}
