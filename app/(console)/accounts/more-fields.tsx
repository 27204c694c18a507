'use client'

import { Button } from '@/components/ui/button'
import { ChevronDownIcon } from '@/components/ui/icons'
import { useT } from '@/lib/locales/client'

/** Shows the rest of a form's fields, once. */
export function MoreFields({ label, onPress }: { label: string; onPress: () => void }) {
  const t = useT()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="small" onPress={onPress}>
        <ChevronDownIcon />
        {label}
      </Button>
      <span className="text-[0.8125rem] text-muted">
        {t('Where several values are possible, each stands on a line of its own.')}
      </span>
    </div>
  )
}
