'use client'

import { Card } from '@/components/ui/card'
import { useT } from '@/lib/locales/client'
import { DifferenceTable } from '../difference/difference-table'
import type { PreviewInWords } from './in-words'

/** Each file as it is and as it would be. */
export function Differences({
  files,
}: {
  files: Pick<PreviewInWords['files'][number], 'file' | 'difference'>[]
}) {
  const t = useT()
  return files.map(({ file, difference }) => (
    <Card
      key={file}
      title={
        <bdi dir="ltr" className="wrap-anywhere">
          {file}
        </bdi>
      }
      flush
    >
      <DifferenceTable
        t={t}
        label={t('Difference of {file}', { file })}
        difference={difference}
        sides={[t('Before'), t('Afterwards')]}
      />
    </Card>
  ))
}
