import { Meter } from '@/components/ui/meter'
import { Notice } from '@/components/ui/notice'
import { formatBytes } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'

type Quota = { usedBytes: number; limitBytes: number | null } | null | 'unavailable'

/** How full a mailbox is; null is no mailbox. */
export async function MailboxQuota({ quota }: { quota: Quota }) {
  const t = await translator()
  if (quota === null) return <p className="text-muted">{t('This account has no mailbox.')}</p>
  if (quota === 'unavailable') {
    return (
      <Notice tone="warning">{t('Cyrus does not answer, so how full the mailbox is cannot be told.')}</Notice>
    )
  }
  const used = formatBytes(t.locale, quota.usedBytes)
  if (quota.limitBytes === null) return <p>{t('{used} used, no limit', { used })}</p>
  const limit = formatBytes(t.locale, quota.limitBytes)
  return (
    <Meter
      label={t('Quota')}
      fraction={quota.limitBytes === 0 ? 1 : quota.usedBytes / quota.limitBytes}
      text={t('{used} of {limit} used', { used, limit })}
    />
  )
}
