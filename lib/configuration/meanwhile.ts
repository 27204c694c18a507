/** What became of what others wrote into files that were put back, in words. */
import { formatList } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import type { ChangeState } from './views'

/** A sentence each; none when nobody wrote anything. */
export function meanwhileWords(t: T, meanwhile: ChangeState['meanwhile']): string[] {
  const named = (stays: boolean) =>
    formatList(
      t.locale,
      meanwhile.filter((one) => one.stays === stays).map(({ file }) => file),
    )
  const [stay, lost] = [named(true), named(false)]
  return [
    ...(stay ? [t('What others wrote into {files} meanwhile stayed.', { files: stay })] : []),
    ...(lost ? [t('What others wrote into {files} meanwhile is in the history only.', { files: lost })] : []),
  ]
}
