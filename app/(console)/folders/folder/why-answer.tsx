'use client'

import type { RightsSource, Why } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import type { T } from '@/lib/locales/translate'

/** What a person may do with a folder, and where each right comes from. */
export default function WhyAnswer({ why }: { why: Why }) {
  const t = useT()
  const { name, effective, isSuspended, sources, parent, onNewFolder } = why
  const login = name === '' || name === why.login ? why.login : `${name} (${why.login})`
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      <p className="font-medium">
        {effective === ''
          ? t('{login} may do nothing here.', { login })
          : effective.includes('r')
            ? t('{login} can read this folder.', { login })
            : t('{login} cannot read this folder, but has other rights.', { login })}{' '}
        <Letters rights={effective} />
      </p>
      {isSuspended ? (
        <p className="font-medium">
          {t('The account is suspended: nothing can sign in to it and use these rights.')}
        </p>
      ) : null}
      {sources.length > 0 ? (
        <ul className="list-disc ps-5">
          {sources.map((source) => (
            <li key={`${source.source} ${source.id} ${String(source.negative)}`}>
              {sourceText(t, source)} <Letters rights={source.rights} />
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('No entry of the access list is about this person.')}</p>
      )}
      {parent ? (
        <p className="text-muted">
          {t('The folder above, {folder}, gives', { folder: parent.folder })}{' '}
          <Letters rights={parent.rights} />
        </p>
      ) : null}
      <p className="text-muted">
        {t('On a new folder below it would be')} <Letters rights={onNewFolder} />
      </p>
    </div>
  )
}

function Letters({ rights }: { rights: string }) {
  return (
    <code dir="ltr" className="rounded bg-surface px-1 text-text">
      {rights || '–'}
    </code>
  )
}

function sourceText(t: T, { source, id, name, negative }: RightsSource): string {
  const group = { id: name || id.replace(/^group:/, '') }
  switch (source) {
    case 'own':
      return negative ? t('The own entry takes away') : t('The own entry gives')
    case 'group':
      return negative ? t('The group {id} takes away', group) : t('The group {id} gives', group)
    case 'anyone':
      return negative ? t('The entry for anyone takes away') : t('The entry for anyone gives')
    case 'owner':
      return t('The mail server leaves every owner')
    case 'administrator':
      return t('Administers this server in the console, which gives no rights in mail programs')
  }
}
