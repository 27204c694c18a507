'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { preloadDialog } from '@/components/ui/dialog'
import { PlayIcon, RefreshIcon, ReloadIcon, StopIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import { type Action, useAction } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'
import { formatList } from '@/lib/locales/format'
import type { ServiceState } from '@/lib/services'
import { reloadServiceAction, restartServiceAction, startServiceAction, stopServiceAction } from './actions'
import { serviceWords } from './words'

type Service = Exclude<ServiceState['service'], 'agent'>

/** What can be done with a server: start it, or restart, reload and stop it. */
export function ServiceControls({
  service,
  isUp,
  neededBy,
  onChange,
}: {
  service: Service
  isUp: boolean
  neededBy: string[]
  onChange: () => void
}) {
  const t = useT()
  const [isStopping, askToStop] = useState(false)
  const start = useControl(startServiceAction, onChange)
  const restart = useControl(restartServiceAction, onChange)
  const reload = useControl(reloadServiceAction, onChange)
  const busy = start.pending || restart.pending || reload.pending
  return (
    <div className="flex justify-end gap-1">
      {isUp ? (
        <>
          <Button
            size="small"
            variant="quiet"
            aria-label={t('Reload {service}', { service })}
            isPending={reload.pending}
            isDisabled={busy && !reload.pending}
            onPress={() => reload.run(service, t('{service} has read its configuration again.', { service }))}
          >
            <ReloadIcon className="md:hidden" />
            <span className="max-md:hidden">{t('Reload')}</span>
          </Button>
          <Button
            size="small"
            aria-label={t('Restart {service}', { service })}
            isPending={restart.pending}
            isDisabled={busy && !restart.pending}
            onPress={() => restart.run(service, t('{service} was restarted.', { service }))}
          >
            <RefreshIcon />
            <span className="max-md:hidden">{t('Restart')}</span>
          </Button>
          <Button
            size="small"
            aria-label={t('Stop {service}', { service })}
            isDisabled={busy}
            onPress={() => askToStop(true)}
            onHoverStart={preloadDialog}
            onFocus={preloadDialog}
          >
            <StopIcon />
            <span className="max-md:hidden">{t('Stop')}</span>
          </Button>
        </>
      ) : (
        <Button
          size="small"
          variant="primary"
          aria-label={t('Start {service}', { service })}
          isPending={start.pending}
          isDisabled={busy && !start.pending}
          onPress={() => start.run(service, t('{service} was started.', { service }))}
        >
          <PlayIcon />
          {t('Start')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isStopping}
        onClose={() => askToStop(false)}
        title={t('Stop {service}?', { service })}
        confirm={t('Stop {service}', { service })}
        action={stopServiceAction}
        input={{ service }}
        onDone={() => {
          say(t('{service} was stopped.', { service }))
          onChange()
        }}
      >
        <p>{t.message(serviceWords[service].loss)}</p>
        {neededBy.length > 0 ? (
          <p>{t('These servers need it: {servers}.', { servers: formatList(t.locale, neededBy) })}</p>
        ) : null}
      </ConfirmDialog>
    </div>
  )
}

/** A control that says how it went: what was refused is said too. */
function useControl(action: Action<unknown>, onChange: () => void) {
  const { submit, pending } = useAction(action)
  return {
    pending,
    run(service: Service, done: string) {
      submit(
        { service },
        () => {
          say(done)
          onChange()
        },
        ({ message }) => {
          say(message, 'danger')
          onChange()
        },
      )
    },
  }
}
