'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { preloadDialog } from '@/components/ui/dialog'
import { Pager } from '@/components/ui/pager'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { say } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'
import { deletedMessagesPage } from '../../places'
import { undeleteMessagesAction } from '../actions'
import { type DeletedMessage, MessageTable } from './message-table'

/** Deleted messages, a page at a time, of which some or all are brought back. */
export function MessageList({
  folder,
  offset,
  size,
  total,
  messages,
}: {
  folder: string
  offset: number
  size: number
  total: number
  messages: DeletedMessage[]
}) {
  const t = useT()
  const router = useRouter()
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set())
  const [isAsking, ask] = useState(false)
  const { submit, pending, problem } = useAction(undeleteMessagesAction)
  const here = messages.filter(({ uid }) => marked.has(uid)).map(({ uid }) => uid)

  function onDone({ restored }: { restored: number }, wanted = restored) {
    setMarked(new Set())
    say(t.plural('{n} message is back.', '{n} messages are back.', restored))
    const gone = wanted - restored
    if (gone > 0)
      say(t.plural('{n} message is no longer kept.', '{n} messages are no longer kept.', gone), 'danger')
  }
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 border-line border-b px-3 py-2">
        <Checkbox
          isSelected={here.length === messages.length}
          onChange={(all) => setMarked(new Set(all ? messages.map(({ uid }) => uid) : []))}
        >
          {t('Mark all on this page')}
        </Checkbox>
        <Button onPress={() => ask(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
          {t.plural('Bring back all of them ({n})', 'Bring back all of them ({n})', total)}
        </Button>
      </div>
      {problem ? (
        <div className="p-3">
          <ProblemNotice problem={problem} />
        </div>
      ) : null}
      <MessageTable
        messages={messages}
        marked={marked}
        onMark={(uid, isMarked) =>
          setMarked((before) => new Set([...before, uid].filter((each) => each !== uid || isMarked)))
        }
      />
      <Pager
        {...{ offset, size, total }}
        onMove={(from) => {
          setMarked(new Set())
          router.push(deletedMessagesPage(folder, from))
        }}
      />
      {here.length > 0 ? (
        <section
          aria-label={t('Marked messages')}
          className="sticky -bottom-4 z-10 flex flex-wrap items-center gap-2 rounded-b-lg border-line border-t bg-surface px-3 py-2"
        >
          <span role="status" className="font-medium">
            {t.plural('{n} message marked', '{n} messages marked', here.length)}
          </span>
          <Button variant="quiet" onPress={() => setMarked(new Set())}>
            {t('Clear the marks')}
          </Button>
          <Button
            variant="primary"
            className="ms-auto"
            isPending={pending}
            onPress={() => submit({ folder, uids: here }, (value) => onDone(value, here.length))}
          >
            {t('Bring back')}
          </Button>
        </section>
      ) : null}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => ask(false)}
        title={t.plural('Bring {n} message back?', 'Bring {n} messages back?', total)}
        confirm={t('Bring all back')}
        isHarmless
        action={undeleteMessagesAction}
        input={{ folder, uids: 'all' }}
        onDone={onDone}
      >
        <p>{t('They are in the folder again, and count for its quota.')}</p>
      </ConfirmDialog>
    </>
  )
}
