'use client'

import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ErrorText } from '@/components/ui/error-text'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import { useT } from '@/lib/locales/client'
import { configurationFilePage, configurationPage } from '../../places'
import type { Pending } from '../draft/pending'
import { wish } from '../draft/store'
import { wishWords } from '../field/value-editor'
import type { PreviewInWords } from './in-words'

/** Every wish of the draft, with the way back to it and out of it. */
export function WishList({
  pending,
  faults,
}: {
  pending: readonly Pending[]
  faults: PreviewInWords['faults']
}) {
  const t = useT()
  return (
    <Card title={t('What you changed')} flush>
      <ul className="divide-y divide-line">
        {pending.map(({ key, edit, service, name, isSecret }, at) => {
          const fault = faults.find((one) => one.edit === at)
          const isText = 'text' in edit
          return (
            <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <Link
                href={isText ? configurationFilePage(edit.file) : configurationPage(service, edit.field)}
                className="text-accent hover:underline"
              >
                <bdi dir="ltr" className="wrap-anywhere font-mono text-[0.8125rem]">
                  {name}
                </bdi>
              </Link>
              <span className="text-muted">{service}</span>
              <Tag tone="accent">{isText ? t('Text changed') : wishWords(t, edit)}</Tag>
              {!isText && 'value' in edit && !isSecret ? (
                <code className="min-w-0">{edit.value === '' ? t('nothing') : edit.value}</code>
              ) : null}
              <Button
                size="small"
                variant="quiet"
                aria-label={t('Undo {name}', { name })}
                onPress={() => wish(key, null)}
                className="ms-auto"
              >
                {t('Undo')}
              </Button>
              {fault ? <ErrorText className="w-full">{fault.text}</ErrorText> : null}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
