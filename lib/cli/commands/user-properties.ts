import type { User } from '@/lib/directory'
import { formatBytes, formatLimit } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { properties } from '../table'
import { wayOf } from '../ways'
import { detailLines } from './detail-words'
import { roleWords, stateWords, yesOrNo } from './words'

/** A user in lines. */
export function userProperties(user: User, t: T): string {
  const others = user.addresses.filter((address) => address !== user.mail)
  return properties([
    [t('Login'), user.login],
    [t('Name'), user.name],
    [t('Address'), user.mail],
    ...lines(t('Other addresses'), others),
    ...lines(t('Brought from other domains'), user.formerAddresses),
    [t('Belongs to'), wayOf(user.container)],
    [t('Role'), roleWords(user.role, t)],
    [t('State'), stateWords(user, t)],
    [t('Mailbox'), mailboxWords(user, t)],
    ...lines(t('Member of'), user.aliases),
    ...lines(
      t('Member through groups'),
      user.groupAliases.map(({ address, group }) => t('{address} through {group}', { address, group })),
    ),
    ...lines(t('Owner of'), user.ownedAliases),
    ...lines(t('Goes on to'), user.forwarding),
    ...lines(t('Keeps a copy'), user.forwarding.length > 0 ? [yesOrNo(user.keepsCopy, t)] : []),
    ...lines(t('Address elsewhere'), user.alternateMail),
    ...lines(t('Language'), user.language),
    ...lines(t('Web client'), user.webClient ? [] : [t('not allowed')]),
    ...lines(t('Sends'), user.sendsLocalOnly ? [t('within this server only')] : []),
    ...lines(t('Gets mail'), user.receivesLocalOnly ? [t('from this server only')] : []),
    ...detailLines(user.details, t),
  ])
}

/** Nothing where there is nothing to say. */
function lines(name: string, values: string | string[]): [string, string[]][] {
  const present = [values].flat().filter(Boolean)
  return present.length > 0 ? [[name, present]] : []
}

function mailboxWords({ quota, hasMailbox }: User, t: T): string {
  if (quota === null) return hasMailbox ? t('missing in Cyrus') : t('none')
  if (quota === 'unavailable') return t('The mail store does not answer')
  const used = formatBytes(t.locale, quota.usedBytes)
  if (quota.limitBytes === null) return t('{used} used, no limit', { used })
  return t('{used} of {limit} used', { used, limit: formatLimit(t.locale, quota.limitBytes) })
}
