import { Tag } from '@/components/ui/tag'
import { type FolderDetails, typeWords } from '@/lib/folders'
import { formatBytes, formatNumber } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { foldersOf } from '../../places'
import { specialUseText } from '../special-use'

/** Below the name of a folder: its whole name, and what sets it apart. */
export async function Marks({ folder }: { folder: FolderDetails }) {
  const t = await translator()
  const use = specialUseText(t, folder)
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <bdi className="break-all">{folder.name}</bdi>
      <Tag tone="accent">{t.message(typeWords[folder.type].name)}</Tag>
      {use ? <Tag>{use}</Tag> : null}
      {folder.owner === null ? <Tag>{t('Public')}</Tag> : null}
      {folder.isDamaged ? <Tag tone="danger">{t('Damaged')}</Tag> : null}
      {folder.isBusy ? <Tag tone="warning">{t('Busy')}</Tag> : null}
      {folder.isInternal ? <Tag>{t('Internal')}</Tag> : null}
    </span>
  )
}

/** How much is in a folder, and where it is stored. */
export async function Facts({ folder }: { folder: FolderDetails }) {
  const t = await translator()
  const number = (count: number | null) => (count === null ? '–' : formatNumber(t.locale, count))
  const facts = [
    { label: t('Messages'), text: number(folder.messages) },
    ...(folder.owner === null ? [] : [{ label: t('Unseen'), text: number(folder.unseen) }]),
    { label: t('Size'), text: folder.isDamaged || folder.isBusy ? '–' : formatBytes(t.locale, folder.bytes) },
    ...(folder.partition ? [{ label: t('Partition'), text: folder.partition }] : []),
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(({ label, text }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="text-end tabular-nums">
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
      {folder.owner === null ? null : (
        <div className="contents">
          <dt className="text-muted">{t('Owner')}</dt>
          <dd className="text-end">
            <a href={foldersOf(folder.owner)} className="text-accent hover:underline">
              <bdi>{folder.owner}</bdi>
            </a>
          </dd>
        </div>
      )}
    </dl>
  )
}
