import { LinkButton } from '@/components/ui/link-button'
import { translator } from '@/lib/locales/translator'
import { historyPage } from './places'

/** On an object's own page: the way to what was done to it. */
export async function HistoryLink({ dn }: { dn: string }) {
  const t = await translator()
  return <LinkButton href={historyPage(dn)}>{t('History')}</LinkButton>
}
