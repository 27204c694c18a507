import { Meter } from '@/components/ui/meter'
import type { FolderQuota } from '@/lib/folders'
import { formatBytes, formatLimit } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'

/** How much of the limit is used that holds for a folder. */
export async function QuotaMeter({ quota }: { quota: FolderQuota | null }) {
  const t = await translator()
  if (quota === null) return <p className="text-muted">{t('No limit')}</p>
  const used = formatBytes(t.locale, quota.usedBytes)
  if (quota.limitBytes === null) return <p>{t('{used} used, no limit', { used })}</p>
  return (
    <Meter
      label={t('Quota')}
      fraction={quota.limitBytes === 0 ? 1 : quota.usedBytes / quota.limitBytes}
      text={t('{used} of {limit} used', { used, limit: formatLimit(t.locale, quota.limitBytes) })}
    />
  )
}
