'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { say } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'
import { jobPage } from '../places'
import { fixQuotaAction } from './actions'

/** Has Cyrus count anew what a quota is used by, or all quotas when no folder is given, and leads to the job. */
export function CountQuota({ folder = '' }: { folder?: string }) {
  const t = useT()
  const router = useRouter()
  const { submit, pending } = useAction(fixQuotaAction)
  return (
    <Button
      variant={folder === '' ? 'secondary' : 'quiet'}
      isPending={pending}
      onPress={() =>
        submit(
          { folder },
          ({ id }) => router.push(jobPage(id)),
          ({ message }) => say(message, 'danger'),
        )
      }
    >
      {folder === '' ? t('Count all anew') : t('Count anew')}
    </Button>
  )
}
