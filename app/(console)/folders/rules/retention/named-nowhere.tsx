import { Notice } from '@/components/ui/notice'
import { useT } from '@/lib/locales/client'
import type { RetentionPreview } from '@/lib/rules'
import type { Counted } from '../use-count'
import { folderWord } from '../words'

/** The names in a rule, and how many of the mailboxes that were looked at have such a folder. */
export function namesOf({ pages }: Counted<RetentionPreview>): RetentionPreview['names'] {
  const [first] = pages
  return (first?.names ?? []).map((name, at) => ({
    ...name,
    mailboxes: pages.reduce((sum, page) => sum + (page.names[at]?.mailboxes ?? 0), 0),
  }))
}

/** Warns of names that mean nothing in any mailbox: a misspelt exception spares nothing. */
export function NamedNowhere({ counted, isOne }: { counted: Counted<RetentionPreview>; isOne: boolean }) {
  const t = useT()
  const nowhere = namesOf(counted).filter(({ mailboxes }) => mailboxes === 0)
  if (counted.done < counted.total || nowhere.length === 0) return null
  return (
    <Notice tone="warning" urgent>
      {nowhere.map(({ name, isException }) => (
        <p key={`${isException} ${name}`}>
          {isException
            ? t('Nothing is spared by {folder}: no mailbox has this folder.', { folder: folderWord(t, name) })
            : t('Nothing is deleted from {folder}: no mailbox has this folder.', {
                folder: folderWord(t, name),
              })}
        </p>
      ))}
      {isOne && nowhere.some(({ isException }) => isException) ? (
        <p>{t('While this is so, the rule deletes nothing at all.')}</p>
      ) : null}
    </Notice>
  )
}
