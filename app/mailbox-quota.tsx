import { HowToStart } from '@/components/ui/how-to-start'
import { Meter } from '@/components/ui/meter'
import { Notice } from '@/components/ui/notice'
import { Recovery } from '@/components/ui/recovery'
import { formatBytes, formatLimit } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'

type Quota = { usedBytes: number; limitBytes: number | null } | null | 'unavailable'

/** How full a mailbox is, and what is wrong when the account's entry and Cyrus do not agree that there is one. */
export async function MailboxQuota({ hasMailbox, quota }: { hasMailbox: boolean; quota: Quota }) {
  const t = await translator()
  if (quota === null) {
    return hasMailbox ? (
      <Notice tone="warning">
        {t('The account should have a mailbox, but Cyrus has none. Mail for it goes back to its senders.')}
      </Notice>
    ) : (
      <p className="text-muted">{t('This account has no mailbox.')}</p>
    )
  }
  if (quota === 'unavailable') {
    return (
      <Notice tone="warning" title={t('Cyrus does not answer, so how full the mailbox is cannot be told.')}>
        <HowToStart service="cyrus" />
        <Recovery />
      </Notice>
    )
  }
  const used = formatBytes(t.locale, quota.usedBytes)
  return (
    <div className="flex flex-col gap-2">
      {quota.limitBytes === null ? (
        <p>{t('{used} used, no limit', { used })}</p>
      ) : (
        <Meter
          label={t('Quota')}
          fraction={quota.limitBytes === 0 ? 1 : quota.usedBytes / quota.limitBytes}
          text={t('{used} of {limit} used', { used, limit: formatLimit(t.locale, quota.limitBytes) })}
        />
      )}
      {hasMailbox ? null : (
        <Notice tone="warning">{t('Mail for this account is not delivered to this mailbox.')}</Notice>
      )}
    </div>
  )
}
