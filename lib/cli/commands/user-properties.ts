import type { User } from '@/lib/directory'
import { formatBytes } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { properties } from '../table'
import { roleWords, stateWords } from './words'

/** A user in lines. */
export function userProperties(user: User, t: T): string {
  const others = user.addresses.filter((address) => address !== user.mail)
  return properties([
    [t('Login'), user.login],
    [t('Name'), user.name],
    [t('Address'), user.mail],
    ...(others.length > 0 ? [[t('Other addresses'), others] satisfies [string, string[]]] : []),
    [t('Belongs to'), user.container],
    [t('Role'), roleWords(user.role, t)],
    [t('State'), stateWords(user, t)],
    [t('Mailbox'), mailboxWords(user, t)],
    ...(user.aliases.length > 0 ? [[t('Member of'), user.aliases] satisfies [string, string[]]] : []),
  ])
}

function mailboxWords({ quota, hasMailbox }: User, t: T): string {
  if (quota === null) return hasMailbox ? t('missing in Cyrus') : t('none')
  if (quota === 'unavailable') return t('The mail store does not answer')
  const used = formatBytes(t.locale, quota.usedBytes)
  if (quota.limitBytes === null) return t('{used} used, no limit', { used })
  return t('{used} of {limit} used', { used, limit: formatBytes(t.locale, quota.limitBytes) })
}
