/** What a recovery found of a folder, in words; what needs a look first. */
import type { Tone } from '@/components/ui/tag'
import { type Message, msgid } from '@/lib/locales/translate'
import type { Recovery } from './use-recovery'

type Outcome = Recovery['rows'][number]['outcome']

export const recoveryOutcomes: Outcome[] = ['unreadable', 'missing', 'repaired', 'found', 'changed', 'kept']

export const recoveryOutcomeWords: Record<Outcome, { text: Message; tone: Tone }> = {
  unreadable: {
    text: msgid('Is not in the list: it cannot be read, or another one has its name'),
    tone: 'danger',
  },
  missing: { text: msgid('Its files are gone'), tone: 'danger' },
  repaired: { text: msgid('Its own files were damaged and are repaired'), tone: 'warning' },
  found: { text: msgid('Was not in the list and is again'), tone: 'accent' },
  changed: { text: msgid('Was in the list with other rights, type or place'), tone: 'accent' },
  kept: { text: msgid('Is as it was'), tone: 'neutral' },
}
