/** New passwords: made here, read from standard input or typed twice. Never an argument, which others can read. */
import { randomInt } from 'node:crypto'
import { errorText } from '@/lib/locales/error-text'
import type { T } from '@/lib/locales/translate'
import { refusal } from './refusal'
import type { Terminal } from './terminal'

/** Letters and digits that are not taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

export type NewPassword = { password: string; generated: boolean }

/** Sixteen characters in four groups, 79 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/** A password to be set for somebody; its form is the operation's to judge. */
export async function newPassword(
  wish: { generate: boolean; fromInput: boolean },
  terminal: Terminal,
  t: T,
): Promise<NewPassword> {
  if (wish.generate) return { password: generatePassword(), generated: true }
  if (wish.fromInput) {
    const password = await terminal.nextLine()
    if (password !== undefined) return { password, generated: false }
    throw refusal('usage', 'usage', t('Standard input ended before the new password.'))
  }
  if (!terminal.present) {
    throw refusal(
      'usage',
      'usage',
      t('There is no terminal to ask for a password: use --password-stdin or --generate-password.'),
    )
  }
  const password = await terminal.askSecretly(`${t('New password:')} `)
  const repeated = await terminal.askSecretly(`${t('New password again:')} `)
  if (password !== repeated) throw refusal('usage', 'usage', errorText(t, 'password.repeat'))
  return { password, generated: false }
}
