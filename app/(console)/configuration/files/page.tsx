import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { FileIcon } from '@/components/ui/icons'
import { Link, textLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { SearchForm } from '@/components/ui/search-form'
import { Cell, Row, Table } from '@/components/ui/table'
import { TextField } from '@/components/ui/text-field'
import { read } from '@/lib/access/web'
import { mainFiles } from '@/lib/configuration/fields/source'
import { listConfigurationFiles, showConfigurationFile } from '@/lib/configuration/operations'
import type { FileSummary, KnownName } from '@/lib/configuration/views'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatBytes, formatDate } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { configurationFilePage } from '../../places'
import { serviceNames } from '../words'
import { type LineFound, linesWith } from './found'

type Props = { searchParams: Promise<{ find?: string | string[]; service?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Files') }
}

/** Every configuration file; with words to find, the lines that have them. */
export default async function FilesPage({ searchParams }: Props) {
  const t = await translator()
  const asked = await searchParams
  const find = typeof asked.find === 'string' ? asked.find.trim() : ''
  const look = await read(listConfigurationFiles, { ...(find !== '' && { named: find.slice(0, 200) }) })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const files = look.value.files.filter(({ service }) => !asked.service || service === asked.service)
  const found = find === '' ? null : await foundIn(files, find)
  return page(
    <>
      <PageHeader
        title={t('Files')}
        description={t(
          'The files themselves, for what has no field. They are checked and applied in the same way.',
        )}
        path={[{ label: t('Configuration'), href: '/configuration' }]}
      />
      <div className="flex flex-col gap-4">
        <SearchForm action="/configuration/files" className="flex flex-wrap items-end gap-2">
          <TextField
            name="find"
            label={t('Find in all files')}
            defaultValue={find}
            dir="ltr"
            autoComplete="off"
            optional
            className="w-full sm:w-72"
          />
          <Button type="submit">{t('Find')}</Button>
        </SearchForm>
        {found ? <FoundLines t={t} find={find} found={found} known={look.value.known} /> : null}
        <Card flush>
          <Table
            label={t('Files')}
            columns={[
              { label: t('File') },
              { label: t('Server') },
              { label: t('Size'), align: 'end', wide: true },
              { label: t('Changed'), wide: true },
            ]}
          >
            {files.map(({ file, service, size, modifiedAt }) => (
              <Row key={file}>
                <Cell heading>
                  <Link href={configurationFilePage(file)} className={textLink}>
                    <bdi dir="ltr" className="wrap-anywhere">
                      {file}
                    </bdi>
                  </Link>
                </Cell>
                <Cell>{serviceNames[service]}</Cell>
                <Cell align="end" wide className="tabular-nums">
                  {formatBytes(t.locale, size)}
                </Cell>
                <Cell wide>{formatDate(t.locale, new Date(modifiedAt))}</Cell>
              </Row>
            ))}
          </Table>
        </Card>
      </div>
    </>,
  )
}

function FoundLines({
  t,
  find,
  found,
  known,
}: {
  t: T
  find: string
  found: LineFound[]
  known: KnownName[]
}) {
  if (found.length === 0 && known.length === 0)
    return (
      <Card flush>
        <EmptyState icon={<FileIcon />} title={t('No file says {text}', { text: find })}>
          {t(
            'No server knows a parameter of that name either; Apache and ProFTPD know those of the modules that they load.',
          )}
        </EmptyState>
      </Card>
    )
  if (found.length === 0)
    return (
      <Card flush>
        {known.map(({ service, name, default: usual }) => (
          <EmptyState
            key={service}
            icon={<FileIcon />}
            title={t('{name} of {server} is not set', { name, server: serviceNames[service] })}
          >
            <p>
              {usual === null
                ? t('It has its default.')
                : usual === ''
                  ? t('Its default is empty.')
                  : t('Its default is {value}.', { value: usual })}
            </p>
            <p>
              <Link href={configurationFilePage(mainFiles[service])} className={textLink}>
                {t('Add it to {file}', { file: mainFiles[service] })}
              </Link>
            </p>
          </EmptyState>
        ))}
      </Card>
    )
  return (
    <Card
      title={t.plural('{n} line says {text}', '{n} lines say {text}', found.length, { text: find })}
      flush
    >
      <ul className="divide-y divide-line">
        {found.map(({ file, line, text }) => (
          <li key={`${file} ${line}`} className="px-4 py-2">
            <Link href={configurationFilePage(file, line)} className={textLink}>
              <bdi dir="ltr">{`${file}:${line}`}</bdi>
            </Link>
            <code className="wrap-anywhere mt-1 block! whitespace-pre-wrap">{text}</code>
          </li>
        ))}
      </ul>
    </Card>
  )
}

async function foundIn(files: readonly FileSummary[], find: string): Promise<LineFound[]> {
  const texts = await Promise.all(files.map(({ file }) => read(showConfigurationFile, { file })))
  return texts.flatMap((look) => (look.ok ? linesWith(look.value, find) : []))
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/configuration/files/page.tsx">{content}</ClientMessages>
}
